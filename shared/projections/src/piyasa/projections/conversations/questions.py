"""Which answers personas owe to people, from the asking to the answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from piyasa.contracts.conversation import MessageReceived
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.values import is_person
from piyasa.projections.conversations.reading import QUESTION_LIVES, under_way
from piyasa.projections.conversations.state import QUESTIONS_KEPT, Conversation, Line, Question
from piyasa.projections.replacing import replace

ANYONE = ""
"""Owed by no persona in particular: whoever decides picks one."""


def with_question(conversation: Conversation, event: Recorded[MessageReceived], line: Line) -> tuple[Question, ...]:
    """What is unanswered once a person said a line, which is not yet part of the conversation."""
    owing = _owing(conversation, line)
    if owing is None:
        return conversation.unanswered
    question = Question(
        telegram_message_id=line.telegram_message_id,
        person_id=event.data.person_id,
        bot_id=owing,
        position=event.position,
        asked_at=event.time,
        sincere=line.meaning.asks_if_ai,
    )
    return (*conversation.unanswered, question)[-QUESTIONS_KEPT:]


def _owing(conversation: Conversation, line: Line) -> str | None:
    """The persona that owes an answer: the first one mentioned, else the one replied to if it was asked something.

    A sincere question whether one talks to a machine that addresses nobody is owed by the persona that spoke last,
    which is also the one that is alone among the last speakers.
    """
    meaning = line.meaning
    if meaning.addressed_to is not None:
        return meaning.addressed_to
    if meaning.mentions:
        return meaning.mentions[0]
    author = line.reply_author
    if author is not None and not is_person(author):
        return author[2:] if meaning.is_question or meaning.asks_if_ai else None
    if not meaning.asks_if_ai or author is not None:
        return None
    spoke = next((each.speaker for each in reversed(conversation.lines) if not is_person(each.speaker)), None)
    return ANYONE if spoke is None else spoke[2:]


def taken_up(conversation: Conversation, tick_id: str, reply_to: int | None, now: datetime) -> tuple[Question, ...]:
    """What is unanswered once a tick was requested in reply to a message; a question is one tick's at a time."""
    if reply_to is None or not conversation.unanswered:
        return conversation.unanswered
    return tuple(
        replace(each, tick_id=tick_id, attempts=each.attempts + 1)
        if each.telegram_message_id == reply_to and not _busy(conversation, each, now)
        else each
        for each in conversation.unanswered
    )


def _busy(conversation: Conversation, question: Question, now: datetime) -> bool:
    return question.tick_id is not None and under_way(conversation, question.tick_id, now)


def let_go(conversation: Conversation, tick_id: str) -> tuple[Question, ...]:
    """What is unanswered once a tick ended without words: its question is owed again, unless a part is yet to come."""
    if not conversation.unanswered or any(each.tick_id == tick_id for each in conversation.armed):
        return conversation.unanswered
    return tuple(replace(each, tick_id=None) if each.tick_id == tick_id else each for each in conversation.unanswered)


def answered(conversation: Conversation, tick_id: str) -> tuple[Question, ...]:
    """What is unanswered once a tick's message went out, or failed to in a way that another try would not cure."""
    if not conversation.unanswered:
        return conversation.unanswered
    return tuple(each for each in conversation.unanswered if each.tick_id != tick_id)


def about_others(conversation: Conversation, telegram_message_id: int) -> tuple[Question, ...]:
    """What is unanswered once a message is gone."""
    return tuple(each for each in conversation.unanswered if each.telegram_message_id != telegram_message_id)


def still_waiting(conversation: Conversation, now: datetime) -> tuple[Question, ...]:
    """What is unanswered and not too old for an answer."""
    since = now - timedelta(seconds=QUESTION_LIVES)
    return tuple(each for each in conversation.unanswered if each.asked_at > since)
