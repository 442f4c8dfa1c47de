"""The process's clock, its waits, and what it counts."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from piyasa.eventlog.errors import Later
from piyasa.telemetry import Metrics


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The wall clock, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()


@dataclass(slots=True)
class EndableRest:
    """Waits until the time is up, or raises ``Later(0)`` once ``end`` was called."""

    _ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def sleep(self, seconds: float) -> None:
        """Wait; somebody else is to go on at once when the rest has ended."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ended.wait()
        if self._ended.is_set():
            raise Later(0.0, "handed to whoever takes over")

    def end(self) -> None:
        """Nobody waits here any more."""
        self._ended.set()


@dataclass(frozen=True, slots=True)
class DeliveryTally:
    """Counts in the service's metrics."""

    metrics: Metrics

    def sent(self, bot_id: str, chat_id: str) -> None:
        """A message was delivered."""
        self.metrics.delivery.sent.of(bot_id, chat_id).inc()

    def suppressed(self, reason: str) -> None:
        """A message that was ready is not said."""
        self.metrics.delivery.suppressed.of(reason).inc()

    def uncertain(self) -> None:
        """Nobody knows whether a message arrived."""
        self.metrics.delivery.uncertain.inc()

    def answered(self, seconds: float) -> None:
        """A person's question was answered after that long."""
        self.metrics.delivery.answer_latency.observe(seconds)

    def waited(self) -> None:
        """A send waited for a rate limit."""
        self.metrics.delivery.rate_limit_waits.inc()

    def passed_over(self) -> None:
        """Of an update no fact could be made."""
        self.metrics.pipeline.events_handled.of("listening", "unreadable").inc()
