"""What the clock says to a persona: the band of its day, and whether the exchange is in session (behaviour 9.4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

EXCHANGE: Final = ZoneInfo("Europe/Istanbul")
OPENS, CLOSES = time(10), time(18)
_SATURDAY: Final = 5
_BANDS: Final = ((6, "gece"), (10, "sabah"), (18, "gündüz"), (22, "akşam"), (24, "gece"))
"""The hour before which each band ends."""


def market_open(now: datetime, holidays: Collection[str]) -> bool:
    """Whether Borsa İstanbul trades; ``holidays`` are dates as ``2026-10-29``."""
    there = now.astimezone(EXCHANGE)
    if there.weekday() >= _SATURDAY or there.date().isoformat() in holidays:
        return False
    return OPENS <= there.time() < CLOSES


def band_of(local: datetime) -> str:
    """The part of the day, in Turkish."""
    return next(band for before, band in _BANDS if local.hour < before)
