"""Whether a message that fell due may still go out, case by case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts import delivery, membership, persona, system
from piyasa.contracts.event import Event
from piyasa.language import sketch
from piyasa.projections.catalogue import all_projections
from piyasa.projections.conversations.reading import armed
from piyasa.projections.directory import Directory
from piyasa.projections.pace import LIFE, Pace
from piyasa.telegram_gateway.domain.release import Decision, Hold, Send, Suppress, release
from support.events import AYSE, CHAT, MEHMET, NOON, PERSON, Log, forgotten, meaning, ready, received, sent, uid
from support.folding import tables_of
from support.gateway import BY, opening

EARLIER = NOON - timedelta(hours=3)


def decide(
    *facts: Event,
    late: float = 0.0,
    tick: object = "t",
    pace: Pace = LIFE,
    before: tuple[Event, ...] = (),
    **known: Any,
) -> Decision:
    """What is decided ``late`` seconds past the moment of a message, when ``facts`` came after it was armed."""
    log = Log(now=EARLIER)
    log.add(*opening(), *before)
    log.now = NOON - timedelta(seconds=30)
    values: dict[str, Any] = {"send_at": NOON, "why": ready(tick).why.model_copy(update={"as_of": log.position})}
    log.add(ready(tick, **values | known))
    log.step = timedelta(milliseconds=10)
    log.add(*facts)
    tables = tables_of(all_projections(pace), log.events)
    directory, conversation = Directory(tables), tables.tables["conversations"].rows[CHAT]
    message = armed(conversation, uid((tick, 1)))
    assert message is not None
    return release(
        message,
        directory.chat(CHAT),
        directory.bot(message.bot_id),
        conversation,
        tables.tables["voices"].rows.get(message.bot_id),
        directory.installation,
        now=NOON + timedelta(seconds=late),
        pace=pace,
    )


def others_say(count: int, **known: Any) -> list[Event]:
    return [received(100 + number, **known) for number in range(count)]


def test_a_message_that_nothing_forbids_is_sent() -> None:
    assert decide() == Send()


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        (membership.ChatDisabled(chat_id=CHAT, **BY), "disabled"),
        (membership.ChatRemoved(chat_id=CHAT, **BY), "disabled"),
        (membership.ChatPaused(chat_id=CHAT, **BY), "paused"),
        (persona.BotDisabled(bot_id=MEHMET, **BY), "disabled"),
        (persona.BotRemoved(bot_id=MEHMET, **BY), "disabled"),
        (persona.BotPaused(bot_id=MEHMET, **BY), "paused"),
        (persona.BotBlocked(bot_id=MEHMET, chat_id=CHAT, error_class="kicked", code=403), "disabled"),
        (persona.BotBlocked(bot_id=MEHMET, chat_id=None, error_class="unauthorized", code=401), "disabled"),
        (persona.LeftChat(bot_id=MEHMET, chat_id=CHAT, by="admin"), "disabled"),
        (delivery.DisclosureLost(chat_id=CHAT, cause="notice_gone"), "undisclosed"),
        (system.SimulationStopped(**BY), "paused"),
        (system.EmergencyStopped(reason="stop", **BY), "paused"),
    ],
)
def test_what_operators_or_telegram_switched_off_is_not_sent(fact: Event, reason: str) -> None:
    assert decide(fact) == Suppress(reason)  # type: ignore[arg-type]


def test_a_notice_that_is_posted_but_not_pinned_discloses_nothing() -> None:
    unpinned = delivery.ChatDisclosed(
        chat_id=CHAT, telegram_message_id=401, text_version="1", pinned=False, disclosed_at=NOON
    )
    assert decide(unpinned) == Suppress("undisclosed")


def test_a_sincere_question_is_answered_though_the_simulation_is_stopped() -> None:
    assert decide(system.SimulationStopped(**BY), reason="sincere_question") == Send()


def test_an_emergency_silences_even_truthful_answers() -> None:
    assert decide(system.EmergencyStopped(reason="stop", **BY), reason="sincere_question") == Suppress("paused")


def test_nothing_is_said_to_somebody_who_was_forgotten() -> None:
    assert decide(forgotten(), person_ids=(PERSON,)) == Suppress("retracted")
    assert decide(forgotten(), person_ids=(PERSON,), reason="sincere_question") == Suppress("retracted")


def test_who_wants_to_be_left_alone_is_told_only_the_truth() -> None:
    silenced = system.PersonSilenced(person_id=PERSON)
    assert decide(silenced, person_ids=(PERSON,)) == Suppress("retracted")
    assert decide(silenced, person_ids=(PERSON,), reason="sincere_question") == Send()
    assert decide(silenced, person_ids=("another",)) == Send()


def test_small_talk_is_stale_after_a_minute_and_answers_after_three() -> None:
    assert decide(late=60) == Send()
    assert decide(late=60.1) == Suppress("stale")
    assert decide(late=180, reason="mention") == Send()
    assert decide(late=180.1, reason="mention") == Suppress("stale")
    assert decide(late=180.1, reason="sincere_question") == Suppress("stale")


def test_staleness_is_wall_time_whatever_the_pace() -> None:
    assert decide(late=60, pace=Pace(10)) == Send()


def test_six_lines_overtake_small_talk_and_not_an_answer() -> None:
    assert decide(*others_say(5)) == Send()
    assert decide(*others_say(6)) == Suppress("overtaken")
    assert decide(*others_say(6), reason="mention") == Send()
    assert decide(*others_say(6), reason="sincere_question") == Send()


def test_what_was_said_before_the_decision_does_not_overtake_it() -> None:
    assert decide(before=tuple(others_say(9))) == Send()


def test_earlier_parts_of_the_same_utterance_do_not_overtake_it() -> None:
    parts = [sent("t", 600 + number, part=number) for number in range(2, 9)]
    assert decide(*parts) == Send()


def test_an_equal_line_meanwhile_makes_a_message_a_duplicate() -> None:
    same = meaning(sketch=sketch("borsa bugün yatay gidiyor gibi"))
    other = received(100, meaning=same)
    assert decide(other, meaning=same) == Suppress("duplicate")
    assert decide(other, meaning=same, reason="sincere_question") == Send()
    assert decide(received(100, meaning=meaning(sketch=sketch("altın yükselir"))), meaning=same) == Send()
    assert decide(before=(other,), meaning=same) == Send()


def test_a_later_part_waits_for_an_earlier_one() -> None:
    first = ready("t", 1, message_id=uid("first part"), send_at=NOON)
    second: dict[str, Any] = {"part": 2, "message_id": uid(("t", 1))}
    assert isinstance(decide(first, **second), Hold)
    assert decide(first, sent("t", 600, message_id=uid("first part")), **second) == Send()


def test_a_chat_that_wants_approval_holds_a_message_until_it_is_approved() -> None:
    wants = membership.ChatUpdated(chat_id=CHAT, approval=True, **BY)
    approved = delivery.MessageApproved(chat_id=CHAT, message_id=uid(("t", 1)), **BY)
    refused = delivery.MessageRefused(chat_id=CHAT, message_id=uid(("t", 1)), **BY)
    assert isinstance(decide(wants), Hold)
    assert isinstance(decide(wants, late=600), Hold)
    assert decide(wants, late=3601) == Suppress("not_approved")
    assert decide(wants, approved, late=600) == Send()
    assert decide(wants, approved, *others_say(6)) == Send()
    assert decide(wants, refused) == Suppress("not_approved")


def test_the_minute_s_limit_of_a_chat_holds_a_message_until_there_is_room() -> None:
    spoken = [sent(f"s{number}", 700 + number, bot_id=AYSE) for number in range(20)]
    decision = decide(*spoken, reason="mention")
    assert isinstance(decision, Hold)
    assert 0 < decision.seconds <= 60
    assert decide(*spoken, reason="sincere_question") == Send()
    assert decide(*spoken[:19], reason="mention") == Send()


def test_people_s_lines_do_not_count_for_the_minute_s_limit() -> None:
    assert decide(*others_say(25), reason="mention") == Send()


def test_a_chat_s_own_limit_goes_before_the_setting() -> None:
    tight = membership.ChatUpdated(chat_id=CHAT, limits=membership.ChatLimits(max_messages_per_minute=1), **BY)
    assert isinstance(decide(tight, sent("s", 700, bot_id=AYSE)), Hold)


def test_when_the_minute_s_limit_frees_too_late_the_message_is_capped() -> None:
    spoken = [sent(f"s{number}", 700 + number, bot_id=AYSE) for number in range(20)]
    assert decide(*spoken, reason="mention", late=20, send_at=NOON - timedelta(seconds=150)) == Suppress("cap")


def test_the_hourly_limit_of_a_persona_caps_it() -> None:
    limit = system.SettingChanged(key="bot_hourly_msg_limit", value={"min": 1, "max": 2}, origin="api", by="admin")
    spoken = [sent(f"s{number}", 700 + number, chat_id="other-chat") for number in range(2)]
    assert decide(limit, *spoken) == Suppress("cap")
    assert decide(limit, *spoken[:1]) == Send()
    assert decide(limit, *spoken, reason="sincere_question") == Send()


def _gives_the_turn(to: str, **known: Any) -> Event:
    return received(100, meaning=meaning(is_question=True, mentions=(to,), addressed_to=to), **known)


def test_small_talk_waits_while_it_is_somebody_else_s_turn() -> None:
    assert decide(_gives_the_turn(AYSE)) == Hold(5.0, "somebody else's turn")


def test_small_talk_waits_no_longer_than_operators_have_turns_held() -> None:
    not_at_all = system.SettingChanged(key="turn_hold_seconds", value=0, origin="api", by="admin")
    assert decide(not_at_all, _gives_the_turn(AYSE)) == Send()


def test_whose_turn_it_is_speaks() -> None:
    assert decide(_gives_the_turn(MEHMET)) == Send()


@pytest.mark.parametrize("reason", ["mention", "sincere_question", "interruption"])
def test_answers_to_people_and_interruptions_do_not_wait_for_a_turn(reason: str) -> None:
    assert decide(_gives_the_turn(AYSE), reason=reason) == Send()


def test_a_turn_that_has_passed_holds_nobody_up() -> None:
    asked = _gives_the_turn(AYSE)
    assert decide(asked, late=20) == Hold(5.0, "somebody else's turn")
    assert decide(asked, late=58.5, pace=Pace(2)) == Send()
