"""The day of a persona: how its energy baseline follows the hour, and when its morning begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from math import cos, exp, pi
from zoneinfo import ZoneInfo

SHIFTS = {"lark": -2.0, "neutral": 0.0, "owl": 2.5}
"""Hours by which a chronotype's day is later (behaviour 2.2)."""
_SWING, _PEAK_HOUR = 25.0, 14.0
"""How far the day lifts and lowers energy, and the hour it would be highest without the dip (behaviour 3.4)."""
_DIP, _DIP_HOUR, _DIP_WIDTH = 10.0, 14.2, 2.88
"""Depth, hour and width (twice the square of 1.2 hours) of the dip after lunch."""
_LEAST_REST, _MOST_REST = 5.0, 95.0
_ISTANBUL = timezone(timedelta(hours=3), "Europe/Istanbul")
"""Without daylight saving since 2016; used when the zone's name is not known here."""
_DAY = 86400.0
_OFFSET_CHANGES = 900.0
_MORNINGS_FELT = 3
"""Days back of which a morning still matters: nothing of an older one is left."""


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    """The time zone of that name; Istanbul's when there is none, because a fold never refuses."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return _ISTANBUL


def local_hour(moment: datetime, zone: str) -> float:
    """The hour of day with its fraction, 0..24."""
    return local_seconds(moment, zone) / 3600 % 24


def local_seconds(moment: datetime, zone: str) -> float:
    """Seconds that the clock on the wall has gone since 1970 began, for telling hours and days."""
    since_epoch = moment.timestamp()
    return since_epoch + _offset(zone, since_epoch // _OFFSET_CHANGES)


@lru_cache(maxsize=4096)
def _offset(zone: str, quarter: float) -> float:
    """Seconds by which a zone is ahead of UTC within a quarter of an hour; clocks change at quarters only."""
    moment = datetime.fromtimestamp(quarter * _OFFSET_CHANGES, UTC).astimezone(zone_of(zone))
    offset = moment.utcoffset()
    return 0.0 if offset is None else offset.total_seconds()


def energy_baseline(baseline: float, hour: float, chronotype: str) -> float:
    """The energy a rested persona has at an hour of day, 5..95.

    ``clamp(B + 25 cos(2 pi (h - 14 - c) / 24) - 10 exp(-(h - 14.2 - c)^2 / 2.88), 5, 95)`` (behaviour 3.4), hour
    differences taken around the clock: two peaks, a dip after lunch, a trough near two at night.
    """
    shift = SHIFTS.get(chronotype, 0.0)
    dip = _around_the_clock(hour - _DIP_HOUR - shift)
    energy = baseline + _SWING * cos(2 * pi * (hour - _PEAK_HOUR - shift) / 24)
    return min(_MOST_REST, max(_LEAST_REST, energy - _DIP * exp(-(dip * dip) / _DIP_WIDTH)))


def _around_the_clock(hours: float) -> float:
    """The same difference of hours, between -12 and 12."""
    return (hours + 12) % 24 - 12


def crosses_morning(start: datetime, end: datetime, active_hours: tuple[str, ...], zone: str) -> bool:
    """Whether a first active window began after ``start`` and up to ``end``; quick, for asking at every fact."""
    first = _first_start(active_hours)
    if first is None:
        return False
    into_day = first.hour * 3600 + first.minute * 60
    return (local_seconds(start, zone) - into_day) // _DAY < (local_seconds(end, zone) - into_day) // _DAY


def mornings_between(start: datetime, end: datetime, active_hours: tuple[str, ...], zone: str) -> Iterator[datetime]:
    """The starts of the first active window of each local day after ``start`` and up to ``end``, in order.

    Personas that are always active (no windows) have no morning; only the last days' mornings are given.
    """
    first = _first_start(active_hours)
    if first is None:
        return
    local = end.astimezone(zone_of(zone))
    for days in range(_MORNINGS_FELT, -1, -1):
        day = local.date() - timedelta(days=days)
        morning = datetime.combine(day, first, local.tzinfo)
        if start < morning <= end:
            yield morning


@lru_cache(maxsize=256)
def _first_start(active_hours: tuple[str, ...]) -> time | None:
    """The earliest start of the ``HH:MM-HH:MM`` windows."""
    return min((_window(text)[0] for text in active_hours), default=None)


def is_active(moment: datetime, active_hours: Sequence[str], zone: str) -> bool:
    """Whether a moment lies within the ``HH:MM-HH:MM`` windows, which may cross midnight; no windows means always."""
    if not active_hours:
        return True
    clock = moment.astimezone(zone_of(zone)).time()
    return any(_within(clock, *_window(text)) for text in active_hours)


def _within(clock: time, start: time, end: time) -> bool:
    return start <= clock < end if start <= end else clock >= start or clock < end


@lru_cache(maxsize=256)
def _window(text: str) -> tuple[time, time]:
    return time(int(text[:2]), int(text[3:5])), time(int(text[6:8]), int(text[9:11]))
