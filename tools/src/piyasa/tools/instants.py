"""Moments as people write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from piyasa.tools.errors import MomentAhead, MomentUnusable

ISTANBUL: Final = ZoneInfo("Europe/Istanbul")
_HOUR: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def instant(text: str | None, now: datetime) -> datetime:
    """A moment of the past in UTC: an ISO time, or ``HH:MM`` of today; what names no zone is Istanbul's.

    Raises:
        MomentUnusable: it is neither.
        MomentAhead: it has not come yet.
    """
    if text is None:
        return now
    found = _read(text.strip(), now)
    if found > now:
        raise MomentAhead(found.astimezone(ISTANBUL))
    return found


def _read(text: str, now: datetime) -> datetime:
    hour = _HOUR.fullmatch(text)
    if hour is not None:
        today = now.astimezone(ISTANBUL)
        return today.replace(hour=int(hour[1]), minute=int(hour[2]), second=0, microsecond=0).astimezone(UTC)
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo is not None else found.replace(tzinfo=ISTANBUL)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise MomentUnusable(text) from None
