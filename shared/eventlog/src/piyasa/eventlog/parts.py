"""What a service is put together from: its connections, its handlers, and what runs beside and after them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from piyasa.contracts.topology import durable
from piyasa.eventlog.consumer import Consumer, Handler, Load
from piyasa.eventlog.errors import Later
from piyasa.eventlog.kv import Bucket
from piyasa.eventlog.measures import LogMeasures
from piyasa.eventlog.wire import Wire

if TYPE_CHECKING:
    from faststream.nats import NatsBroker
    from nats.aio.client import Client

    from piyasa.eventlog.leases import Leases
    from piyasa.eventlog.log import EventLog
    from piyasa.eventlog.settings import ServiceSettings
    from piyasa.eventlog.view import View
    from piyasa.telemetry import Telemetry


@dataclass(slots=True)
class Parts:
    """What a service is put together from, once the broker is reached."""

    service: str
    settings: ServiceSettings
    telemetry: Telemetry
    client: Client
    broker: NatsBroker
    log: EventLog
    view: View
    stopping: asyncio.Event
    consumers: list[Consumer] = field(default_factory=list)
    background: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    wire: Wire | None = None

    def handle(
        self, name: str, handler: Handler, *, concurrency: int = 64, load: Load | None = None, start: bool = True
    ) -> Consumer:
        """Run a handler over a durable, named as in the contracts; ``start=False`` leaves starting to the caller."""
        consumer = Consumer(
            self.log,
            durable(name),
            handler,
            self.telemetry.traces,
            broker=self.broker,
            concurrency=concurrency,
            max_attempts=self.settings.max_attempts,
            load=load,
            metrics=LogMeasures(self.telemetry.metrics),
        )
        if start:
            self.consumers.append(consumer)
        return consumer

    def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run a coroutine function beside the handlers until the service stops; if it raises, the service ends."""
        self.background.append(work)

    def on_close(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run after the handlers have finished, last registered first."""
        self.closing.append(work)

    def hold(self, leases: Leases) -> None:
        """Take and renew leases until the service is told to stop, and give them back at its close."""
        # What is about to be given back must not be taken again while handlers finish.
        self.run(lambda: _until(self.stopping, leases.run))
        self.on_close(leases.release)

    async def bucket(self, name: str) -> Bucket:
        """A key-value bucket."""
        if self.wire is None:
            self.wire = Wire(self.client)
            await self.wire.start()
        return Bucket(self.client, self.wire, name)

    async def sleep(self, seconds: float) -> None:
        """Sleep inside a handler; raises ``Later(0)`` when the service stops: waiting is not work."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.stopping.wait()
            raise Later(0.0, "the service is stopping")


async def _until(stopping: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
    task, stop = asyncio.ensure_future(work()), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
    finally:
        task.cancel()
        stop.cancel()
