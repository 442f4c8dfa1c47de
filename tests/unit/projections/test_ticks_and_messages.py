"""The way of a tick and of its messages, each to one end."""

from __future__ import annotations

import pytest

from piyasa.contracts.delivery import MessageApproved, MessageHeld, MessageRefused
from piyasa.contracts.event import Event
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.values import Why
from piyasa.projections.conversations import reading
from piyasa.projections.conversations.state import OUTCOMES_KEPT, UNCERTAIN_KEPT, Conversation
from support.events import (
    AYSE,
    CHAT,
    MEHMET,
    NOON,
    Log,
    abandoned,
    drafted,
    failed,
    log_of,
    meaning,
    ready,
    received,
    rejected,
    reply,
    requested,
    rewrite,
    sent,
    settled,
    suppressed,
    uid,
    uncertain,
)
from support.folding import conversation_of

TICK = uid("t")
FIRST = uid(("t", 1))
SECOND = uid(("t", 2))


def after(*facts: Event) -> Conversation:
    return conversation_of(log_of(facts))


def test_a_tick_is_in_flight_from_its_request() -> None:
    conversation = after(requested("t", reply_to=reply(7), topic="BIST", wait_seconds=12, attempt=2))
    tick = reading.tick(conversation, TICK)
    assert tick is not None
    assert (tick.bot_id, tick.stage, tick.reply_to, tick.topic) == (MEHMET, "requested", 7, "BIST")
    assert (tick.wait_seconds, tick.attempt, tick.position) == (12, 2, 1)
    assert conversation.last_tick_position == 1


MOVED = ChatMigrated(chat_id=CHAT, old_telegram_id=-1, new_telegram_id=-2)


def test_what_is_on_its_way_into_a_chat_that_moved_answers_no_old_id() -> None:
    history = [
        received(7, meaning=meaning(mentions=(MEHMET,))),
        requested("t", reply_to=reply(7)),
        ready("u", reply_to=reply(7)),
        ready("v", reply_to=reply(7)),
        uncertain("v"),
        MOVED,
    ]
    conversation = after(*history)
    assert [each.reply_to for each in (*conversation.ticks, *conversation.armed)] == [None, None]
    assert [each.message and each.message.reply_to for each in conversation.uncertain] == [None]
    assert conversation.unanswered == ()


def test_a_message_of_a_tick_from_before_the_chat_moved_answers_no_old_id() -> None:
    early = after(requested("t", reply_to=reply(7)), MOVED, ready("t", reply_to=reply(7)))
    late = after(MOVED, requested("t", reply_to=reply(7)), ready("t", reply_to=reply(7)))
    assert [each.reply_to for each in (*early.armed, *late.armed)] == [None, 7]


def test_a_tick_requested_twice_is_one_tick_but_moves_the_expected_sequence() -> None:
    conversation = after(requested("t"), requested("t", bot_id=AYSE))
    assert [tick.bot_id for tick in conversation.ticks] == [MEHMET]
    assert conversation.last_tick_position == 2


def test_a_tick_that_ended_does_not_come_back() -> None:
    conversation = after(requested("t"), abandoned("t"), requested("t"))
    assert conversation.ticks == ()
    assert conversation.last_tick_position == 3


def test_the_highest_attempt_of_drafts_and_rewrites_is_remembered() -> None:
    history = [requested("t"), drafted("t", attempt=2), drafted("t"), rewrite("t", 3), rewrite("t", 2)]
    tick = reading.tick(after(*history), TICK)
    assert tick is not None
    assert (tick.stage, tick.drafts, tick.rewrites) == ("drafted", 2, 3)


def test_a_draft_of_no_tick_is_nothing() -> None:
    assert conversation_of(log_of([received(1), drafted("t"), rewrite("t")])).ticks == ()


@pytest.mark.parametrize("end", [abandoned("t"), rejected("t"), suppressed("t"), suppressed("t", 1)])
def test_a_tick_may_end_without_a_message(end: Event) -> None:
    conversation = after(requested("t"), drafted("t"), end)
    assert conversation.ticks == ()
    assert reading.has_ended(conversation, TICK)


def test_a_ready_message_is_armed_and_its_tick_no_longer_in_flight() -> None:
    why = Why(as_of=41, seed="00", release="test")
    message = ready("t", meaning=meaning(sketch="abc"), reply_to=reply(1, "p:kind-otter"), why=why)
    conversation = after(requested("t"), drafted("t"), message)
    armed = reading.armed(conversation, FIRST)
    assert armed is not None
    assert (armed.tick_id, armed.text, armed.sketch, armed.reply_to) == (TICK, "bence yatay", "abc", 1)
    assert (armed.as_of, armed.position, armed.send_at) == (41, 3, NOON)
    assert conversation.ticks == ()
    assert reading.has_ended(conversation, TICK)
    assert not reading.has_ended(conversation, FIRST)


def test_a_tick_with_parts_arms_several_messages() -> None:
    conversation = after(requested("t"), ready("t", 1), ready("t", 2), sent("t", 5, 1))
    assert [armed.part for armed in conversation.armed] == [2]
    assert [line.message_id for line in conversation.lines] == [FIRST]


def test_a_message_ready_twice_is_armed_once() -> None:
    assert len(after(requested("t"), ready("t"), ready("t")).armed) == 1


def test_a_message_of_a_tick_that_ended_is_armed_so_that_it_gets_its_own_end() -> None:
    conversation = after(requested("t"), abandoned("t"), ready("t"))
    assert reading.armed(conversation, FIRST) is not None


def test_a_message_of_a_tick_nobody_saw_is_armed() -> None:
    conversation = after(ready("t"))
    assert reading.armed(conversation, FIRST) is not None
    assert reading.has_ended(conversation, TICK)


@pytest.mark.parametrize("end", [sent("t", 5), failed("t"), uncertain("t"), suppressed("t", 1)])
def test_a_message_has_one_end(end: Event) -> None:
    once = after(requested("t"), ready("t"), end)
    assert once.armed == ()
    assert reading.has_ended(once, FIRST)

    for second in (sent("t", 6), failed("t"), uncertain("t"), suppressed("t", 1), ready("t")):
        assert after(requested("t"), ready("t"), end, second) == once


@pytest.mark.parametrize("second", [abandoned("t"), rejected("t"), suppressed("t"), drafted("t"), rewrite("t")])
def test_a_second_end_of_a_tick_is_ignored(second: Event) -> None:
    once = after(requested("t"), ready("t"))
    assert after(requested("t"), ready("t"), second) == once


def test_a_part_suppressed_before_it_was_ready_ends_once_and_the_next_part_is_still_armed() -> None:
    conversation = after(requested("t"), suppressed("t", 1), ready("t", 2), ready("t", 1))
    assert [armed.message_id for armed in conversation.armed] == [SECOND]


def test_a_message_sent_that_nobody_saw_ready_is_a_line_and_ends_its_tick() -> None:
    conversation = after(requested("t"), sent("t", 5))
    assert conversation.ticks == ()
    assert len(conversation.lines) == 1
    assert after(requested("t"), sent("t", 5), sent("t", 6)) == conversation


def test_a_message_sent_of_a_tick_that_had_ended_ends_only_itself() -> None:
    assert after(requested("t"), abandoned("t"), sent("t", 5)).ended == (TICK, FIRST)


def test_a_message_may_be_held_approved_and_refused() -> None:
    start = [requested("t"), ready("t")]
    by = {"chat_id": CHAT, "message_id": FIRST, "by": "admin"}
    approved = after(*start, MessageHeld(**by), MessageApproved(**by)).armed[0]
    refused = after(*start, MessageHeld(**by), MessageRefused(**by)).armed[0]
    assert (approved.held, approved.approved, approved.refused) == (True, True, False)
    assert (refused.held, refused.approved, refused.refused) == (True, False, True)
    assert after(*start, sent("t", 5), MessageHeld(**by)) == after(*start, sent("t", 5))


def test_an_uncertain_delivery_found_sent_becomes_the_line_it_was_to_be() -> None:
    history = [requested("t"), ready("t", reply_to=reply(1)), uncertain("t"), received(9), settled("t", 8)]
    log = log_of(history)
    before, conversation = conversation_of(log[:-1]), conversation_of(log)
    assert [each.message_id for each in before.uncertain] == [FIRST]
    assert conversation.uncertain == ()
    assert [line.telegram_message_id for line in conversation.lines] == [8, 9]
    line = conversation.lines[0]
    assert (line.text, line.speaker, line.position, line.reply_to) == ("bence yatay", f"b:{MEHMET}", 3, 1)
    assert line.time == log[2].time
    assert conversation.last_speaker == "p:kind-otter"


@pytest.mark.parametrize(
    "history",
    [
        [requested("t"), ready("t"), uncertain("t"), settled("t", None)],
        [requested("t"), uncertain("t"), settled("t", 8)],
        [requested("t"), ready("t"), uncertain("t"), settled("t", 8, outcome="not_sent")],
    ],
)
def test_a_settled_delivery_that_was_not_sent_or_never_seen_is_no_line(history: list[Event]) -> None:
    conversation = after(*history)
    assert (conversation.uncertain, conversation.lines) == ((), ())


def test_a_delivery_settled_twice_is_one_line() -> None:
    once = [requested("t"), ready("t"), uncertain("t"), settled("t", 8)]
    assert after(*once, settled("t", 8)) == after(*once)


def test_a_line_that_came_to_be_known_otherwise_is_not_added_again() -> None:
    conversation = after(requested("t"), ready("t"), uncertain("t"), received(8), settled("t", 8))
    assert len(conversation.lines) == 1


def test_doubts_and_ends_are_bounded() -> None:
    log = Log()
    for number in range(OUTCOMES_KEPT):
        log.add(requested(number), ready(number), uncertain(number))
    conversation = conversation_of(log.events)
    assert len(conversation.uncertain) == UNCERTAIN_KEPT
    assert len(conversation.ended) == OUTCOMES_KEPT


def test_a_tick_nobody_ends_is_given_up_a_quarter_of_an_hour_past_its_expiry() -> None:
    log = Log()
    log.add(requested("t", expires_at=log.now))
    log.add(received(1), after=600)
    assert len(conversation_of(log.events).ticks) == 1
    log.add(received(2), after=400)
    conversation = conversation_of(log.events)
    assert conversation.ticks == ()
    assert reading.has_ended(conversation, TICK)
