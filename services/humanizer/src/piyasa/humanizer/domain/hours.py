"""When everybody watches the exchange."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from piyasa.projections.emotions.circadian import is_active
from piyasa.projections.exchange import SATURDAY

_WINDOW: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")


def in_prime_hours(now: datetime, zone: str, prime: Sequence[str]) -> bool:
    """Whether the busy hours of a weekday run where the persona lives; what is no window is left out."""
    windows = [each for each in prime if _WINDOW.fullmatch(each)]
    return bool(windows) and now.astimezone(ZoneInfo(zone)).weekday() < SATURDAY and is_active(now, windows, zone)
