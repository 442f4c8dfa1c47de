"""What time does to feelings, in closed form: they return to their baselines, energy follows the day, mornings refresh.

Carrying feelings over an hour at once or in sixty steps gives the same, but for rounding and for what was clamped.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from piyasa.contracts.persona import DIMENSIONS
from piyasa.projections.emotions.circadian import energy_baseline, local_hour, mornings_between
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.replacing import replace

DEFAULT_BASELINE = {
    "mood": 50.0,
    "energy": 50.0,
    "confidence": 50.0,
    "stress": 0.0,
    "excitement": 50.0,
    "curiosity": 50.0,
    "social_warmth": 50.0,
}
HALF_LIFE = {
    "mood": 180.0,
    "energy": 120.0,
    "confidence": 720.0,
    "stress": 120.0,
    "excitement": 45.0,
    "curiosity": 90.0,
    "social_warmth": 240.0,
}
"""Minutes in which half of the distance to the baseline is gone (behaviour 3.3)."""
_MORNING_ENERGY = 10.0


def clamp(level: float) -> float:
    """Keep a dimension within 0..100."""
    return 0.0 if level < 0.0 else min(level, 100.0)


def baseline_of(feelings: Feelings, dimension: str) -> float:
    """Where a dimension rests, 0..100: temperament, drift, and what life events add; energy without the hour of day."""
    configured = feelings.profile.baseline
    level: float = configured.get(dimension, DEFAULT_BASELINE[dimension])  # type: ignore[call-overload]
    level += feelings.drift.get(dimension, 0.0)
    for offset in feelings.offsets.values():
        level += offset.get(dimension, 0.0)
    return clamp(level)


def resting_energy(feelings: Feelings, moment: datetime) -> float:
    """Where energy rests at a moment of the persona's day, 5..95."""
    hour = local_hour(moment, feelings.timezone)
    return energy_baseline(baseline_of(feelings, "energy"), hour, feelings.chronotype)


def carried(feelings: Feelings, now: datetime) -> Feelings:
    """The feelings at a later moment; an earlier one changes nothing (clocks may differ a little)."""
    start = feelings.updated_at
    if start is None:
        return replace(feelings, updated_at=now)
    if now <= start:
        return feelings
    for morning in mornings_between(start, now, feelings.active_hours, feelings.timezone):
        feelings = _refreshed(_decayed(feelings, morning))
    return _decayed(feelings, now)


def _decayed(feelings: Feelings, now: datetime) -> Feelings:
    """``x = b + (x0 - b) 2^(-t / H)``; the baseline of energy moves, so what decays is its distance from the curve."""
    start = feelings.updated_at or now
    minutes = (now - start).total_seconds() / 60
    if minutes <= 0:
        return feelings
    changes: dict[str, Any] = {"updated_at": now}
    for dimension in DIMENSIONS:
        level: float = getattr(feelings, dimension)
        if dimension == "energy":
            before, after = resting_energy(feelings, start), resting_energy(feelings, now)
        else:
            before = after = baseline_of(feelings, dimension)
        left = (level - before) * 2 ** (-minutes / HALF_LIFE[dimension])
        changes[dimension] = clamp(after + left)
    return replace(feelings, **changes)


def _refreshed(feelings: Feelings) -> Feelings:
    """The morning: rested, half as stressed, excitement half-way to its baseline."""
    moment = feelings.updated_at
    if moment is None:
        return feelings
    rested = clamp(resting_energy(feelings, moment) + _MORNING_ENERGY)
    return replace(
        feelings,
        energy=max(feelings.energy, rested),
        stress=feelings.stress * 0.5,
        excitement=(feelings.excitement + baseline_of(feelings, "excitement")) / 2,
    )
