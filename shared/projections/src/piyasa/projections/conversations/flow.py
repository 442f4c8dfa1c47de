"""What each new line does to a conversation: speakers, topic, engagement and turn (behaviour 7.2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from piyasa.contracts.identity import seed_of
from piyasa.contracts.values import Meaning, ReplyTarget
from piyasa.projections.conversations.reading import line_of
from piyasa.projections.conversations.repetition import is_repetitive
from piyasa.projections.conversations.state import LINES_KEPT, PARTICIPANTS_KEPT, TURN_HELD, Conversation, Line, Turn
from piyasa.projections.replacing import replace

_REPLY_EXPECTED = 0.6
"""Chance that the author of a replied-to message is expected to speak next."""
_EXHAUSTED = 100.0
_TIRES_AFTER = 15
"""Messages on a topic after which each one exhausts it."""
_TIRES_BY = 10.0
_REPETITION_TIRES_BY = 20.0
COMPARED = 10
"""Lines that a line may repeat."""
_QUESTION_ENGAGES = 10.0
_STATEMENT_DISENGAGES = 2.0


def said(conversation: Conversation, line: Line, event_id: str, **also: Any) -> Conversation:  # noqa: ANN401 - fields of the state, whatever their types
    """The conversation after one more line; ``event_id`` decides what is left to chance.

    ``also`` are further fields that the same fact changes: one copy is made for all.
    """
    topic, since, count, exhaustion = _topic(conversation, line)
    change = _QUESTION_ENGAGES if line.meaning.is_question else -_STATEMENT_DISENGAGES
    return replace(
        conversation,
        lines=(*conversation.lines, line)[-LINES_KEPT:],
        last_speaker=line.speaker,
        participants=with_participant(conversation.participants, line.speaker),
        topic=topic,
        topic_since=since,
        topic_count=count,
        exhaustion=exhaustion,
        engagement=min(100.0, max(0.0, conversation.engagement + change)),
        turn=_turn(conversation, line, event_id),
        position=line.position,
        **also,
    )


def with_participant(participants: tuple[str, ...], speaker: str) -> tuple[str, ...]:
    """The last distinct speakers; whoever speaks again moves to the end."""
    if participants and participants[-1] == speaker:
        return participants
    others = [each for each in participants if each != speaker]
    return (*others, speaker)[-PARTICIPANTS_KEPT:]


def topic_of(meaning: Meaning) -> str | None:
    """What a text is about: its most mentioned symbol, else its strongest topic group, else nothing."""
    if meaning.symbols:
        return meaning.symbols[0]
    return max(meaning.topics, key=meaning.topics.__getitem__) if meaning.topics else None


def author_of(conversation: Conversation, reply_to: ReplyTarget | None) -> str | None:
    """Who said what is replied to, as told by the fact or else by the lines."""
    if reply_to is None:
        return None
    if reply_to.author is not None:
        return reply_to.author
    line = line_of(conversation, reply_to.telegram_message_id)
    return None if line is None else line.speaker


def _topic(conversation: Conversation, line: Line) -> tuple[str | None, datetime | None, int, float]:
    found = topic_of(line.meaning)
    if found is not None and found != conversation.topic:
        return found, line.time, 1, 0.0
    count = conversation.topic_count + 1
    exhaustion = conversation.exhaustion
    if count > _TIRES_AFTER:
        exhaustion += _TIRES_BY
    if exhaustion < _EXHAUSTED and is_repetitive(line, conversation.lines[-COMPARED:]):
        exhaustion += _REPETITION_TIRES_BY
    return conversation.topic, conversation.topic_since, count, min(_EXHAUSTED, exhaustion)


def _turn(conversation: Conversation, line: Line, event_id: str) -> Turn | None:
    """A question offers the turn to whom it addresses; a reply may leave it to the author of what it answers."""
    asked = line.meaning.addressed_to
    if asked is not None and line.meaning.is_question and line.speaker != f"b:{asked}":
        return Turn(f"b:{asked}", offered=True, expires_at=_hold(conversation, line))
    author = line.reply_author
    if author is None or author == line.speaker or _chance(event_id) >= _REPLY_EXPECTED:
        return None
    return Turn(author, offered=False, expires_at=_hold(conversation, line))


def _hold(conversation: Conversation, line: Line) -> datetime:
    return line.time + timedelta(seconds=TURN_HELD / conversation.time_lapse)


def _chance(event_id: str) -> float:
    """A number in 0..1 that belongs to the fact: the same at every replay."""
    return int(seed_of(event_id, "expected-speaker"), 16) / 2**64
