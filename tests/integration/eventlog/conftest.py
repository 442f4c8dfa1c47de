"""A broker for each module, provisioned anew for each test, and everything that runs on it ended afterwards."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, suppress
from typing import Any

import pytest
import structlog
from nats.aio.client import Client

from piyasa.contracts.permissions import OPERATOR
from piyasa.contracts.topology import Durable, durable
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.connection import broker_for
from piyasa.eventlog.consumer import Consumer
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.settings import ServiceSettings
from piyasa.eventlog.view import View
from piyasa.projections.fold import TableSet
from piyasa.telemetry import traces
from support.brokers import STYLE, Handling, Heard, MakeConsumer, begin_anew, connected, permissions

Connect = Callable[..., Awaitable[Client]]


@pytest.fixture(autouse=True)
def plain_logs() -> Iterator[None]:
    """Log lines without drawn stack traces, which take seconds."""
    structlog.configure(processors=[structlog.processors.KeyValueRenderer()])
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedNats]:
    with EmbeddedNats(
        tmp_path_factory.mktemp("broker") / "home", permissions(), durability="fast", admin=OPERATOR
    ) as running:
        yield running


@pytest.fixture
async def ended() -> AsyncIterator[AsyncExitStack]:
    """What a test leaves open, closed in the opposite order."""
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def connect(server: EmbeddedNats, ended: AsyncExitStack) -> Connect:
    """Clients of any user, closed after the test."""

    async def new(user: str = OPERATOR, *, refusals: list[str] | None = None) -> Client:
        client = await connected(server, user, refusals=refusals)
        ended.push_async_callback(client.close)
        return client

    return new


@pytest.fixture
async def operator(server: EmbeddedNats, connect: Connect) -> Client:
    """An operator on a broker that was provisioned for this test."""
    if not server.running:
        await asyncio.to_thread(server.start)
        await asyncio.to_thread(server.wait_ready)
    client = await connect()
    await begin_anew(client)
    return client


@pytest.fixture
def run(ended: AsyncExitStack) -> Callable[[Awaitable[Any]], "asyncio.Task[Any]"]:
    """Run something beside the test."""

    def begin(work: Awaitable[Any]) -> "asyncio.Task[Any]":
        task = asyncio.ensure_future(work)

        async def end() -> None:
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task

        ended.push_async_callback(end)
        return task

    return begin


@pytest.fixture
async def log(operator: Client) -> EventLog:
    """Publishing without a view."""
    log = EventLog(operator, "test")
    await log.start()
    return log


@pytest.fixture
def follow(operator: Client, run: Callable[..., "asyncio.Task[Any]"]) -> Callable[..., Awaitable[View]]:
    """Views that run until the test ends."""

    async def new(*projections: Any, client: Client | None = None, **known: Any) -> View:
        view = View(client or operator, TableSet.of(projections or (Heard(),)), **known)
        run(view.run())
        async with asyncio.timeout(30):
            await view.ready.wait()
        return view

    return new


@pytest.fixture
async def consume(server: EmbeddedNats, operator: Client, connect: Connect, ended: AsyncExitStack) -> MakeConsumer:
    """Consumers as the humanizer runs them, stopped after the test."""

    async def new(
        handler: Handling, *, of: Durable | None = None, log: EventLog | None = None, grace: float = 0.1, **known: Any
    ) -> Consumer:
        of = of or durable(STYLE)
        seed = server.keys.seed_path(of.service)
        broker = broker_for(of.service, ServiceSettings(nats_url=server.url, nats_seed_file=seed))
        client = await broker.connect()
        ended.push_async_callback(broker.stop)
        if log is None:
            log = EventLog(client, of.service)
            await log.start()
        consumer = Consumer(log, of, handler, traces.configure("test"), broker=broker, **known)
        await consumer.start()
        ended.push_async_callback(consumer.stop, grace)
        return consumer

    return new
