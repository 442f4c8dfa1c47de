"""A service as a process: patient at its start, useful in between, quick and clean at its end."""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from nats.aio.client import Client

from piyasa.contracts.topology import EVENTS
from piyasa.devstack.loopback import free_port
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.log import EventLog
from support.brokers import STYLE, draft, raw_messages

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]
HERE = Path(__file__)


@dataclass
class Running:
    """One process."""

    process: asyncio.subprocess.Process
    port: int
    log: Path

    async def status(self, path: str) -> int:
        """What a health page answers; 0 while nobody does."""
        async with httpx.AsyncClient() as http:
            try:
                return (await http.get(f"http://127.0.0.1:{self.port}{path}", timeout=2)).status_code
            except httpx.HTTPError:
                return 0

    async def page(self, path: str) -> str:
        async with httpx.AsyncClient() as http:
            return (await http.get(f"http://127.0.0.1:{self.port}{path}", timeout=2)).text

    async def until(self, path: str, status: int, seconds: float = 15) -> None:
        async with asyncio.timeout(seconds):
            while await self.status(path) != status:
                assert self.process.returncode is None, self.log.read_text()
                await asyncio.sleep(0.05)

    async def ended(self, seconds: float = 10) -> int:
        return await asyncio.wait_for(self.process.wait(), seconds)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]


Start = Callable[..., Awaitable[Running]]


@pytest.fixture
async def start(server: EmbeddedNats, tmp_path: Path) -> AsyncIterator[Start]:
    """Start the service; whatever still runs at the end is killed."""
    started: list[asyncio.subprocess.Process] = []

    async def new(how: str = "plain", **environment: str) -> Running:
        port, log = free_port(), tmp_path / f"service-{len(started)}.log"
        settings = {
            "PYTHONPATH": str(HERE.parents[2]),
            "PIYASA_NATS_URL": server.url,
            "PIYASA_NATS_SEED_FILE": str(server.keys.seed_path("humanizer")),
            "PIYASA_HTTP_PORT": str(port),
        }
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(HERE.with_name("serving.py")),
                how,
                env={**os.environ, **settings, **environment},
                stdout=output,
                stderr=output,
            )
        started.append(process)
        return Running(process, port, log)

    yield new
    for process in started:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def styled(client: Client) -> int:
    return len(await raw_messages(client, filter="evt.*.*.message-ready"))


async def until_styled(client: Client, count: int) -> None:
    async with asyncio.timeout(10):
        while await styled(client) < count:
            await asyncio.sleep(0.05)


async def test_it_works_from_start_to_a_clean_end(operator: Client, log: EventLog, start: Start) -> None:
    await log.publish(*(draft(n) for n in range(10)))
    service = await start()
    await service.until("/health/ready", 200)
    await until_styled(operator, 10)
    metrics = await service.page("/metrics")

    began = time.monotonic()
    service.process.send_signal(signal.SIGTERM)

    assert await service.ended() == 0
    assert time.monotonic() - began < 5
    assert "closed" in service.log.read_text()
    assert "message-ready" in metrics
    assert STYLE in metrics
    info = await operator.jetstream().consumer_info(EVENTS, STYLE)
    assert (info.num_pending, info.num_ack_pending) == (0, 0)


async def test_what_does_not_close_well_is_said_and_keeps_nothing_else_from_closing(
    operator: Client, start: Start
) -> None:
    service = await start("stuck")
    await service.until("/health/ready", 200)
    service.process.send_signal(signal.SIGTERM)
    assert await service.ended() == 0
    said = service.log.read_text()
    assert "OSError: the lease could not be given back" in said
    assert "closed" in said


async def test_without_a_broker_it_lives_and_waits(server: EmbeddedNats, operator: Client, start: Start) -> None:
    await asyncio.to_thread(server.kill)
    service = await start()
    await service.until("/health/live", 200)
    assert await service.status("/health/ready") == 503

    await asyncio.to_thread(server.start)
    await asyncio.to_thread(server.wait_ready)

    await service.until("/health/ready", 200)


async def test_told_to_stop_before_the_broker_came_it_ends_cleanly(
    server: EmbeddedNats, operator: Client, start: Start
) -> None:
    await asyncio.to_thread(server.kill)
    service = await start()
    await service.until("/health/live", 200)

    service.process.send_signal(signal.SIGTERM)

    assert await service.ended(5) == 0


async def test_it_waits_for_provisioning_and_says_so(operator: Client, start: Start) -> None:
    await operator.jetstream().delete_consumer(EVENTS, STYLE)
    service = await start()
    await service.until("/health/live", 200)
    async with asyncio.timeout(10):
        while not any("piyasa provision" in str(line) for line in service.lines()):
            await asyncio.sleep(0.05)
    assert await service.status("/health/ready") == 503


async def test_it_goes_on_after_the_broker_died(
    server: EmbeddedNats, operator: Client, log: EventLog, start: Start
) -> None:
    service = await start()
    await service.until("/health/ready", 200)
    await asyncio.to_thread(server.kill)
    await service.until("/health/ready", 503)
    assert await service.status("/health/live") == 200

    await asyncio.to_thread(server.start)
    await asyncio.to_thread(server.wait_ready)
    await log.publish(draft("after"))

    await service.until("/health/ready", 200)
    await until_styled(operator, 1)


async def test_told_to_stop_while_the_broker_is_away_it_ends(
    server: EmbeddedNats, operator: Client, start: Start
) -> None:
    service = await start()
    await service.until("/health/ready", 200)
    await asyncio.to_thread(server.kill)
    await service.until("/health/ready", 503)

    service.process.send_signal(signal.SIGTERM)

    assert await service.ended(10) == 0


async def test_running_work_is_finished_first(operator: Client, log: EventLog, start: Start) -> None:
    await log.publish(draft("a"))
    service = await start("slow")
    await service.until("/health/ready", 200)
    async with asyncio.timeout(5):
        while not (await operator.jetstream().consumer_info(EVENTS, STYLE)).num_ack_pending:
            await asyncio.sleep(0.02)

    service.process.send_signal(signal.SIGTERM)

    assert await service.ended() == 0
    assert await styled(operator) == 1
    assert (await operator.jetstream().consumer_info(EVENTS, STYLE)).num_ack_pending == 0


async def test_waiting_is_given_back_at_once(operator: Client, log: EventLog, start: Start) -> None:
    await log.publish(draft("a"))
    service = await start("waiting")
    await service.until("/health/ready", 200)
    async with asyncio.timeout(5):
        while not (await operator.jetstream().consumer_info(EVENTS, STYLE)).num_ack_pending:
            await asyncio.sleep(0.02)

    service.process.send_signal(signal.SIGTERM)
    assert await service.ended(5) == 0
    other = await start()

    await until_styled(operator, 1)
    assert other.process.returncode is None


@pytest.mark.parametrize(("how", "reason"), [("beyond", "LogWentBack"), ("broken", "background work failed")])
async def test_what_fails_for_good_ends_it_with_an_error(operator: Client, start: Start, how: str, reason: str) -> None:
    service = await start(how)

    assert await service.ended(15) == 1
    assert any(line["message"] == "service failed" and reason in str(line) for line in service.lines())
