"""When the exchange is open, and when everybody watches it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from piyasa.humanizer.domain.clock import EVENING, MARKET, SATURDAY
from piyasa.projections.emotions.circadian import is_active

EXCHANGE: Final = "Europe/Istanbul"
_ZONE: Final = ZoneInfo(EXCHANGE)
_WINDOW: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")


def market_open(now: datetime, holidays: Collection[str]) -> bool:
    """Whether the exchange is in session; ``holidays`` are dates as ``2026-10-29``."""
    there = now.astimezone(_ZONE)
    working_day = there.weekday() < SATURDAY and there.date().isoformat() not in holidays
    return working_day and MARKET <= there.hour < EVENING


def in_prime_hours(now: datetime, zone: str, prime: Sequence[str]) -> bool:
    """Whether the busy hours of a weekday run where the persona lives; what is no window is left out."""
    windows = [each for each in prime if _WINDOW.fullmatch(each)]
    return bool(windows) and now.astimezone(ZoneInfo(zone)).weekday() < SATURDAY and is_active(now, windows, zone)
