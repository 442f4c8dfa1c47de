"""What time does to feelings, in closed form: they return to their baselines, energy follows the day, mornings refresh.

Carrying feelings over an hour at once or in sixty steps gives the same, but for rounding and for what was clamped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, cast

from piyasa.contracts.persona import DIMENSIONS
from piyasa.projections.emotions.circadian import crosses_morning, energy_baseline, local_hour, mornings_between
from piyasa.projections.emotions.state import Circumstances, Feelings
from piyasa.projections.replacing import replace

DEFAULT_BASELINE: Mapping[str, float] = {
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
_HALF_LIVES = tuple(HALF_LIFE[dimension] for dimension in DIMENSIONS)
_ENERGY = DIMENSIONS.index("energy")
_STRESS = DIMENSIONS.index("stress")
_EXCITEMENT = DIMENSIONS.index("excitement")
_MORNING_ENERGY = 10.0
"""By how much a persona wakes above its curve (behaviour 3.4)."""
_MORNING_STRESS = 0.5
"""Share of the stress that is left."""
_READ_LEVELS = attrgetter(*DIMENSIONS)


def clamp(level: float) -> float:
    """Keep a dimension within 0..100."""
    return 0.0 if level < 0.0 else min(level, 100.0)


def levels_of(feelings: Feelings) -> list[float]:
    """The seven levels in the order of ``DIMENSIONS``, for changing."""
    return list(_READ_LEVELS(feelings))


def with_levels(feelings: Feelings, levels: Sequence[float], updated_at: datetime, **also: Any) -> Feelings:  # noqa: ANN401 - fields of the state, whatever their types
    """The feelings with other levels at a moment, and with other fields that change with them."""
    mood, energy, confidence, stress, excitement, curiosity, social_warmth = levels
    return replace(
        feelings,
        mood=mood,
        energy=energy,
        confidence=confidence,
        stress=stress,
        excitement=excitement,
        curiosity=curiosity,
        social_warmth=social_warmth,
        updated_at=updated_at,
        **also,
    )


def baseline_levels(feelings: Feelings, moment: datetime) -> list[float]:
    """Where each dimension rests, 0..100: temperament, drift, what life events add; energy without the hour of day."""
    configured = cast("Mapping[str, float]", feelings.profile.baseline)
    levels = [configured.get(dimension, rest) for dimension, rest in DEFAULT_BASELINE.items()]
    lived = feelings.circumstances
    if lived.drift or lived.offsets:
        lasting = (offset for each, offset in lived.offsets.items() if _lasts(lived, each, moment))
        shifts = (lived.drift, *lasting)
        for index, dimension in enumerate(DIMENSIONS):
            levels[index] = clamp(levels[index] + sum(shift.get(dimension, 0.0) for shift in shifts))
    return levels


def _lasts(lived: Circumstances, life_event_id: str, moment: datetime) -> bool:
    until = lived.until.get(life_event_id)
    return until is None or moment < until


def resting_levels(feelings: Feelings, moment: datetime) -> list[float]:
    """Where each dimension rests at a moment of the persona's day."""
    levels = baseline_levels(feelings, moment)
    levels[_ENERGY] = _resting_energy(feelings, levels[_ENERGY], moment)
    return levels


def carried(feelings: Feelings, now: datetime) -> Feelings:
    """The feelings at a later moment."""
    moment, levels = passed(feelings, now)
    return with_levels(feelings, levels, moment)


def passed(feelings: Feelings, now: datetime) -> tuple[datetime, list[float]]:
    """The levels at a later moment, and that moment; an earlier one changes nothing (clocks may differ a little)."""
    start = feelings.updated_at
    levels = levels_of(feelings)
    if start is None or now <= start:
        return start or now, levels
    if feelings.circumstances.until:
        for end in sorted(each for each in feelings.circumstances.until.values() if start < each < now):
            levels = _through(feelings, levels, start, end)
            start = end
    return now, _through(feelings, levels, start, now)


def _through(feelings: Feelings, levels: list[float], start: datetime, now: datetime) -> list[float]:
    """The levels after a time in which no life event ended, mornings included."""
    rest = baseline_levels(feelings, start)
    hours, zone = feelings.circumstances.active_hours, feelings.timezone
    if crosses_morning(start, now, hours, zone):
        for morning in mornings_between(start, now, hours, zone):
            _refresh(feelings, _decay(feelings, levels, rest, start, morning), rest, morning)
            start = morning
    return _decay(feelings, levels, rest, start, now)


def _decay(
    feelings: Feelings, levels: list[float], rest: Sequence[float], start: datetime, now: datetime
) -> list[float]:
    """``x = b + (x0 - b) 2^(-t / H)``; the baseline of energy moves, so what decays is its distance from the curve."""
    minutes = (now - start).total_seconds() / -60
    above = levels[_ENERGY] - _resting_energy(feelings, rest[_ENERGY], start)
    for index, half_life in enumerate(_HALF_LIVES):
        base = rest[index]
        levels[index] = base + (levels[index] - base) * 2.0 ** (minutes / half_life)
    left = above * 2.0 ** (minutes / _HALF_LIVES[_ENERGY])
    levels[_ENERGY] = clamp(_resting_energy(feelings, rest[_ENERGY], now) + left)
    return levels


def _refresh(feelings: Feelings, levels: list[float], rest: Sequence[float], morning: datetime) -> None:
    """The morning: rested, half as stressed, excitement half-way to its baseline."""
    rested = clamp(_resting_energy(feelings, rest[_ENERGY], morning) + _MORNING_ENERGY)
    levels[_ENERGY] = max(levels[_ENERGY], rested)
    levels[_STRESS] *= _MORNING_STRESS
    levels[_EXCITEMENT] = (levels[_EXCITEMENT] + rest[_EXCITEMENT]) / 2


def _resting_energy(feelings: Feelings, baseline: float, moment: datetime) -> float:
    return energy_baseline(baseline, local_hour(moment, feelings.timezone), feelings.chronotype)
