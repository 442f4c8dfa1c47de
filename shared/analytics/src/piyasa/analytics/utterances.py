"""What was said, one record a line, whatever log it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from piyasa.contracts.conversation import MessageReady, TickReason
from piyasa.contracts.values import Meaning, Speaker, is_person
from piyasa.projections.conversations.state import Turn


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line that stands in a chat."""

    chat_id: str
    speaker: Speaker
    """``b:<bot id>`` or ``p:<person id>``."""
    time: datetime
    """When the log took it."""
    text: str
    """Empty once a person it concerns was forgotten, be it that it only names that person."""
    meaning: Meaning
    telegram_message_id: int
    reply_to: int | None = None
    """Telegram id of the line it replies to."""
    reply_author: Speaker | None = None
    reply_time: datetime | None = None
    """When that line was said; None when it is not known."""
    reason: TickReason | None = None
    """Why a persona was asked to speak; None for people."""
    typo_count: int | None = None
    """Typing mistakes that style put in; None where nothing tells."""
    message_id: str | None = None
    tick_id: str | None = None
    part: int = 1
    """Of a persona's message that came in several."""
    name: str = ""
    """A person's display name."""
    people: tuple[str, ...] = ()
    """Ids of everybody whom the line says something of, or answers, or is by."""
    move: int = 0
    """How often the chat had got another Telegram id by then; each time Telegram counts messages anew."""
    turn: Turn | None = None
    """Whom the line leaves the turn to (behaviour 7.2)."""

    @property
    def by_person(self) -> bool:
        """Whether a human said it."""
        return is_person(self.speaker)


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji that a person put to a line."""

    chat_id: str
    person_id: str
    telegram_message_id: int
    author: Speaker | None
    """Who had said the line."""
    time: datetime


def typos_of(ready: MessageReady) -> int:
    """How many typing mistakes style put into a message, as told by its steps."""
    return sum(step.startswith("typo") for step in ready.steps)
