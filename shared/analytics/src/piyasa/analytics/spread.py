"""How numbers lie: mean, deviation, variation and quantiles; None where there is nothing to tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import fsum, sqrt


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean."""
    return fsum(values) / len(values) if values else None


def variance(values: Sequence[float]) -> float | None:
    """The population variance, in squared units; None of fewer than two."""
    middle = mean(values)
    if middle is None or len(values) < 2:  # noqa: PLR2004 - one value does not vary
        return None
    return fsum((value - middle) ** 2 for value in values) / len(values)


def variation(values: Sequence[float]) -> float | None:
    """The coefficient of variation: standard deviation over mean; None when the mean is not above 0."""
    middle, spread = mean(values), variance(values)
    if middle is None or spread is None or middle <= 0:
        return None
    return sqrt(spread) / middle


def quantile(values: Sequence[float], share: float) -> float | None:
    """The value below which this share (0..1) lies, interpolated between neighbours."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(values: Sequence[float]) -> float | None:
    """The value in the middle."""
    return quantile(values, 0.5)


def gaps(moments: Sequence[float]) -> list[float]:
    """The distances between neighbours of an ascending row."""
    return [later - earlier for earlier, later in pairwise(moments)]
