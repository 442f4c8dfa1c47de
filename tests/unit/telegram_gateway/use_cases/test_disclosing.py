"""Chats are told about AI: once, pinned, looked after, and again when it is gone."""

from __future__ import annotations

from typing import Any

import pytest

from piyasa.contracts import delivery, membership, persona, system
from piyasa.telegram_gateway.domain.notices import TEXT_VERSION, Notices, Operator
from piyasa.telegram_gateway.domain.outcome import Migrated, Outcome, Refused, SafeRetry, Sent, Unknown
from piyasa.telegram_gateway.use_cases.desk import Desk
from piyasa.telegram_gateway.use_cases.disclosing import Disclosing
from piyasa.telegram_gateway.use_cases.notes import Notes
from support.events import CHAT, MEHMET, chat_registered, joined
from support.gateway import BY, TELEGRAM_CHAT, Office

NO_RIGHTS = Refused("may_not_pin", "bot_in_chat", 400, "Bad Request: not enough rights to manage pinned messages")
GONE = Refused("notice_gone", "message", 400, "Bad Request: message to pin not found")
WEEK = 7 * 86_400


@pytest.fixture
def office() -> Office:
    made = Office()
    made.open_chat(disclosed=False)
    return made


def disclosing(office: Office, desk: Desk | None = None, *, mine: bool = True) -> Disclosing:
    desk = desk or office.replica()
    notices = Notices(Operator("Piyasa A.Ş.", "@piyasa"))
    return Disclosing(desk, Notes(office.sends, desk.claims.instance), notices, lambda _chat: mine)


def told(office: Office) -> list[Any]:
    return office.log.told("chat-disclosed", "disclosure-lost")


async def rounds(work: Disclosing, office: Office, *, seconds: float, every: float = 1.0) -> None:
    for _ in range(int(seconds / every)):
        await work()
        office.clock.advance(every)


async def test_an_enabled_chat_is_told_by_its_listener_and_the_notice_pinned(office: Office) -> None:
    await disclosing(office)()
    ((bot_id, chat, text, _),) = office.telegram.sent
    assert (bot_id, chat) == (MEHMET, TELEGRAM_CHAT)
    for word in ("yapay zekâ", "kurgu", "yatırım tavsiyesi", "Piyasa A.Ş.", "@piyasa", "/unut", "@ayse_scalp_bot"):
        assert word in text
    assert office.telegram.pinned_ones == [501]
    (fact,) = told(office)
    assert (fact.telegram_message_id, fact.text_version, fact.pinned) == (501, TEXT_VERSION, True)
    assert office.sends.values == {}


async def test_a_chat_that_is_told_is_not_told_again(office: Office) -> None:
    work = disclosing(office)
    await rounds(work, office, seconds=20)
    assert len(office.telegram.sent) == 1


@pytest.mark.parametrize(
    "fact",
    [
        membership.ChatDisabled(chat_id=CHAT, **BY),
        system.EmergencyStopped(reason="stop", **BY),
        persona.LeftChat(bot_id=MEHMET, chat_id=CHAT, by="admin"),
    ],
)
async def test_nothing_is_posted_where_nothing_may_be_or_nobody_can(office: Office, fact: Any) -> None:
    office.log.record(fact)
    await disclosing(office)()
    assert office.telegram.sent == []


async def test_the_chats_of_others_are_left_to_them(office: Office) -> None:
    await disclosing(office, mine=False)()
    assert office.telegram.sent == []


async def test_a_notice_that_cannot_be_pinned_is_posted_once_and_pinned_when_it_can_be(office: Office) -> None:
    office.telegram.pins = [NO_RIGHTS, NO_RIGHTS]
    work = disclosing(office)
    await rounds(work, office, seconds=100)
    assert len(office.telegram.sent) == 1
    assert [fact.pinned for fact in told(office)] == [False, True]


async def test_a_crash_after_posting_is_gone_on_with_by_pinning(office: Office) -> None:
    first = disclosing(office, office.replica("one"))
    office.telegram.pins = [SafeRetry("refused")]
    await first()
    assert told(office) == []
    await disclosing(office, office.replica("two"))()
    assert len(office.telegram.sent) == 1
    assert [fact.pinned for fact in told(office)] == [True]


async def test_a_notice_whose_answer_is_lost_is_not_posted_again_at_once(office: Office) -> None:
    office.telegram.script = [Unknown("timeout")]
    work = disclosing(office)
    await rounds(work, office, seconds=110)
    assert len(office.telegram.sent) == 1
    assert told(office) == []


async def test_a_notice_that_stays_in_doubt_is_posted_again_rather_than_never(office: Office) -> None:
    office.telegram.script = [Unknown("timeout")]
    work = disclosing(office)
    await rounds(work, office, seconds=200)
    assert len(office.telegram.sent) == 2
    assert [fact.pinned for fact in told(office)] == [True]


async def test_a_process_that_died_while_posting_is_waited_for(office: Office) -> None:
    dead = Notes(office.sends, "a process that died")
    await dead.begin(CHAT, office.clock.now())
    await disclosing(office)()
    assert office.telegram.sent == []


@pytest.mark.parametrize("outcome", [SafeRetry("refused"), Refused("may_not_send", "bot_in_chat", 400, "no")])
async def test_a_notice_that_was_not_posted_is_tried_again_later(office: Office, outcome: Outcome) -> None:
    office.telegram.script = [outcome]
    work = disclosing(office)
    await rounds(work, office, seconds=20)
    assert len(office.telegram.sent) == 1
    await rounds(work, office, seconds=20)
    assert len(told(office)) == 1


async def test_a_chat_that_moved_is_followed(office: Office) -> None:
    office.telegram.script = [Migrated(-1009)]
    work = disclosing(office)
    await rounds(work, office, seconds=5)
    assert [chat for _, chat, _, _ in office.telegram.sent] == [TELEGRAM_CHAT, -1009]
    assert len(told(office)) == 1


async def test_a_notice_is_posted_anew_after_a_week(office: Office) -> None:
    work = disclosing(office)
    await work()
    office.clock.advance(WEEK - 1)
    office.telegram.shown = 501
    await work()
    assert len(office.telegram.sent) == 1
    office.clock.advance(1)
    await work()
    assert [fact.telegram_message_id for fact in told(office)] == [501, 502]


async def test_other_words_are_posted_at_once(office: Office) -> None:
    office.log.record(
        delivery.ChatDisclosed(
            chat_id=CHAT, telegram_message_id=4, text_version="0", pinned=True, disclosed_at=office.clock.now()
        )
    )
    await disclosing(office)()
    assert len(office.telegram.sent) == 1


async def test_a_notice_that_is_still_shown_is_left_alone(office: Office) -> None:
    work = disclosing(office)
    office.telegram.shown = 501
    await rounds(work, office, seconds=700, every=10)
    assert office.telegram.pinned_ones == [501]


async def test_a_notice_that_is_covered_or_unpinned_is_pinned_again(office: Office) -> None:
    work = disclosing(office)
    await work()
    office.telegram.shown = None
    await rounds(work, office, seconds=310, every=10)
    assert office.telegram.pinned_ones == [501, 501]
    assert len(told(office)) == 1


async def test_a_process_that_begins_looks_at_once_whether_the_notice_is_still_there(office: Office) -> None:
    await disclosing(office)()
    office.telegram.shown = Refused("kicked", "bot_in_chat", 403, "Forbidden: bot was kicked")
    await disclosing(office, office.replica("two"))()
    assert [fact.fact for fact in told(office)] == ["chat-disclosed", "disclosure-lost"]


async def test_a_process_that_gets_a_chat_back_looks_at_once(office: Office) -> None:
    mine = True
    work = disclosing(office)
    work.mine = lambda _chat: mine
    await work()
    mine = False
    await work()
    mine = True
    await work()
    assert office.telegram.pinned_ones == [501, 501]


async def test_a_look_that_fails_is_made_again_soon(office: Office) -> None:
    await disclosing(office)()
    office.telegram.shown = SafeRetry("refused")
    work = disclosing(office, office.replica("two"))
    await work()
    office.telegram.shown = None
    await rounds(work, office, seconds=40, every=10)
    assert office.telegram.pinned_ones == [501, 501]


async def test_a_notice_that_telegram_says_is_pinned_already_is_fine(office: Office) -> None:
    work = disclosing(office)
    await work()
    office.telegram.pins = [Refused("bad_request", "message", 400, "Bad Request: CHAT_NOT_MODIFIED")]
    await rounds(work, office, seconds=310, every=10)
    assert len(told(office)) == 1


@pytest.mark.parametrize("refusal", [GONE, NO_RIGHTS])
async def test_a_notice_that_is_gone_or_cannot_be_kept_is_lost_and_made_anew(office: Office, refusal: Refused) -> None:
    work = disclosing(office)
    await work()
    office.telegram.pins = [refusal]
    await rounds(work, office, seconds=330, every=10)
    assert [fact.fact for fact in told(office)] == ["chat-disclosed", "disclosure-lost", "chat-disclosed"]
    assert len(office.telegram.sent) == 2


async def test_a_chat_that_refuses_to_show_itself_is_not_disclosed_any_more(office: Office) -> None:
    work = disclosing(office)
    await work()
    office.telegram.shown = Refused("kicked", "bot_in_chat", 403, "Forbidden: bot was kicked")
    office.telegram.script = [Refused("kicked", "bot_in_chat", 403, "Forbidden: bot was kicked")] * 9
    await rounds(work, office, seconds=310, every=10)
    assert [fact.fact for fact in told(office)] == ["chat-disclosed", "disclosure-lost"]


async def test_a_notice_is_left_alone_in_an_emergency(office: Office) -> None:
    work = disclosing(office)
    await work()
    office.log.record(system.EmergencyStopped(reason="stop", **BY))
    await rounds(work, office, seconds=310, every=10)
    assert office.telegram.pinned_ones == [501]


async def test_a_round_ends_when_the_view_grows_old_in_the_middle_of_it(office: Office) -> None:
    office.log.record(
        chat_registered("ikinci", telegram_id=-1002),
        membership.ChatEnabled(chat_id="ikinci", **BY),
        joined(chat_id="ikinci"),
    )

    def lose_touch() -> Sent:
        office.log.current = False
        return Sent(501)

    office.telegram.script = [lose_touch]
    await disclosing(office)()
    assert len(office.telegram.sent) == 1


async def test_nothing_is_done_on_a_view_that_may_be_old(office: Office) -> None:
    office.log.current = False
    await disclosing(office)()
    assert office.telegram.sent == []
