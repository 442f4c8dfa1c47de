"""When conversations are measured, and over what (behaviour 12.6, 13.2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

CHATS_EVERY = timedelta(minutes=15)
PERSONAS_EVERY = timedelta(hours=1)
MEASURED_OVER = timedelta(hours=24)
"""What a report is over; it ends with its window."""
HISTORY = timedelta(days=7)
"""What tells how stiff a persona is (behaviour 13.1)."""
CAUGHT_UP_OVER = timedelta(hours=24)
"""Windows missed while nobody measured are made up for, this far back."""
KEPT_FOR = timedelta(days=30)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def due(last: datetime | None, now: datetime) -> list[datetime]:
    """The ends of the windows that are over and not measured, oldest first.

    Without a last one only the newest is due.
    """
    newest = now - (now - _EPOCH) % CHATS_EVERY
    if last is None:
        return [newest]
    first = max(last + CHATS_EVERY, newest - CAUGHT_UP_OVER)
    first += (_EPOCH - first) % CHATS_EVERY
    return [first + CHATS_EVERY * number for number in range((newest - first) // CHATS_EVERY + 1)]


def ends_an_hour(end: datetime) -> bool:
    """Whether personas are measured with this window."""
    return (end - _EPOCH) % PERSONAS_EVERY == timedelta(0)
