"""The two kinds of work that follow leases: sending for a shard, and listening for a bot."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from piyasa.eventlog.consumer import Consumer
from piyasa.eventlog.errors import Later
from piyasa.telegram_gateway.adapters.process import EndableRest
from piyasa.telegram_gateway.use_cases.listening import Listening
from piyasa.telegram_gateway.use_cases.sending import Sending


@dataclass(slots=True)
class ShardSending:
    """Consumes what falls due in one shard; the consumer outlives it, as a shard may be lost and gained again."""

    consumer: Consumer
    sending: Sending
    grace: float
    """Seconds that sends under way may take at the end."""
    _rest: EndableRest = field(default_factory=EndableRest)
    _ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Fetch until the end; the consumer works by itself."""
        self.sending.rest = self._rest
        await self.consumer.start()
        await self._ended.wait()

    async def end(self) -> None:
        """Hand back what only waits, finish what is being sent."""
        self._rest.end()
        await self.consumer.stop(self.grace)
        self._ended.set()


@dataclass(slots=True)
class BotListening:
    """Polls for one listener."""

    bot_id: str
    listening: Listening
    rest: EndableRest

    async def run(self) -> None:
        """Poll until the end."""
        try:
            await self.listening.run(self.bot_id)
        except Later:
            return

    async def end(self) -> None:
        """The poll in flight is cut off: what it brings is told again to whoever asks next."""
        self.rest.end()
