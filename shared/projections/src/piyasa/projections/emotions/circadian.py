"""The day of a persona: how its energy baseline follows the hour, and when its morning begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from math import cos, exp, pi
from zoneinfo import ZoneInfo

SHIFTS = {"lark": -2.0, "neutral": 0.0, "owl": 2.5}
"""Hours by which a chronotype's day is later."""
_ISTANBUL = timezone(timedelta(hours=3), "Europe/Istanbul")
"""Without daylight saving since 2016; used when the zone's name is not known here."""
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
    local = moment.astimezone(zone_of(zone))
    return local.hour + local.minute / 60 + (local.second + local.microsecond / 1e6) / 3600


def energy_baseline(baseline: float, hour: float, chronotype: str) -> float:
    """The energy a rested persona has at an hour of day, 5..95.

    ``clamp(B + 25 cos(2 pi (h - 14 - c) / 24) - 10 exp(-(h - 14.2 - c)^2 / 2.88), 5, 95)`` (behaviour 3.4), hour
    differences taken around the clock: two peaks, a dip after lunch, a trough near two at night.
    """
    shift = SHIFTS.get(chronotype, 0.0)
    dip = _around_the_clock(hour - 14.2 - shift)
    energy = baseline + 25 * cos(2 * pi * (hour - 14 - shift) / 24) - 10 * exp(-(dip * dip) / 2.88)
    return min(95.0, max(5.0, energy))


def _around_the_clock(hours: float) -> float:
    """The same difference of hours, between -12 and 12."""
    return (hours + 12) % 24 - 12


def mornings_between(start: datetime, end: datetime, active_hours: Sequence[str], zone: str) -> Iterator[datetime]:
    """The starts of the first active window of each local day after ``start`` and up to ``end``, in order.

    Personas that are always active (no windows) have no morning; only the last days' mornings are given.
    """
    first = _first_start(tuple(active_hours))
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
