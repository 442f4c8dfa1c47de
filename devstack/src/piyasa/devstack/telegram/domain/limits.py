"""Telegram's rate limits, as buckets that refill."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from piyasa.devstack.telegram.domain.refusals import too_many_requests

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then one every `seconds`."""

    burst: int
    seconds: float


PER_CHAT = Rate(burst=5, seconds=1.0)
PER_BOT_IN_GROUP = Rate(burst=20, seconds=3.0)
PER_BOT = Rate(burst=30, seconds=1 / 30)


@dataclass(slots=True)
class Limits:
    """Who may send now. `scale` makes all windows so many times shorter; 0 switches the limits off.

    Whether bots share a group's allowance is not documented; the stricter reading is taken: they do.
    """

    scale: float = 1.0
    due: dict[tuple[int, int], float] = field(default_factory=dict)

    def admit(self, bot: int, chat: int, now: float) -> None:
        """Count one message at `now` (Unix seconds), or refuse it with 429 and count nothing."""
        if self.scale <= 0:
            return
        keys = (((0, chat), PER_CHAT), ((bot, chat), PER_BOT_IN_GROUP), ((bot, 0), PER_BOT))
        wait = max(self._wait(key, rate, now) for key, rate in keys)
        if wait > 0:
            raise too_many_requests(max(math.ceil(wait), 1))
        for key, rate in keys:
            self.due[key] = max(self.due.get(key, now), now) + rate.seconds / self.scale

    def _wait(self, key: tuple[int, int], rate: Rate, now: float) -> float:
        """Seconds until one more fits; `due` is when the bucket would be full again."""
        step = rate.seconds / self.scale
        ahead = self.due.get(key, now) - now
        over = ahead + step - rate.burst * step
        return over if over > _ROUNDING else 0.0
