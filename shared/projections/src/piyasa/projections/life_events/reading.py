"""What services ask of a persona's life at a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import prod

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.persona import LifeEventStarted
from piyasa.projections.life_events.state import Life, LifeEvent

MULTIPLIER_AT_MOST = 2.0
"""Of all events of the moment together (behaviour 6.4)."""


def ends_at(event: Recorded[LifeEventStarted]) -> datetime:
    """When a life event will be over: as told, else after its days."""
    told = event.data.ends_at
    return event.time + timedelta(days=event.data.days) if told is None else told


def is_active(event: LifeEvent, now: datetime) -> bool:
    """Whether an event goes on."""
    return not event.ended and event.starts_at <= now <= event.ends_at


def active(life: Life | None, now: datetime) -> tuple[LifeEvent, ...]:
    """What goes on, oldest first."""
    return () if life is None else tuple(each for each in life.events if is_active(each, now))


def public(life: Life | None, now: datetime) -> tuple[LifeEvent, ...]:
    """What goes on and may be mentioned, oldest first."""
    return tuple(each for each in active(life, now) if each.public)


def overdue(life: Life | None, now: datetime) -> tuple[LifeEvent, ...]:
    """What is over and whose end is not on the log yet, oldest first."""
    return () if life is None else tuple(each for each in life.events if not each.ended and now > each.ends_at)


def availability(life: Life | None, now: datetime) -> float:
    """By what the chance to be there is multiplied, 0..2; above 1 it is certain."""
    return _limited(prod(each.availability for each in active(life, now)))


def frequency(life: Life | None, now: datetime) -> float:
    """By what the chance to be chosen is multiplied, 0..2."""
    return _limited(prod(each.frequency for each in active(life, now)))


def last_of(life: Life | None, event_type: str) -> datetime | None:
    """When the newest event of a type started, over or not; None when there was none."""
    return None if life is None else life.last.get(event_type)


def _limited(multiplier: float) -> float:
    return min(MULTIPLIER_AT_MOST, max(0.0, multiplier))
