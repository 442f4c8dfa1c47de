"""Work that follows leases: begun when this replica gains a key, ended when it loses it, begun again if it fails."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from typing import Protocol

import structlog

logger = structlog.get_logger(__name__)


class Work(Protocol):
    """One key's work."""

    async def run(self) -> None:
        """Work until ``end``; may also return or raise before, and is then made anew."""

    async def end(self) -> None:
        """Come to an end in order."""


@dataclass(slots=True)
class Upkeep:
    """Keeps work running for exactly the keys that ``wanted`` names at the moment."""

    kind: str
    make: Callable[[str], Work]
    wanted: Callable[[], Collection[str]]
    every: float = 0.25
    _running: dict[str, tuple[Work, asyncio.Task[None]]] = field(default_factory=dict)
    _ending: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _over: bool = False

    async def run(self) -> None:
        """Compare and act, until cancelled."""
        while True:
            self.settle()
            await asyncio.sleep(self.every)

    def settle(self) -> None:
        """One comparison. A key that is still coming to its end is begun again only after that."""
        if self._over:
            return
        wanted = self.wanted()
        for key, (work, task) in list(self._running.items()):
            if task.done() or key not in wanted:
                del self._running[key]
                self._ending[key] = asyncio.create_task(self._end(key, work, task), name=f"end {self.kind} {key}")
        for key in [key for key, task in self._ending.items() if task.done()]:
            del self._ending[key]
        for key in wanted:
            if key not in self._running and key not in self._ending:
                work = self.make(key)
                self._running[key] = (work, asyncio.create_task(work.run(), name=f"{self.kind} {key}"))

    async def end(self) -> None:
        """Bring all work to its end, for good: the leases are given back only after that."""
        self._over = True
        running, self._running = self._running, {}
        await asyncio.gather(
            *self._ending.values(), *(self._end(key, work, task) for key, (work, task) in running.items())
        )

    async def _end(self, key: str, work: Work, task: asyncio.Task[None]) -> None:
        try:
            await work.end()
        except Exception as error:  # noqa: BLE001 - the edge of this work: the others go on
            logger.warning("work did not end well", kind=self.kind, key=key, reason=repr(error))
        if not task.done():
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            try:
                await task
            except Exception:
                logger.exception("work failed and is begun again", kind=self.kind, key=key)


def steadily(work: Callable[[], Awaitable[object]], *, every: float, what: str) -> Callable[[], Awaitable[None]]:
    """Do something every so many seconds until cancelled; a failure is logged and the next turn comes all the same."""

    async def run() -> None:
        while True:
            try:
                await work()
            except Exception as error:  # noqa: BLE001 - the edge of this work
                logger.warning("periodic work failed", what=what, reason=f"{type(error).__name__}: {error}")
            await asyncio.sleep(every)

    return run
