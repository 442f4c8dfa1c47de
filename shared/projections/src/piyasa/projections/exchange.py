"""When the exchange trades, and the parts of a day that it divides (behaviour 9.4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from piyasa.projections.emotions.circadian import zone_of

PartOfDay = Literal["morning", "market", "evening", "night"]
MORNING, MARKET, EVENING, NIGHT = 6, 10, 18, 22
"""Local hours at which the parts of a day begin; on working days the exchange trades in the second one."""
SATURDAY = 5
"""The weekday from which on it is closed, Monday being 0."""
_EXCHANGE = zone_of("Europe/Istanbul")


def market_open(now: datetime, holidays: Collection[str]) -> bool:
    """Whether Borsa İstanbul trades; ``holidays`` are dates as ``2026-10-29``."""
    there = now.astimezone(_EXCHANGE)
    if there.weekday() >= SATURDAY or there.date().isoformat() in holidays:
        return False
    return MARKET <= there.hour < EVENING


def part_of_day(local: datetime) -> PartOfDay:
    """The part of the day on somebody's clock."""
    if MORNING <= local.hour < MARKET:
        return "morning"
    if MARKET <= local.hour < EVENING:
        return "market"
    return "evening" if EVENING <= local.hour < NIGHT else "night"
