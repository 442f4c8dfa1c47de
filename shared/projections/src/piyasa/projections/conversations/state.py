"""What one chat looks like: its last lines, whose turn it is, and what is on its way into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from piyasa.contracts.conversation import TickReason
from piyasa.contracts.values import Lane, Meaning

LINES_KEPT = 200
OUTCOMES_KEPT = 512
PARTICIPANTS_KEPT = 5
"""The newest distinct speakers (behaviour 7.1)."""
QUESTIONS_KEPT = 100
UNCERTAIN_KEPT = 100
TURN_HELD = 90.0
"""Seconds for which a turn is held unless a setting says otherwise (behaviour 7.2)."""
PACES = ("slow", "normal", "fast", "heated")
Pace = Literal["slow", "normal", "fast", "heated"]


@dataclass(frozen=True, slots=True)
class Line:
    """One message that stands in the chat."""

    position: int
    time: datetime
    """The broker's time of the fact."""
    speaker: str
    """``b:<bot id>`` or ``p:<person id>``."""
    name: str
    """A person's display name; empty for personas (the directory knows theirs)."""
    text: str
    meaning: Meaning
    telegram_message_id: int
    reply_to: int | None = None
    """Telegram id of the message it answers."""
    reply_author: str | None = None
    message_id: str | None = None
    """Of a persona's message."""
    tick_id: str | None = None
    person_ids: tuple[str, ...] = ()
    """People whom it quotes or addresses."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to speak next; a hold expires so that an absent human does not silence the chat."""

    expected: str
    """Speaker whose turn it is."""
    offered: bool
    """True when addressed with a question, false when merely expected after a reply."""
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick without an end yet."""

    tick_id: str
    bot_id: str
    lane: Lane
    reason: TickReason
    reply_to: int | None
    position: int
    requested_at: datetime
    expires_at: datetime
    wait_seconds: float
    attempt: int = 1
    topic: str | None = None
    stage: Literal["requested", "drafted", "ready"] = "requested"
    drafts: int = 0
    """The highest draft attempt seen."""
    rewrites: int = 0
    """The highest rewrite attempt requested."""
    person_ids: tuple[str, ...] = ()
    moved: bool = False
    """The chat has another Telegram id since the request: what it was to answer cannot be replied to any more."""


@dataclass(frozen=True, slots=True)
class Armed:
    """A message that is ready and has no end yet."""

    message_id: str
    tick_id: str
    bot_id: str
    part: int
    text: str
    sketch: str
    reason: TickReason
    reply_to: int | None
    send_at: datetime
    typing_seconds: float
    position: int
    as_of: int
    """Position of the view the humanizer decided on: what has been said since then may overtake it."""
    held: bool = False
    approved: bool = False
    refused: bool = False
    meaning: Meaning = Meaning()  # noqa: RUF009 - frozen
    person_ids: tuple[str, ...] = ()
    """People whom it quotes or addresses; its words are empty once one of them is forgotten."""
    reply_author: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a person said that a persona owes an answer to."""

    telegram_message_id: int
    person_id: str
    bot_id: str
    """The persona that was asked; empty when anyone may answer."""
    position: int
    asked_at: datetime
    sincere: bool
    """The person sincerely asks whether the persona is a machine."""
    attempts: int = 0
    """Ticks that were requested for it."""
    tick_id: str | None = None
    """The tick under way for it."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A message of which nobody can say whether Telegram took it."""

    message_id: str
    tick_id: str
    bot_id: str
    cause: str
    position: int
    time: datetime
    message: Armed | None = None
    """What was to be said, for the line it becomes when it turns out to have been sent."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One chat. Times are the broker's; every bound is part of the fold, so that equal logs give equal states."""

    lines: tuple[Line, ...] = ()
    """The newest ``LINES_KEPT``, oldest first."""
    topic: str | None = None
    topic_since: datetime | None = None
    topic_count: int = 0
    exhaustion: float = 0.0
    engagement: float = 50.0
    last_speaker: str | None = None
    participants: tuple[str, ...] = ()
    """Last five distinct speakers, newest last."""
    turn: Turn | None = None
    ticks: tuple[Tick, ...] = ()
    armed: tuple[Armed, ...] = ()
    unanswered: tuple[Question, ...] = ()
    uncertain: tuple[Uncertain, ...] = ()
    ended: tuple[str, ...] = ()
    """Ids of ticks and messages that have had their end, newest last, at most ``OUTCOMES_KEPT``."""
    seen: tuple[int, ...] = ()
    """Telegram ids of people's messages taken in, in ascending order, the highest ``OUTCOMES_KEPT``."""
    last_tick_position: int = 0
    """Position of the newest TickRequested, repeated ones included, which is the expected sequence of the next."""
    position: int = 0
    time_lapse: float = 1.0
    """The factor of the pace the conversation is folded at: every duration is divided by it."""
