"""What a persona feels, as last changed by a fact; time's effect is computed when it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from piyasa.contracts.persona import EmotionProfile


@dataclass(frozen=True, slots=True)
class Felt:
    """One trigger that moved a persona, for explanation and for the diminishing effect of repeats."""

    time: datetime
    trigger: str
    intensity: float
    actor: str | None


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
    profile: EmotionProfile = EmotionProfile()
    chronotype: str = "neutral"
    timezone: str = "Europe/Istanbul"
    position: int = 0
