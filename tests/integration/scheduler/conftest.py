"""A real broker with the services' real rights, and schedulers as processes of their own."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nats
import pytest

from piyasa.contracts import conversation, delivery, membership, persona, system
from piyasa.contracts.envelope import Recorded, decode, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.permissions import OPERATOR, all_permissions, inbox_prefix
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.direct import DirectReader
from piyasa.eventlog.log import EventLog, utc_now
from piyasa.eventlog.provision import provision
from support import events

PATIENCE = 20.0


@dataclass
class Town:
    """The log as an operator sees it."""

    log: EventLog
    told: int = 0

    async def tell(self, *facts: Event) -> list[int]:
        """Put facts on the log."""
        positions = []
        for fact in facts:
            self.told += 1
            (ack,) = await self.log.publish(from_outside(fact, "told", self.told))
            positions.append(ack.sequence)
        return positions

    async def found(self, chat_id: str = events.CHAT) -> None:
        """A disclosed chat with two personas in which the simulation runs."""
        by = {"by": "admin"}
        bots = (events.MEHMET, events.AYSE)
        await self.tell(
            events.chat_registered(chat_id),
            membership.ChatEnabled(chat_id=chat_id, **by),
            delivery.ChatDisclosed(
                chat_id=chat_id, telegram_message_id=1, text_version="1", pinned=True, disclosed_at=utc_now()
            ),
            *(events.registered(bot) for bot in bots),
            *(persona.BotEnabled(bot_id=bot, **by) for bot in bots),
            *(events.joined(bot, seat, chat_id) for seat, bot in enumerate(bots, 1)),
        )

    async def start_simulation(self) -> None:
        """Personas talk."""
        await self.tell(system.SimulationStarted(by="admin"))

    async def recorded(self, fact: type[Event]) -> list[Recorded[Any]]:
        """Every fact of a kind, in order."""
        reader = DirectReader(
            self.log.client, filter=f"evt.*.*.{fact.fact}.>" if _has_lane(fact) else f"evt.*.*.{fact.fact}"
        )
        try:
            batch = await reader.read(0)
        finally:
            await reader.stop()
        return [
            decode(position=raw.position, time=raw.time, subject=raw.subject, headers=raw.headers, body=raw.body)
            for raw in batch.messages
        ]

    async def ticks(self, count: int, *, seconds: float = PATIENCE, **like: Any) -> list[Recorded[Any]]:
        """Wait until that many ticks that look like this were requested."""
        async with asyncio.timeout(seconds):
            while True:
                found = [each for each in await self.recorded(conversation.TickRequested) if _is_like(each.data, like)]
                if len(found) >= count:
                    return found
                await asyncio.sleep(0.05)


def _has_lane(fact: type[Event]) -> bool:
    return fact is conversation.TickRequested


def _is_like(fact: Event, like: Mapping[str, Any]) -> bool:
    return all(getattr(fact, name) == value for name, value in like.items())


@dataclass
class Schedulers:
    """Scheduler processes, with their output in files."""

    broker: EmbeddedNats
    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, **environment: str) -> subprocess.Popen[bytes]:
        """One more replica."""
        settings = {
            "PIYASA_NATS_URL": self.broker.url,
            "PIYASA_NATS_SEED_FILE": str(self.broker.keys.seed_path("scheduler")),
            "PIYASA_LEASE_SECONDS": "2",
            "LOG_LEVEL": "DEBUG",
        }
        with (self.folder / f"scheduler-{len(self.processes)}.log").open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "piyasa.scheduler"],
                env={**os.environ, **settings, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        return process

    def end(self) -> None:
        """End all of them."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[EmbeddedNats]:
    permissions = {
        user: {"publish": list(rights.publish), "subscribe": list(rights.subscribe)}
        for user, rights in all_permissions().items()
    }
    with EmbeddedNats(tmp_path / "home", permissions, durability="fast") as server:
        yield server


@pytest.fixture
async def town(broker: EmbeddedNats) -> AsyncIterator[Town]:
    client = await nats.connect(
        broker.url, nkeys_seed_str=broker.keys.seed(OPERATOR), inbox_prefix=inbox_prefix(OPERATOR).encode()
    )
    await provision(client)
    log = EventLog(client, "admin-api")
    await log.start()
    yield Town(log)
    await client.close()


@pytest.fixture
def schedulers(broker: EmbeddedNats, tmp_path: Path) -> Iterator[Schedulers]:
    running = Schedulers(broker, tmp_path)
    yield running
    running.end()


@pytest.fixture
def say() -> Callable[..., conversation.MessageReceived]:
    return events.received
