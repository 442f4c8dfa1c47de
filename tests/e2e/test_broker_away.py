"""The broker hangs for more than half a minute, and services start while it does: what people asked is not lost."""

from __future__ import annotations

import asyncio
import random
import signal
from pathlib import Path

import pytest

from support.crowd import Crowd, agrees, settle
from support.launching import system

pytestmark = [pytest.mark.composed, pytest.mark.timeout(240)]

AWAY_SECONDS = 32.0


async def test_a_broker_that_hangs_while_services_start_loses_nothing(tmp_path: Path) -> None:
    fast = ("--pace", "20", "--duplicate-window", "1", "--telegram-limits", "off")
    async with system(tmp_path / "home", *fast, environment={"PIYASA_LEASE_SECONDS": "3"}) as running:
        crowd = Crowd(running, random.Random(7))
        await running.until(lambda: running.facts("message-sent"), within=60, what="a first message")
        services = list(running.addresses["services"])
        before = {name: running.pid(name) for name in services}

        await crowd.ask()
        await running.kill("nats", signal.SIGSTOP)
        try:
            await crowd.ask()
            await asyncio.sleep(AWAY_SECONDS / 2)
            for name in services:
                await running.kill(name)
            await crowd.ask()
            await asyncio.sleep(AWAY_SECONDS / 2)
            await running.until(running.alive, within=30, what="every service to answer while the broker does not")
            assert not await running.healthy()
            await crowd.ask()
        finally:
            await running.kill("nats", signal.SIGCONT)

        found = await settle(running)
        assert found.faults == {}
        assert all(running.pid(name) != before[name] for name in services), "they were started while it was away"
        await agrees(running)
