"""What one persona said lately, over all chats: for its caps and for not repeating itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

UTTERANCES_KEPT = 100
"""A persona's own messages that it does not repeat (behaviour 11.4)."""
SENDS_KEPT = 500
"""More than any hourly limit allows."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sent message."""

    time: datetime
    chat_id: str
    sketch: str
    message_id: str = ""
    person_ids: tuple[str, ...] = ()
    """People whom it quotes or addresses; the sketch is empty once one of them is forgotten."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The persona's newest utterances, oldest first, at most ``UTTERANCES_KEPT``."""

    said: tuple[Utterance, ...] = ()
    hour: tuple[datetime, ...] = ()
    """Times of the sends of the sixty minutes before the newest one, oldest first."""
    since_refresh: int = 0
    """Messages since the persona was last reminded of who it is (behaviour 2.5)."""
    time_lapse: float = 1.0
    """The factor of the pace the voice is folded at: its hour is divided by it."""
