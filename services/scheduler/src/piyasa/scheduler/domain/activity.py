"""How active a persona is on a day: it has better and worse ones, and weekends (behaviour 3.6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from math import cos, exp, log, pi, sqrt

from piyasa.projections.directory.state import Bot
from piyasa.scheduler.domain.chance import fixed
from piyasa.scheduler.domain.hours import local_day, weekday_of

SIGMA = 0.15
"""Of the logarithm of a day's factor."""
LOWEST, HIGHEST = 0.7, 1.3
WEEKDAYS = (1.05, 1.0, 1.0, 1.0, 0.95, 0.6, 0.5)
"""From Monday on."""


def behaviour_variance(bot: Bot, now: datetime, clock_shift: timedelta) -> float:
    """The factor of the persona's day, 0.7..1.3, the same all day: how likely it is chosen."""
    return variance_of(bot.bot_id, local_day(bot, now + clock_shift))


def weekday_factor(bot: Bot, now: datetime, clock_shift: timedelta) -> float:
    """The factor of the weekday where the persona lives, 0.5..1.05: how often it takes a chance to talk.

    It holds for all alike, so that it could not tell in choosing between them.
    """
    return WEEKDAYS[weekday_of(local_day(bot, now + clock_shift))]


@lru_cache(maxsize=16_384)
def variance_of(bot_id: str, day: int) -> float:
    """The factor of a persona's day, log-normal around 1; the normal number is made by Box and Muller's method."""
    identity = f"{bot_id}|{day}"
    radius = sqrt(-2 * log(1 - fixed(identity, "variance-radius")))
    normal = radius * cos(2 * pi * fixed(identity, "variance-angle"))
    return min(HIGHEST, max(LOWEST, exp(SIGMA * normal)))
