"""Each message that fell due gets exactly one end, and Telegram is asked at most once when nobody knows better."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts import delivery, membership, persona, system
from piyasa.contracts.envelope import Recorded
from piyasa.eventlog.errors import Later
from piyasa.telegram_gateway.domain.outcome import Migrated, Refused, RetryAfter, SafeRetry, Unknown
from piyasa.telegram_gateway.use_cases.desk import Desk
from piyasa.telegram_gateway.use_cases.sending import Sending
from support.events import AYSE, CHAT, MEHMET, NOON, PERSON, meaning, ready, received, reply, uid
from support.gateway import BY, TELEGRAM_CHAT, Office, Rest

ENDS = ("message-sent", "message-failed", "message-suppressed", "delivery-uncertain")


@pytest.fixture
def office() -> Office:
    made = Office()
    made.open_chat()
    return made


def arm(office: Office, tick: object = "t", part: int = 1, **known: Any) -> Recorded[Any]:
    return office.log.record(ready(tick, part, **{"send_at": office.clock.now()} | known))[0]


def sending(office: Office, desk: Desk | None = None, **rest: Any) -> Sending:
    return Sending(desk or office.replica(), Rest(office.clock, **rest))


def ends(office: Office) -> list[Any]:
    return office.log.told(*ENDS)


async def found_silent(office: Office, event: Recorded[Any], desk: Desk) -> None:
    """The holder of the claim is met, is not heard of for a while, and met again."""
    with pytest.raises(Later):
        await sending(office, desk)(event)
    office.clock.advance(8)
    await sending(office, desk)(event)


async def test_a_due_message_is_posted_and_recorded(office: Office) -> None:
    event = arm(office, reply_to=reply(11, f"p:{PERSON}"), person_ids=(PERSON,))
    await sending(office)(event)
    assert office.telegram.sent == [(MEHMET, TELEGRAM_CHAT, "bence yatay", 11)]
    (end,) = ends(office)
    assert isinstance(end, delivery.MessageSent)
    assert (end.message_id, end.telegram_message_id, end.person_ids) == (event.data.message_id, 501, (PERSON,))
    assert office.log.events[-1].causation_id == event.id
    assert ("sent", MEHMET, CHAT) in office.tally.counted


async def test_typing_is_shown_and_renewed_until_the_moment(office: Office) -> None:
    event = arm(office, send_at=NOON + timedelta(seconds=9), typing_seconds=9)
    await sending(office)(event)
    assert len(office.telegram.typed) == 3
    assert office.clock.now() == NOON + timedelta(seconds=9)
    assert len(office.telegram.sent) == 1


async def test_typing_is_left_out_when_operators_switch_it_off(office: Office) -> None:
    office.log.record(system.SettingChanged(key="typing_enabled", value=False, origin="api", by="admin"))
    await sending(office)(arm(office, send_at=NOON + timedelta(seconds=9), typing_seconds=9))
    assert office.telegram.typed == []
    assert len(office.telegram.sent) == 1


async def test_a_pause_during_typing_keeps_the_message_back(office: Office) -> None:
    event = arm(office, send_at=NOON + timedelta(seconds=9), typing_seconds=9)
    pause = lambda: office.log.record(membership.ChatPaused(chat_id=CHAT, **BY))
    await sending(office, meanwhile=[pause])(event)
    (end,) = ends(office)
    assert (end.fact, end.reason) == ("message-suppressed", "paused")
    assert office.telegram.sent == []
    assert ("suppressed", "paused") in office.tally.counted


async def test_typing_is_interrupted_at_shutdown_without_a_trace(office: Office) -> None:
    event = arm(office, send_at=NOON + timedelta(seconds=20), typing_seconds=20)
    with pytest.raises(Later) as later:
        await sending(office, ends_after=1)(event)
    assert later.value.seconds == 0
    assert ends(office) == []
    assert office.sends.values == {}


async def test_nothing_is_sent_on_a_view_that_may_be_old(office: Office) -> None:
    event = arm(office)
    office.log.current = False
    with pytest.raises(Later) as later:
        await sending(office)(event)
    assert later.value.seconds == 0.5
    assert office.telegram.sent == []


async def test_a_message_that_has_its_end_is_left_alone(office: Office) -> None:
    event = arm(office)
    await sending(office)(event)
    await sending(office, office.replica("two"))(event)
    assert len(office.telegram.sent) == 1
    assert len(ends(office)) == 1


async def test_two_replicas_at_once_call_telegram_once(office: Office) -> None:
    event = arm(office)
    office.living |= {"one", "two"}
    both = (sending(office, office.replica("one"))(event), sending(office, office.replica("two"))(event))
    await asyncio.gather(*both, return_exceptions=True)
    assert [end.fact for end in ends(office)] == ["message-sent"]
    assert len(office.telegram.sent) == 1


async def test_a_claim_without_an_outcome_is_uncertain_and_not_sent(office: Office) -> None:
    event = arm(office)
    await office.sends.create(event.data.message_id, b"a process that died")
    await found_silent(office, event, office.replica())
    (end,) = ends(office)
    assert (end.fact, end.cause) == ("delivery-uncertain", "claimed_without_outcome")
    assert office.telegram.sent == []
    assert ("uncertain",) in office.tally.counted


async def test_a_claim_whose_outcome_arrives_meanwhile_is_no_doubt(office: Office) -> None:
    event = arm(office)
    other = office.replica("other")
    await other.claims.take(event.data.message_id)

    class Late(type(office.outlook)):  # type: ignore[misc]
        async def caught_up(self) -> None:
            await sending(office, other)(event)

    await found_silent(office, event, office.replica("two", outlook=Late(office.log)))
    assert [end.fact for end in ends(office)] == ["message-sent"]


async def test_an_answer_that_is_lost_is_uncertain_and_not_repeated(office: Office) -> None:
    event = arm(office)
    office.telegram.script = [Unknown("timeout")]
    await sending(office)(event)
    await sending(office)(event)
    (end,) = ends(office)
    assert (end.fact, end.cause) == ("delivery-uncertain", "timeout")
    assert len(office.telegram.sent) == 1


async def test_resend_on_uncertain_tries_again_where_operators_want_that(office: Office) -> None:
    event = arm(office)
    office.telegram.script = [Unknown("timeout")]
    await sending(office, office.replica(on_uncertain="resend"))(event)
    assert [end.fact for end in ends(office)] == ["message-sent"]
    assert len(office.telegram.sent) == 2


async def test_resend_on_uncertain_takes_a_dead_claim_over(office: Office) -> None:
    event = arm(office)
    await office.sends.create(event.data.message_id, b"a process that died")
    await found_silent(office, event, office.replica(on_uncertain="resend"))
    assert [end.fact for end in ends(office)] == ["message-sent"]


async def test_a_claim_of_a_process_that_lives_is_waited_for(office: Office) -> None:
    event, desk = arm(office), office.replica()
    office.living.add("another")
    await office.sends.create(event.data.message_id, b"another")
    for _ in range(20):
        with pytest.raises(Later):
            await sending(office, desk)(event)
        office.clock.advance(2)
    assert ends(office) == []


async def test_a_call_that_was_cut_off_in_this_process_is_uncertain(office: Office) -> None:
    event, desk = arm(office), office.replica()
    office.telegram.script = [asyncio.CancelledError()]
    with pytest.raises(asyncio.CancelledError):
        await sending(office, desk)(event)
    await sending(office, desk)(event)
    (end,) = ends(office)
    assert (end.fact, end.cause) == ("delivery-uncertain", "interrupted")
    assert len(office.telegram.sent) == 1


async def test_a_success_that_the_log_did_not_take_is_recorded_later_and_not_sent_again(office: Office) -> None:
    event, desk = arm(office), office.replica()
    office.log.fails = 1
    with pytest.raises(ConnectionError):
        await sending(office, desk)(event)
    await sending(office, desk)(event)
    assert [end.fact for end in ends(office)] == ["message-sent"]
    assert len(office.telegram.sent) == 1
    assert office.tally.counted.count(("sent", MEHMET, CHAT)) == 1


async def test_a_connection_that_fails_is_tried_again_under_the_same_claim(office: Office) -> None:
    event = arm(office)
    office.telegram.script = [SafeRetry("refused"), SafeRetry("dns")]
    await sending(office)(event)
    assert [end.fact for end in ends(office)] == ["message-sent"]
    assert len(office.telegram.sent) == 3


async def test_too_many_requests_waits_and_then_sends(office: Office) -> None:
    event = arm(office)
    office.telegram.script = [RetryAfter(3)]
    await sending(office)(event)
    assert [end.fact for end in ends(office)] == ["message-sent"]
    assert office.clock.now() >= NOON + timedelta(seconds=3)
    assert ("waited",) in office.tally.counted


async def test_a_long_flood_gives_the_claim_back_so_that_any_replica_may_go_on(office: Office) -> None:
    event = arm(office)
    office.telegram.script = [RetryAfter(30)]
    with pytest.raises(Later) as later:
        await sending(office)(event)
    assert later.value.seconds == 30
    assert office.sends.values == {}
    office.clock.advance(31)
    await sending(office, office.replica("two"))(event)
    assert [end.fact for end in ends(office)] == ["message-sent"]


async def test_a_shutdown_while_waiting_under_a_claim_gives_it_back(office: Office) -> None:
    event = arm(office)
    office.telegram.script = [RetryAfter(3)]
    with pytest.raises(Later):
        await sending(office, ends_after=0)(event)
    assert office.sends.values == {}


async def test_a_flood_in_one_chat_does_not_hold_another_bot(office: Office) -> None:
    desk = office.replica()
    office.telegram.script = [RetryAfter(30)]
    with pytest.raises(Later):
        await sending(office, desk)(arm(office, "a"))
    await sending(office, desk)(arm(office, "b", bot_id=AYSE))
    assert [end.bot_id for end in ends(office)] == [AYSE]


async def test_a_chat_that_moved_is_recorded_and_tried_once_at_its_new_place(office: Office) -> None:
    event = arm(office)
    office.telegram.script = [Migrated(-100999)]
    await sending(office)(event)
    assert [chat for _, chat, _, _ in office.telegram.sent] == [TELEGRAM_CHAT, -100999]
    (moved,) = office.log.told("chat-migrated")
    assert (moved.old_telegram_id, moved.new_telegram_id) == (TELEGRAM_CHAT, -100999)
    assert [end.fact for end in ends(office)] == ["message-sent"]


@pytest.mark.parametrize("told_by", ["the log", "Telegram's answer"])
async def test_in_a_chat_that_moved_nothing_replies_to_an_old_id(office: Office, told_by: str) -> None:
    event = arm(office, reply_to=reply(11, f"p:{PERSON}"), reason="mention")
    if told_by == "the log":
        office.log.record(membership.ChatMigrated(chat_id=CHAT, old_telegram_id=TELEGRAM_CHAT, new_telegram_id=-100999))
    else:
        office.telegram.script = [Migrated(-100999)]
    await sending(office)(event)
    assert office.telegram.sent[-1] == (MEHMET, -100999, "bence yatay", None)
    (end,) = ends(office)
    assert (end.fact, end.reply_to) == ("message-sent", None)


async def test_a_refusal_is_recorded_with_its_class_and_blocks_what_it_forbids(office: Office) -> None:
    event = arm(office)
    office.telegram.script = [Refused("kicked", "bot_in_chat", 403, "Forbidden: bot was kicked")]
    await sending(office)(event)
    (end,) = ends(office)
    assert (end.fact, end.error_class, end.code) == ("message-failed", "kicked", 403)
    assert office.bot(MEHMET).blocked == {CHAT: "kicked"}


async def test_a_token_that_is_not_valid_any_more_blocks_the_persona_everywhere(office: Office) -> None:
    office.telegram.script = [Refused("unauthorized", "bot", 401, "Unauthorized")]
    await sending(office)(arm(office))
    assert office.bot(MEHMET).blocked == {"*": "unauthorized"}


async def test_a_deleted_chat_is_undisclosed_from_then_on(office: Office) -> None:
    office.telegram.script = [Refused("chat_deleted", "chat", 403, "Forbidden: the group chat was deleted")]
    await sending(office)(arm(office))
    assert office.chat().disclosure is None


async def test_a_text_that_telegram_refuses_blocks_nobody(office: Office) -> None:
    office.telegram.script = [Refused("too_long", "message", 400, "Bad Request: message is too long")]
    await sending(office)(arm(office))
    assert office.bot(MEHMET).blocked == {}


async def test_parts_of_one_utterance_go_out_in_order(office: Office) -> None:
    first, second, desk = arm(office, "t", 1), arm(office, "t", 2, text="ikinci"), office.replica()
    with pytest.raises(Later):
        await sending(office, desk)(second)
    await sending(office, desk)(first)
    await sending(office, desk)(second)
    assert [text for _, _, text, _ in office.telegram.sent] == ["bence yatay", "ikinci"]


async def test_equal_lines_of_two_personas_do_not_both_go_out(office: Office) -> None:
    same, desk = meaning(sketch="AAAAAAAAAAAA"), office.replica()
    events = [arm(office, "a", meaning=same), arm(office, "b", bot_id=AYSE, meaning=same)]
    await asyncio.gather(*(sending(office, desk)(event) for event in events))
    assert sorted(end.fact for end in ends(office)) == ["message-sent", "message-suppressed"]


async def test_a_message_that_waits_for_approval_is_held_once_and_sent_when_approved(office: Office) -> None:
    office.log.record(membership.ChatUpdated(chat_id=CHAT, approval=True, **BY))
    event = arm(office)
    for _ in range(2):
        with pytest.raises(Later):
            await sending(office)(event)
    assert len(office.log.told("message-held")) == 1
    office.clock.advance(600)
    office.log.record(delivery.MessageApproved(chat_id=CHAT, message_id=event.data.message_id, **BY))
    await sending(office)(event)
    assert [end.fact for end in ends(office)] == ["message-sent"]


async def test_how_long_a_person_waited_for_an_answer_is_counted(office: Office) -> None:
    office.log.record(received(11, meaning=meaning(is_question=True, addressed_to=MEHMET)))
    office.clock.advance(8)
    await sending(office)(arm(office, reply_to=reply(11), reason="mention"))
    assert ("answered", 8.0) in office.tally.counted


async def test_a_persona_waits_a_second_between_two_messages_in_a_chat(office: Office) -> None:
    desk = office.replica()
    await sending(office, desk)(arm(office, "a"))
    await sending(office, desk)(arm(office, "b"))
    assert office.clock.now() == NOON + timedelta(seconds=1)


async def test_the_same_delivery_is_not_worked_on_twice_at_the_same_time(office: Office) -> None:
    event, desk = arm(office), office.replica()
    desk.busy.add(event.data.message_id)
    with pytest.raises(Later):
        await sending(office, desk)(event)


async def test_a_removed_persona_says_nothing_more(office: Office) -> None:
    event = arm(office)
    office.log.record(persona.BotRemoved(bot_id=MEHMET, **BY))
    await sending(office)(event)
    (end,) = ends(office)
    assert (end.fact, end.reason) == ("message-suppressed", "disabled")


async def test_the_end_has_the_same_id_whoever_makes_it(office: Office) -> None:
    event = arm(office, "t")
    await sending(office)(event)
    again = Office()
    again.open_chat()
    twin = arm(again, "t")
    assert twin.id == event.id
    await sending(again)(twin)
    assert office.log.events[-1].id == again.log.events[-1].id
    assert office.log.events[-1].data.message_id == uid(("t", 1))
