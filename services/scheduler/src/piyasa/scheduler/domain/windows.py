"""The windows of periodic jobs (behaviour 12.6): which one a moment lies in, and when the next one begins.

A job belongs to the newest window that began; one missed altogether in an outage is not made up for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from piyasa.projections.emotions.circadian import local_seconds, zone_of

LIFE_EVERY = 7200
"""Seconds between two checks for life events, at minute 0 of even hours in Istanbul."""
LIFE_ZONE = "Europe/Istanbul"
LEARNS_AT = time(3, 40)
DRIFTS_AT = time(4, 0)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Window:
    """One turn of a job; its name is part of the id of what the job makes."""

    name: str
    began: datetime
    ends: datetime


def life_window(now: datetime) -> Window:
    """The two hours that a moment lies in."""
    into = local_seconds(now, LIFE_ZONE) % LIFE_EVERY
    began = datetime.fromtimestamp(round(now.timestamp() - into), UTC)
    return Window(f"{began:%Y-%m-%dT%H}", began, began + timedelta(seconds=LIFE_EVERY))


def night_window(now: datetime, timezone: str) -> Window:
    """The day that began at the newest hour of learning where a persona lives."""
    began = _newest(now, timezone, LEARNS_AT, 0)
    return Window(f"{began:%Y-%m-%d}", began, began + _DAY)


def week_window(now: datetime, timezone: str) -> Window:
    """The week that began at the newest hour of drifting, on a Monday where a persona lives."""
    began = _newest(now, timezone, DRIFTS_AT, None)
    return Window(f"{began:%G-W%V}", began, began + _WEEK)


def _newest(now: datetime, timezone: str, clock: time, back: int | None) -> datetime:
    """The newest moment of that hour; ``back`` days before today, or on the Monday of this week when it is None."""
    zone = zone_of(timezone)
    today = now.astimezone(zone).date()
    step = _DAY if back is not None else _WEEK
    day = today - timedelta(days=today.weekday() if back is None else back)
    moment = datetime.combine(day, clock, zone)
    return moment if moment <= now else datetime.combine(day - step, clock, zone)
