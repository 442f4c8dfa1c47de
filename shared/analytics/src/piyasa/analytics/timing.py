"""How unevenly lines follow one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from piyasa.analytics.spread import gaps, mean, median, variance, variation

_INTERVALS_AT_LEAST = 3
"""Fewer intervals have no correlation worth a number."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The rhythm of a row of events; −1 is a clock, 0 chance, towards 1 ever more bursty."""

    intervals: int
    median_seconds: float | None
    burstiness: float | None
    memory: float | None


def timing(moments: Sequence[float]) -> Timing:
    """The rhythm of events at ascending moments, in seconds (product, yardsticks: timing)."""
    between = gaps(moments)
    return Timing(len(between), median(between), burstiness(between), memory(between))


def burstiness(intervals: Sequence[float]) -> float | None:
    """B = (σ − μ)/(σ + μ) of the times between events, corrected for their number n; −1..1.

    With r = σ/μ the correction of Kim and Jo (Physical Review E 94, 032311, 2016, equation 22) is
    (√(n+1)·r − √(n−1)) / ((√(n+1) − 2)·r + √(n−1)): chance gives 0 and the most uneven row 1, whatever n is.
    None of fewer than two intervals, or when all are 0.
    """
    ratio = variation(intervals)
    if ratio is None:
        return None
    above, below = sqrt(len(intervals) + 1), sqrt(len(intervals) - 1)
    return (above * ratio - below) / ((above - 2) * ratio + below)


def memory(intervals: Sequence[float]) -> float | None:
    """The correlation of each interval with the next; −1..1, above 0 when long follows long.

    Goh and Barabási (EPL 81, 48002, 2008), equation 5.
    """
    if len(intervals) < _INTERVALS_AT_LEAST:
        return None
    first, second = intervals[:-1], intervals[1:]
    mean_first, mean_second = mean(first) or 0.0, mean(second) or 0.0
    scale = sqrt((variance(first) or 0.0) * (variance(second) or 0.0))
    if scale <= 0:
        return None
    pairs = zip(first, second, strict=True)
    shared = fsum((one - mean_first) * (two - mean_second) for one, two in pairs) / len(first)
    return max(-1.0, min(1.0, shared / scale))
