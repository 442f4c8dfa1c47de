"""Which answers personas owe to people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts.conversation import MessageReceived, MessageRemoved
from piyasa.contracts.event import Event
from piyasa.contracts.values import ReplyTarget
from piyasa.projections.conversations import Conversation, Conversations, reading
from piyasa.projections.conversations.state import QUESTIONS_KEPT, Question
from piyasa.projections.pace import Pace
from support.events import (
    AYSE,
    CHAT,
    MEHMET,
    NOON,
    PERSON,
    Log,
    abandoned,
    failed,
    forgotten,
    log_of,
    meaning,
    ready,
    received,
    rejected,
    reply,
    requested,
    sent,
    suppressed,
    uid,
    uncertain,
)
from support.folding import conversation_of


def after(*facts: Event) -> Conversation:
    return conversation_of(log_of(facts))


def asks(number: int = 1, *, reply_to: ReplyTarget | None = None, **known: Any) -> MessageReceived:
    return received(number, reply_to=reply_to, meaning=meaning(**known))


MENTION = asks(mentions=(MEHMET, AYSE), addressed_to=MEHMET)


def test_whoever_is_mentioned_first_owes_an_answer() -> None:
    [question] = after(MENTION).unanswered
    assert (question.bot_id, question.person_id, question.telegram_message_id) == (MEHMET, PERSON, 1)
    assert (question.sincere, question.attempts, question.tick_id, question.position) == (False, 0, None, 1)


def test_a_mention_counts_without_an_address() -> None:
    assert [each.bot_id for each in after(asks(mentions=(AYSE,))).unanswered] == [AYSE]


def test_a_question_in_reply_to_a_persona_is_owed_by_it() -> None:
    told_by_fact = after(asks(reply_to=reply(5, f"b:{AYSE}"), is_question=True))
    known_from_lines = after(sent("t", 5, bot_id=AYSE), asks(reply_to=reply(5), is_question=True))
    for conversation in (told_by_fact, known_from_lines):
        assert [each.bot_id for each in conversation.unanswered] == [AYSE]


@pytest.mark.parametrize(
    "said",
    [
        asks(is_question=True),
        asks(reply_to=reply(5, f"b:{AYSE}")),
        asks(reply_to=reply(5, "p:calm-heron"), is_question=True),
        asks(reply_to=reply(5, "p:calm-heron"), asks_if_ai=True),
        asks(),
    ],
)
def test_what_asks_no_persona_is_owed_by_none(said: MessageReceived) -> None:
    assert after(said).unanswered == ()


def test_what_personas_ask_each_other_is_owed_to_nobody() -> None:
    assert after(sent("t", 5, meaning=meaning(mentions=(AYSE,), is_question=True))).unanswered == ()


def test_a_sincere_question_to_nobody_is_owed_by_the_persona_that_spoke_last() -> None:
    history = [sent("a", 5, bot_id=AYSE), sent("m", 6), received(7), asks(8, asks_if_ai=True)]
    [question] = after(*history).unanswered
    assert (question.bot_id, question.sincere) == (MEHMET, True)


def test_a_sincere_question_before_any_persona_spoke_is_owed_by_anyone() -> None:
    [question] = after(asks(asks_if_ai=True)).unanswered
    assert question.bot_id == ""


def test_a_sincere_reply_is_owed_by_the_persona_replied_to() -> None:
    history = [sent("a", 5, bot_id=AYSE), sent("m", 6), asks(8, reply_to=reply(5), asks_if_ai=True)]
    assert [each.bot_id for each in after(*history).unanswered] == [AYSE]


def test_a_message_told_twice_asks_once() -> None:
    assert len(after(MENTION, MENTION).unanswered) == 1


def answering(tick: object = "t", **known: Any) -> Event:
    return requested(tick, reply_to=reply(1), **known)


def only(conversation: Conversation) -> Question:
    [question] = conversation.unanswered
    return question


def test_a_tick_in_reply_takes_the_question_up() -> None:
    question = only(after(MENTION, answering()))
    assert (question.tick_id, question.attempts) == (uid("t"), 1)


def test_another_tick_in_reply_leaves_the_question_to_the_first() -> None:
    question = only(after(MENTION, answering(), answering("other", bot_id=AYSE)))
    assert (question.tick_id, question.attempts) == (uid("t"), 1)


def test_a_tick_about_something_else_leaves_the_question_alone() -> None:
    assert only(after(MENTION, requested("t"), requested("u", reply_to=reply(9)))).tick_id is None


@pytest.mark.parametrize("end", [sent("t", 5), uncertain("t"), failed("t")])
def test_an_answer_that_left_settles_the_question(end: Event) -> None:
    assert after(MENTION, answering(), ready("t"), end).unanswered == ()


@pytest.mark.parametrize("end", [abandoned("t"), rejected("t"), suppressed("t")])
def test_a_tick_without_words_leaves_the_question_to_be_asked_again(end: Event) -> None:
    question = only(after(MENTION, answering(), end))
    assert (question.tick_id, question.attempts) == (None, 1)
    again = only(after(MENTION, answering(), end, answering("u")))
    assert (again.tick_id, again.attempts) == (uid("u"), 2)


def test_a_suppressed_answer_leaves_the_question_to_be_asked_again() -> None:
    assert only(after(MENTION, answering(), ready("t"), suppressed("t", 1))).tick_id is None


def test_a_suppressed_part_leaves_the_question_to_the_other_part() -> None:
    history = [MENTION, answering(), ready("t", 1), ready("t", 2), suppressed("t", 1)]
    assert only(after(*history)).tick_id == uid("t")
    assert after(*history, sent("t", 5, 2)).unanswered == ()


def test_a_removed_message_asks_no_more() -> None:
    assert after(MENTION, MessageRemoved(chat_id=CHAT, telegram_message_id=1)).unanswered == ()


def test_a_forgotten_person_is_owed_nothing() -> None:
    assert after(MENTION, forgotten()).unanswered == ()


@pytest.mark.parametrize("factor", [1.0, 10.0])
@pytest.mark.parametrize(("after", "left"), [(600, 1), (901, 0)])
def test_questions_grow_old_in_a_quarter_of_an_hour_whatever_the_pace(factor: float, after: int, left: int) -> None:
    log = Log()
    log.add(MENTION)
    log.add(received(2), after=after)
    assert len(conversation_of(log.events, Conversations(Pace(factor))).unanswered) == left
    log.add(received(3), after=301)
    assert conversation_of(log.events, Conversations(Pace(factor))).unanswered == ()


def test_a_flood_of_questions_is_bounded() -> None:
    history = [asks(number, mentions=(MEHMET,)) for number in range(QUESTIONS_KEPT + 5)]
    conversation = conversation_of(log_of(history))
    assert len(conversation.unanswered) == QUESTIONS_KEPT
    assert conversation.unanswered[0].telegram_message_id == 5


def test_only_questions_with_nothing_under_way_are_owed() -> None:
    log = Log()
    log.add(MENTION, asks(2, mentions=(AYSE,)), answering(expires_at=NOON + timedelta(seconds=60)))
    conversation = conversation_of(log.events)
    assert [each.telegram_message_id for each in reading.owed(conversation, log.now)] == [2]


def test_a_question_whose_tick_expired_without_a_draft_is_owed_again() -> None:
    log = Log()
    log.add(MENTION, answering(expires_at=NOON + timedelta(seconds=60)))
    conversation = conversation_of(log.events)
    within_grace, beyond = NOON + timedelta(seconds=89), NOON + timedelta(seconds=91)
    assert list(reading.owed(conversation, within_grace)) == []
    [question] = reading.owed(conversation, beyond)
    assert (question.tick_id, question.attempts) == (None, 1)
    log.add(answering("u"), after=90)
    assert only(conversation_of(log.events)).tick_id == uid("u")


def test_an_armed_answer_is_under_way_however_late() -> None:
    log = Log()
    log.add(MENTION, answering(), ready("t"))
    assert list(reading.owed(conversation_of(log.events), log.now + timedelta(seconds=600))) == []


def test_people_who_wish_not_to_be_addressed_and_old_questions_are_left_out() -> None:
    conversation = after(MENTION)
    assert list(reading.owed(conversation, NOON, {PERSON})) == []
    assert len(list(reading.owed(conversation, NOON + timedelta(seconds=900)))) == 1
    assert list(reading.owed(conversation, NOON + timedelta(seconds=902))) == []
