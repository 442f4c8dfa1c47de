"""What happens in one persona's fictional life."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from piyasa.contracts.persona import Dimension

EVENTS_KEPT = 20
"""The newest ones, ended ones included; what still lasts is kept first."""


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """Something that happens to a persona between two moments (behaviour 6.1)."""

    life_event_id: str
    event_type: str
    description: str
    starts_at: datetime
    ends_at: datetime
    impacts: dict[Dimension, float] = field(default_factory=dict)
    availability: float = 1.0
    """0..2"""
    frequency: float = 1.0
    """0..2"""
    public: bool = True
    """Whether the persona mentions it."""
    ended: bool = False
    """Its end is on the log; without that it is over at ``ends_at`` all the same."""
    position: int = 0
    """Of the fact that started it."""


@dataclass(frozen=True, slots=True)
class Life:
    """A persona's newest life events, oldest first, at most ``EVENTS_KEPT``."""

    events: tuple[LifeEvent, ...] = ()
    last: dict[str, datetime] = field(default_factory=dict)
    """Type to when the newest of its kind started."""
    position: int = 0
