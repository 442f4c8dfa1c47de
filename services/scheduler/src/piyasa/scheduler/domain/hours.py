"""The hours in which personas talk: windows of ``HH:MM-HH:MM`` in their own zone, shifted a little for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.circadian import zone_of
from piyasa.scheduler.domain.chance import fixed

SHIFT_MINUTES = 45
"""How far a persona's windows lie from the configured ones at most, earlier or later."""
_DAY = 24 * 60
_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_SATURDAY = 5
_ALWAYS = ((0, 0),)


@lru_cache(maxsize=4096)
def shift_of(bot_id: str) -> float:
    """Minutes by which a persona's windows are later than configured, the same for good."""
    return (fixed(bot_id, "active-hours") * 2 - 1) * SHIFT_MINUTES


def opens_in(bot: Bot, now: datetime, clock_shift: timedelta) -> timedelta:
    """How long until the persona's hours begin, 0 within them; no windows means always."""
    windows = _windows(bot.active_hours) or _ALWAYS
    minute = _minute_of_day(bot, now + clock_shift) - shift_of(bot.bot_id)
    return timedelta(minutes=min(_minutes_until(window, minute % _DAY) for window in windows))


def in_prime_hours(bot: Bot, now: datetime, clock_shift: timedelta, prime: Sequence[str]) -> bool:
    """Whether the market's busy hours of a weekday run where the persona lives."""
    local = (now + clock_shift).astimezone(zone_of(bot.timezone))
    if local.weekday() >= _SATURDAY:
        return False
    minute = _minute_of_day(bot, now + clock_shift)
    return any(_minutes_until(window, minute) == 0 for window in _windows(tuple(prime)))


def _minute_of_day(bot: Bot, moment: datetime) -> float:
    local = moment.astimezone(zone_of(bot.timezone))
    return local.hour * 60 + local.minute + local.second / 60


def _minutes_until(window: tuple[int, int], minute: float) -> float:
    """Minutes until a window is open, which may cross midnight; one that ends where it begins is the whole day."""
    start, end = window
    length = (end - start) % _DAY or _DAY
    into = (minute - start) % _DAY
    return 0.0 if into < length else _DAY - into


@lru_cache(maxsize=256)
def _windows(texts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Starts and ends in minutes of the day; what is no window is left out."""
    found = (_WINDOW.fullmatch(text.strip()) for text in texts)
    parts = [[int(part) for part in match.groups()] for match in found if match is not None]
    return tuple((start * 60 + minute, end * 60 + until) for start, minute, end, until in parts)
