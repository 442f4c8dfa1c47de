"""What a persona feels, as last changed by a fact; time's effect is computed when it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from piyasa.contracts.persona import EmotionProfile


@dataclass(frozen=True, slots=True)
class Felt:
    """One trigger that moved a persona, for explanation and for the diminishing effect of repeats."""

    time: datetime
    trigger: str
    intensity: float
    actor: str | None
    deltas: dict[str, float] = field(default_factory=dict)
    """Dimension to what was added, before levels ended at 0 and 100."""


@dataclass(frozen=True, slots=True)
class Day:
    """How a persona felt over the known part of a day."""

    number: int
    """Days since 1970 began, UTC."""
    seconds: float
    sums: tuple[float, ...]
    """Level times seconds of each dimension that temperament follows (``weeks.FOLLOWED``)."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the fold must know of a persona to tell what moves it; apart, because it seldom changes."""

    bot_id: str = ""
    active_hours: tuple[str, ...] = ()
    chats: tuple[str, ...] = ()
    """Chats in which the persona is seated."""
    drift: dict[str, float] = field(default_factory=dict)
    """Dimension to how far the temperament moved from the configured baseline, -12..12."""
    offsets: dict[str, dict[str, float]] = field(default_factory=dict)
    """Life event to what it adds to the baseline while it lasts."""
    until: dict[str, datetime] = field(default_factory=dict)
    """Life event to when it is over, should nobody say so earlier."""
    time_lapse: float = 1.0
    """The factor of the pace the feelings are folded at: the hour of repeats is divided by it."""


@dataclass(frozen=True, slots=True)
class Feelings:
    """Seven dimensions, 0..100, as they were at ``updated_at``."""

    mood: float = 50.0
    energy: float = 50.0
    confidence: float = 50.0
    stress: float = 0.0
    excitement: float = 50.0
    curiosity: float = 50.0
    social_warmth: float = 50.0
    updated_at: datetime | None = None
    recent: tuple[Felt, ...] = ()
    """Last ten triggers, newest last."""
    profile: EmotionProfile = EmotionProfile()  # noqa: RUF009 - frozen
    chronotype: str = "neutral"
    timezone: str = "Europe/Istanbul"
    position: int = 0
    circumstances: Circumstances = Circumstances()
    repeats: dict[str, tuple[datetime, ...]] = field(default_factory=dict)
    """Trigger to the times it was felt within the last hour of repeats, oldest first."""
    silence_felt_at: datetime | None = None
    told: tuple[str, ...] = ()
    """What tells apart the newest facts that moved the persona, newest last, at most ``TOLD_KEPT``."""
    days: tuple[Day, ...] = ()
    """Today and the seven days before, oldest first; days without a fact are left out."""
