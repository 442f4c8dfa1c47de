"""When the exchange trades, when everybody watches it, and the parts of a day that it divides (behaviour 9.4)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Literal

from piyasa.contracts.persona import HOURS_PATTERN
from piyasa.projections.emotions.circadian import is_active, zone_of

PartOfDay = Literal["morning", "market", "evening", "night"]
MORNING, MARKET, EVENING, NIGHT = 6, 10, 18, 22
"""Local hours at which the parts of a day begin; on working days the exchange trades in the second one."""
SATURDAY = 5
"""The weekday from which on it is closed, Monday being 0."""
_EXCHANGE = zone_of("Europe/Istanbul")
_WINDOW = re.compile(HOURS_PATTERN)


def market_open(now: datetime, holidays: Collection[str]) -> bool:
    """Whether Borsa İstanbul trades; ``holidays`` are dates as ``2026-10-29``."""
    there = now.astimezone(_EXCHANGE)
    if there.weekday() >= SATURDAY or there.date().isoformat() in holidays:
        return False
    return MARKET <= there.hour < EVENING


def last_close(now: datetime, holidays: Collection[str]) -> datetime:
    """When its newest session ended; of a running session, the end of the one before."""
    there = now.astimezone(_EXCHANGE).replace(minute=0, second=0, microsecond=0)
    day = there if there.hour >= EVENING else there - timedelta(days=1)
    while day.weekday() >= SATURDAY or day.date().isoformat() in holidays:
        day -= timedelta(days=1)
    return day.replace(hour=EVENING)


def in_prime_hours(now: datetime, zone: str, prime: Iterable[str]) -> bool:
    """Whether the busy hours of a weekday run in a zone; what is no window is left out, and no windows means never."""
    windows = tuple(each for each in map(str.strip, prime) if _WINDOW.fullmatch(each))
    return bool(windows) and now.astimezone(zone_of(zone)).weekday() < SATURDAY and is_active(now, windows, zone)


def part_of_day(local: datetime) -> PartOfDay:
    """The part of the day on somebody's clock."""
    if MORNING <= local.hour < MARKET:
        return "morning"
    if MARKET <= local.hour < EVENING:
        return "market"
    return "evening" if EVENING <= local.hour < NIGHT else "night"
