"""The nights and weeks in which a persona's memories are tended: the newest that began (behaviour 12.6)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

NIGHTLY: Final = time(3, 10)
"""When collection and top-up are due, local time."""
WEEKLY: Final = time(3, 30)
"""When consolidation and the review of stances are due, Sundays, local time."""
_SUNDAY: Final = 6


def newest_night(now: datetime, zone: str) -> datetime:
    """When the newest night's work fell due."""
    return _latest(now.astimezone(ZoneInfo(zone)), NIGHTLY, days=0)


def newest_week(now: datetime, zone: str) -> datetime:
    """When the newest week's work fell due."""
    local = now.astimezone(ZoneInfo(zone))
    return _latest(local, WEEKLY, days=(local.weekday() - _SUNDAY) % 7)


def _latest(local: datetime, at: time, *, days: int) -> datetime:
    """The newest such moment not after ``local``, which is so many days before or a period earlier."""
    due = datetime.combine(local.date() - timedelta(days=days), at, local.tzinfo)
    return due if due <= local else due - timedelta(days=1 if at == NIGHTLY else 7)
