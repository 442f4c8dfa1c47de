"""When a persona is away within its hours: once a day for a while, and now and then a whole day (behaviour 3.6).

Worked out from the persona and the date alone, so that every process and every replay finds the same. A persona
without windows is there always: its operator asked for that.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from piyasa.projections.directory.state import Bot
from piyasa.scheduler.domain.chance import fixed
from piyasa.scheduler.domain.hours import DAY, length_of, local_minute, windows_of

GAP_MINUTES = (45.0, 180.0)
"""How long the gap of a day lasts."""
GAP_SHARE = 0.5
"""Of a day's hours, at most; a persona with very short hours has no gap."""
DAYS_PER_DAY_OFF = 14
"""One of so many days is off, on average."""


def away_for(bot: Bot, now: datetime, clock_shift: timedelta) -> timedelta:
    """How long until the persona is back, 0 while it is there; its hours may be over by then."""
    if not bot.active_hours:
        return timedelta(0)
    moment = local_minute(bot, now + clock_shift)
    day, minute = divmod(moment, DAY)
    if is_day_off(bot.bot_id, int(day)):
        return timedelta(minutes=DAY - minute)
    for begun, since in ((int(day), minute), (int(day) - 1, minute + DAY)):
        start, end = gap_of(bot.bot_id, bot.active_hours, begun)
        if start <= since < end:
            return timedelta(minutes=end - since)
    return timedelta(0)


@lru_cache(maxsize=16_384)
def is_day_off(bot_id: str, day: int) -> bool:
    """Whether a persona keeps away on a day of its own clock, in days since 1970."""
    return fixed(f"{bot_id}|{day}", "day-off") < 1 / DAYS_PER_DAY_OFF


@lru_cache(maxsize=16_384)
def gap_of(bot_id: str, active_hours: tuple[str, ...], day: int) -> tuple[float, float]:
    """Start and end of the day's gap in minutes from its midnight; equal when there is none.

    It lies within one window, which is the likelier the longer it is, and may end on the next day like the window.
    """
    windows = [window for window in windows_of(active_hours) if length_of(window) >= GAP_MINUTES[0]]
    total = sum(map(length_of, windows))
    identity = f"{bot_id}|{day}"
    left = fixed(identity, "gap-window") * total
    for window in windows:
        long = length_of(window)
        if left < long:
            return _within(window[0], long, min(long, total * GAP_SHARE), identity)
        left -= long
    return (0.0, 0.0)


def _within(start: float, long: float, most: float, identity: str) -> tuple[float, float]:
    shortest, longest = GAP_MINUTES
    if most < shortest:
        return (0.0, 0.0)
    lasts = min(most, shortest + fixed(identity, "gap-length") * (longest - shortest))
    begins = start + fixed(identity, "gap-start") * (long - lasts)
    return (begins, begins + lasts)
