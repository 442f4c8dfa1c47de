"""When to look at which chat or persona again: a heap of moments, and those that cannot wait."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
from dataclasses import dataclass, field
from datetime import datetime

from piyasa.scheduler.ports import Clock


@dataclass(slots=True)
class Agenda:
    """The chats of one shard; each has one next moment at most."""

    now: Clock
    _moments: dict[str, datetime] = field(default_factory=dict)
    _heap: list[tuple[datetime, str]] = field(default_factory=list)
    _urgent: dict[str, None] = field(default_factory=dict)
    _stirred: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, chat_id: str, moment: datetime | None) -> None:
        """Look at a chat at a moment, which replaces the one before; None: not unless something changes."""
        if moment is None:
            self._moments.pop(chat_id, None)
            return
        self._moments[chat_id] = moment
        heapq.heappush(self._heap, (moment, chat_id))

    def hurry(self, chat_id: str) -> None:
        """Look at a chat as soon as possible."""
        self._urgent[chat_id] = None
        self._stirred.set()

    async def next(self) -> str:
        """The next chat to look at, once its moment has come."""
        while True:
            self._stirred.clear()
            if self._urgent:
                chat_id = next(iter(self._urgent))
                del self._urgent[chat_id]
                return chat_id
            due = self._due()
            if due is not None:
                return due
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._pause()):
                    await self._stirred.wait()

    def _due(self) -> str | None:
        while self._heap:
            moment, chat_id = self._heap[0]
            if self._moments.get(chat_id) != moment:
                heapq.heappop(self._heap)
            elif moment <= self.now():
                heapq.heappop(self._heap)
                del self._moments[chat_id]
                return chat_id
            else:
                return None
        return None

    def _pause(self) -> float | None:
        return max(0.001, (self._heap[0][0] - self.now()).total_seconds()) if self._heap else None
