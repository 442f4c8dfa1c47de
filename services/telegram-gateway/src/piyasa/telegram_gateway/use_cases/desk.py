"""What the sending of all shards of a process shares."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from weakref import WeakValueDictionary

from piyasa.projections.pace import Pace
from piyasa.telegram_gateway.domain.limits import RateLimits
from piyasa.telegram_gateway.ports import Clock, Log, Outlook, Processes, Tally, Telegram
from piyasa.telegram_gateway.use_cases.claims import Claims

OnUncertain = Literal["report", "resend"]
REMEMBERED = 4096


@dataclass(slots=True)
class ChatLanes:
    """One lock a chat: what is asked before a send must still hold when it is made."""

    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def of(self, chat_id: str) -> asyncio.Lock:
        """The chat's lock; it lives as long as somebody uses it."""
        lock = self._locks.get(chat_id)
        if lock is None:
            lock = self._locks[chat_id] = asyncio.Lock()
        return lock


@dataclass(slots=True)
class Desk:
    """The means of sending, and what this process alone knows: its limits, its locks, what it works on."""

    log: Log
    outlook: Outlook
    telegram: Telegram
    claims: Claims
    clock: Clock
    tally: Tally
    processes: Processes
    jitter: Callable[[], float]
    """A draw from U(0, 1), in seconds: not everybody comes back at the same moment."""
    pace: Pace
    on_uncertain: OnUncertain = "report"
    limits: RateLimits = field(default_factory=RateLimits)
    lanes: ChatLanes = field(default_factory=ChatLanes)
    busy: set[str] = field(default_factory=set)
    """Messages that a handler of this process works on right now."""
    met: OrderedDict[str, float] = field(default_factory=OrderedDict)
    """When this process first found a message under another's claim, by its monotonic clock."""

    def met_for(self, message_id: str) -> float:
        """Seconds since this process first found the message under another's claim."""
        now = self.clock.monotonic()
        since = self.met.setdefault(message_id, now)
        if len(self.met) > REMEMBERED:
            self.met.popitem(last=False)
        return now - since
