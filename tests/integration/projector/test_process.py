"""The projector as a process: a real broker with real permissions, a real database, real signals."""

import asyncio
import json
import os
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import nats
import pytest
from nats.aio.client import Client
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.contracts.envelope import beginning, headers_of
from piyasa.contracts.event import Event
from piyasa.contracts.identity import outside_id
from piyasa.contracts.permissions import OPERATOR, all_permissions, inbox_prefix
from piyasa.database.roles import PROJECTOR
from piyasa.devstack.loopback import free_port
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.provision import provision
from piyasa.projections.catalogue import all_projections
from piyasa.projector.adapters.jetstream_log import JetStreamLog
from piyasa.projector.maintenance.verify import verify
from support.conversations import exchange, founding
from support.databases import Database
from support.events import NOON
from support.projecting import Stack, wait_for

pytestmark = [pytest.mark.connected, pytest.mark.timeout(150)]


class Broker:
    """A provisioned broker and an operator's connection."""

    def __init__(self, server: EmbeddedNats, client: Client) -> None:
        self.server, self.client = server, client
        self._published = 0

    async def publish(self, *facts: Event) -> int:
        """Put facts on the log; returns the position of the last."""
        position = 0
        for fact in facts:
            self._published += 1
            event = beginning(fact, event_id=outside_id("process", self._published))
            ack = await self.client.jetstream().publish(
                fact.subject,
                fact.model_dump_json().encode(),
                headers=headers_of(event, service="test", now=NOON),
            )
            position = ack.seq
        return position


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[Broker]:
    permissions = {
        user: {"publish": list(each.publish), "subscribe": list(each.subscribe)}
        for user, each in all_permissions().items()
    }
    server = EmbeddedNats(tmp_path / "nats-home", permissions, durability="fast")
    async with AsyncExitStack() as cleanup:
        await asyncio.to_thread(server.start)
        cleanup.push_async_callback(asyncio.to_thread, server.stop)
        await asyncio.to_thread(server.wait_ready)
        client = await nats.connect(
            server.url,
            nkeys_seed_str=server.keys.seed(OPERATOR),
            inbox_prefix=inbox_prefix(OPERATOR).encode(),
        )
        cleanup.push_async_callback(client.close)
        await provision(client)
        yield Broker(server, client)


class Process:
    """One projector process."""

    def __init__(self, broker: Broker, database: Database, name: str, log: Path, **extra: str) -> None:
        self.port = free_port()
        self._log = log
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("PIYASA_", "OTEL_"))},
            "PIYASA_NATS_URL": broker.server.url,
            "PIYASA_NATS_SEED_FILE": str(broker.server.keys.seed_path("projector")),
            "PIYASA_DATABASE_URL": database.url_of(PROJECTOR),
            "PIYASA_HTTP_PORT": str(self.port),
            "PIYASA_INSTANCE": name,
            "PIYASA_LEASE_SECONDS": "2",
            "PIYASA_PROJECTOR_GATHER_SECONDS": "0.05",
            **extra,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "piyasa.projector", env=self._environment, stdout=log, stderr=log
            )

    async def end(self, number: int) -> int:
        """Signal it and wait at most 15 seconds; returns its exit status."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(number)
        async with asyncio.timeout(15):
            return await self._process.wait()

    async def answer(self, path: str) -> tuple[int, str]:
        """Ask over HTTP; status 0 when nobody answers."""
        return await asyncio.to_thread(self._ask, path)

    async def ready(self) -> bool:
        """Whether it says that it is ready."""
        return (await self.answer("/health/ready"))[0] == 200

    async def check(self, name: str) -> str:
        """What its health says of one check."""
        status, body = await self.answer("/health")
        return str(json.loads(body)["checks"].get(name, {}).get("detail", "")) if status else ""

    def _ask(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""


@pytest.fixture
async def replicas(broker: Broker, database: Database, tmp_path: Path) -> AsyncIterator[list[Process]]:
    """Two projectors that are running, the first of them active."""
    processes = [Process(broker, database, f"replica-{number}", tmp_path / "projector.log") for number in (1, 2)]
    try:
        for process in processes:
            await process.start()
            await wait_for(process.ready)
        yield processes
    finally:
        for process in processes:
            await process.end(signal.SIGKILL)


async def test_the_standby_goes_on_when_the_active_one_is_killed(
    broker: Broker, replicas: list[Process], engine: AsyncEngine
) -> None:
    stack = Stack(engine)
    await stack.reached(await broker.publish(*founding(), *exchange(1)))
    roles = [await process.check("projector") for process in replicas]
    assert sorted("standing by" in role for role in roles) == [False, True]
    active = next(process for process, role in zip(replicas, roles, strict=True) if "standing by" not in role)
    standby = next(process for process in replicas if process is not active)

    await active.end(signal.SIGKILL)
    last = await broker.publish(*exchange(2))
    await stack.reached(last)

    async def flushed() -> bool:
        return bool(await stack.value("SELECT min(position) >= $1 FROM read.projections", last))

    await wait_for(flushed)
    assert "at position" in await standby.check("projector")
    verification = await verify(engine, JetStreamLog(broker.client), all_projections(), now=NOON)
    assert verification.ok, verification.faults
    assert verification.archive.compared == last


async def test_it_ends_in_order_and_hands_over(broker: Broker, replicas: list[Process], engine: AsyncEngine) -> None:
    stack = Stack(engine)
    await stack.reached(await broker.publish(*founding()))
    assert await replicas[0].end(signal.SIGTERM) == 0
    await stack.reached(await broker.publish(*exchange(1)))
    _, metrics = await replicas[1].answer("/metrics")
    checkpoint = [line for line in metrics.splitlines() if line.startswith("projector_checkpoint ")]
    assert checkpoint
    assert float(checkpoint[0].split()[1]) == 12


async def test_a_broker_that_lost_its_log_stops_it_and_health_says_what_to_do(
    broker: Broker, replicas: list[Process], engine: AsyncEngine
) -> None:
    stack = Stack(engine)
    await stack.reached(await broker.publish(*founding(), *exchange(1)))
    js = broker.client.jetstream()
    await js.delete_stream("EVENTS")
    await provision(broker.client)
    await broker.publish(*founding())

    async def said() -> bool:
        return "make the stream anew" in "".join([await process.check("projector") for process in replicas])

    await wait_for(said)
    assert await stack.value("SELECT position FROM log.checkpoints") == 12


async def test_a_deleted_message_is_skipped(broker: Broker, replicas: list[Process], engine: AsyncEngine) -> None:
    stack = Stack(engine)
    for process in replicas:
        await process.end(signal.SIGTERM)
    await broker.publish(*founding(), *exchange(1))
    await broker.client.jetstream().delete_msg("EVENTS", 4)
    await replicas[0].start()
    await stack.reached(12)
    assert await stack.value("SELECT count(*) FROM log.events") == 11
