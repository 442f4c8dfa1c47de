"""Our pipeline and the raw one, side by side on one broker."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from nats.js.api import ConsumerConfig, RetentionPolicy, StorageType, StreamConfig

from bench.town import Town
from piyasa.contracts.event import SERVICES, Service
from piyasa.contracts.permissions import OPERATOR
from piyasa.contracts.topology import EVENTS
from piyasa.database.engine import driver_connection, new_engine
from piyasa.devstack.environment import DATABASE, service_environment
from piyasa.devstack.layout import replica_name
from piyasa.devstack.stack import MODULES, Stack
from piyasa.devstack.supervised import Supervised
from piyasa.eventlog.log import EventLog

if TYPE_CHECKING:
    from nats.aio.client import Client

AT_ONCE = "1000000.0"
"""A pace at which no wait is left and no window holds anything."""
NEVER = "0.001"
"""A pace at which nothing ever begins by itself."""
PROFILE = "BENCH_PROFILE"
"""Names the services to be profiled under light load, with commas; their profiles stay beside this directory."""
WORK = 0.0002
"""CPU seconds that one stage of the reference works on a message."""
FETCH_PATIENCE = 0.02
"""Seconds that the reference's fetch waits for a whole batch."""
STAGES = (("tick", "draft", WORK), ("draft", "ready", 0.0), ("ready", "due", 0.0), ("due", "sent", 0.0))


@dataclass(slots=True)
class Plumbing(Stack):
    """The real six services with null adapters at both ends; the scheduler decides nothing, the driver ticks."""

    town: Town = field(default_factory=lambda: Town(48))

    async def start(self) -> None:
        """Start everything; returns once all is ready and the town is known."""
        await self._start_servers()
        await self._provision()
        await self.prepare()
        client = await self.operator()
        log = EventLog(client, "admin-api")
        await log.start()
        facts = list(self.town.facts())
        for begin in range(0, len(facts), 100):
            await log.publish(*facts[begin : begin + 100])
        await client.close()
        for service in SERVICES:
            await self._start_service(service, 1)
        await asyncio.gather(*(self._until(f"{self._health(name)}/ready", name) for name in self.services))

    async def prepare(self) -> None:
        """Whatever the town's facts presuppose; nothing with null adapters."""

    def environment_of(self, service: Service) -> dict[str, str]:
        """Null adapters at both ends, no waits, and a scheduler that begins nothing."""
        return {
            "PIYASA_PACE": NEVER if service == "scheduler" else AT_ONCE,
            "PIYASA_GENERATOR_ENGINE": "null",
            "PIYASA_GATEWAY_TELEGRAM": "null",
            "PIYASA_ALLOW_NULL": "1",
        }

    def reference(self, *, patience: float) -> RawPipeline:
        """The same hops without us."""
        return RawPipeline(self, patience=patience)

    async def settled(self) -> None:
        """Wait until the projector has archived the log's end."""
        engine = new_engine(self.postgres.url("postgres", DATABASE), application="bench")
        client = await self.operator()
        try:
            async with asyncio.timeout(60), driver_connection(engine) as connection:
                at, last = -1, 0
                while at != last:
                    last = (await client.jetstream().stream_info(EVENTS)).state.last_seq
                    at = await connection.fetchval("SELECT position FROM log.checkpoints WHERE name = 'projector'")
                    await asyncio.sleep(0.05)
        finally:
            await client.close()
            await engine.dispose()

    async def _start_service(self, service: Service, replica: int) -> None:
        name = replica_name(service, replica)
        environment = service_environment(service, replica, self.layout, self.choices, self.nats, self.postgres)
        environment |= self.environment_of(service)
        process = Supervised(name, self._command(service), environment, self.layout.logs / f"{name}.jsonl", self.say)
        self.services[name] = process
        await process.start()

    def _command(self, service: Service) -> tuple[str, ...]:
        profile = os.environ.get(PROFILE, "")
        if service in profile.split(","):
            return (
                sys.executable,
                "-m",
                "bench.profiled",
                str(Path(f"bench-{service}.prof").absolute()),
                MODULES[service],
            )
        return (sys.executable, "-m", MODULES[service])

    def begin_profiles(self) -> None:
        """Tell the services that BENCH_PROFILE names to begin (see ``bench.profiled``)."""
        for service in filter(None, os.environ.get(PROFILE, "").split(",")):
            os.kill(self.services[service].pid, signal.SIGUSR1)

    @property
    def pids(self) -> dict[str, int]:
        """Services and servers by name."""
        return {
            **{name: process.pid for name, process in self.services.items()},
            "nats-server": self.nats.pid, "postgres": self.postgres.pid,
        }  # fmt: skip


class RawPipeline:
    """The reference's stages as processes; started for one round and ended after it."""

    def __init__(
        self, stack: Plumbing, *, patience: float, calls: Mapping[str, Sequence[str]] = MappingProxyType({})
    ) -> None:
        self._stack, self._patience, self._calls = stack, patience, calls
        self._processes: dict[str, asyncio.subprocess.Process] = {}

    @staticmethod
    async def provision(client: Client) -> None:
        """The stream and its durables."""
        js = client.jetstream()
        await js.add_stream(
            StreamConfig(name="RAW", subjects=["raw.>"], storage=StorageType.FILE, retention=RetentionPolicy.LIMITS)
        )
        for source, _, _ in STAGES:
            await js.add_consumer(
                "RAW", ConsumerConfig(durable_name=source, filter_subject=f"raw.{source}.*", max_ack_pending=1024)
            )

    async def start(self) -> None:
        """Start the stages; returns once they listen."""
        for source, target, work in STAGES:
            self._processes[f"raw-{source}"] = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bench.raw_stage", "--url", self._stack.nats.url,
                "--seed-file", str(self._stack.nats.keys.seed_path(OPERATOR)), "--durable", source,
                "--target", f"raw.{target}", "--work", repr(work), "--patience", repr(self._patience),
                *self._calls.get(source, ()), stdout=asyncio.subprocess.PIPE,
            )  # fmt: skip
        async with asyncio.timeout(20):
            for process in self._processes.values():
                assert process.stdout is not None
                await process.stdout.readline()

    async def stop(self) -> None:
        """End the stages."""
        for process in self._processes.values():
            if process.returncode is None:
                process.terminate()
        for process in self._processes.values():
            try:
                async with asyncio.timeout(5):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()

    @property
    def pids(self) -> dict[str, int]:
        """Stages by name, and the broker."""
        return {
            **{name: process.pid for name, process in self._processes.items()},
            "nats-server": self._stack.nats.pid,
        }
