"""How a persona felt on the mean over its last days: what its temperament drifts towards (behaviour 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import exp, log

from piyasa.contracts.persona import DIMENSIONS, Dimension
from piyasa.projections.emotions.passing import HALF_LIFE, baseline_levels, levels_of, passed
from piyasa.projections.emotions.state import Day, Feelings

FOLLOWED: tuple[Dimension, ...] = ("mood", "confidence", "curiosity", "social_warmth")
"""The dimensions whose baselines drift."""
WEEK = 7
"""Days."""
_DAY = 86_400.0
_AT = tuple(DIMENSIONS.index(dimension) for dimension in FOLLOWED)
_LIVES = tuple(HALF_LIFE[dimension] * 60 / log(2) for dimension in FOLLOWED)
"""Mean lives in seconds."""


def week_means(feelings: Feelings, now: datetime) -> dict[Dimension, float]:
    """The mean level of each followed dimension over the last seven days; where it rests when nothing is known."""
    days = with_time(feelings, now)
    since = _day_of(now) - WEEK
    counted = [day for day in days if day.number > since]
    seconds = sum(day.seconds for day in counted)
    if not seconds:
        _, levels = passed(feelings, now)
        return {dimension: levels[at] for dimension, at in zip(FOLLOWED, _AT, strict=True)}
    return {dimension: sum(day.sums[index] for day in counted) / seconds for index, dimension in enumerate(FOLLOWED)}


def with_time(feelings: Feelings, now: datetime) -> tuple[Day, ...]:
    """The days with the time since the feelings were last updated, counted for the day it ends in."""
    start = feelings.updated_at
    if start is None or now <= start:
        return feelings.days
    seconds = (now - start).total_seconds()
    sums = _integrals(feelings, start, seconds)
    number = _day_of(now)
    days = feelings.days
    if days and days[-1].number == number:
        last = days[-1]
        together = tuple(one + other for one, other in zip(last.sums, sums, strict=True))
        return (*days[:-1], Day(number, last.seconds + seconds, together))
    return (*days, Day(number, seconds, sums))[-WEEK - 1 :]


def _integrals(feelings: Feelings, start: datetime, seconds: float) -> tuple[float, ...]:
    """The levels summed over the seconds: ``b t + (x - b) T (1 - e^(-t / T))``, T being the mean life."""
    levels, rest = levels_of(feelings), baseline_levels(feelings, start)
    return tuple(_integral(levels, rest, at, life, seconds) for at, life in zip(_AT, _LIVES, strict=True))


def _integral(levels: Sequence[float], rest: Sequence[float], at: int, life: float, seconds: float) -> float:
    base = rest[at]
    return base * seconds + (levels[at] - base) * life * (1 - exp(-seconds / life))


def _day_of(moment: datetime) -> int:
    return int(moment.timestamp() // _DAY)
