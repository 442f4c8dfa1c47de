"""The hours in which personas talk: windows of ``HH:MM-HH:MM`` in their own zone (behaviour 2.1)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

from piyasa.contracts.persona import HOURS_PATTERN
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.circadian import local_seconds

DAY = 24 * 60
_WINDOW = re.compile(HOURS_PATTERN)
_THURSDAY = 3
"""1970 began on one."""
_ALWAYS = ((0, 0),)


def opens_in(bot: Bot, now: datetime, clock_shift: timedelta) -> timedelta:
    """How long until the persona's hours begin, 0 within them; no windows means always."""
    windows = windows_of(bot.active_hours) or _ALWAYS
    minute = local_minute(bot, now + clock_shift) % DAY
    return timedelta(minutes=min(_minutes_until(window, minute) for window in windows))


def local_minute(bot: Bot, moment: datetime) -> float:
    """Minutes since 1970 where the persona lives."""
    return local_seconds(moment, bot.timezone) / 60


def local_day(bot: Bot, moment: datetime) -> int:
    """The local date where the persona lives, in days since 1970."""
    return int(local_seconds(moment, bot.timezone) // (DAY * 60))


def weekday_of(day: int) -> int:
    """The weekday of a date in days since 1970, Monday being 0."""
    return (day + _THURSDAY) % 7


@lru_cache(maxsize=256)
def windows_of(texts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Starts and ends in minutes of the day; what is no window is left out."""
    windows = (text for text in map(str.strip, texts) if _WINDOW.fullmatch(text))
    return tuple((_minute(text[:5]), _minute(text[6:])) for text in windows)


def _minute(clock: str) -> int:
    """Minutes from midnight to ``HH:MM``."""
    return int(clock[:2]) * 60 + int(clock[3:])


def length_of(window: tuple[int, int]) -> int:
    """Minutes of a window, which may cross midnight; one that ends where it begins is the whole day."""
    start, end = window
    return (end - start) % DAY or DAY


def _minutes_until(window: tuple[int, int], minute: float) -> float:
    """Minutes until a window is open."""
    into = (minute - window[0]) % DAY
    return 0.0 if into < length_of(window) else DAY - into
