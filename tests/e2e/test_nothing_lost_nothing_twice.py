"""Everything is killed while people ask and personas talk; then log, archive and Telegram have to agree."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from support.crowd import Crowd, agrees, settle
from support.launching import system
from support.running_system import RunningSystem

pytestmark = [pytest.mark.composed, pytest.mark.timeout(290)]

SEED = int(os.environ.get("PIYASA_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
CHAOS = ("--pace", "20", "--personas", "6", "--duplicate-window", "1", "--telegram-limits", "off")
CHAOS += ("--durability", "fast")
"""A process that is killed loses nothing that it wrote; only power loss needs ``always``."""
QUICK_LEASES = {"PIYASA_LEASE_SECONDS": "3"}


async def test_whatever_is_killed_nothing_is_lost_and_nothing_said_twice(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    async with system(tmp_path / "home", *CHAOS, "--replicas", "2", environment=QUICK_LEASES) as running:
        crowd = Crowd(running, rng)
        await running.until(lambda: running.facts("message-sent"), within=60, what="a first message")
        victims = list(running.addresses["services"])
        rng.shuffle(victims)
        await crowd.see_killed([*victims, "nats", "postgres"])
        found = await settle(running)
        assert found.faults == {}, f"seed {SEED}: {found.faults}"
        assert found.sent >= len(running.questions) / 2
        await agrees(running)
        assert await running.json("parked", "list") == []


async def test_what_telegram_leaves_open_is_reported_and_never_repeated(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    async with system(tmp_path / "home", *CHAOS, environment=QUICK_LEASES) as running:
        crowd = Crowd(running, rng)
        await running.until(lambda: running.facts("message-sent"), within=60, what="a first message")
        await running.local("faults", {"kind": "answer_lost", "method": "sendMessage", "count": 3})
        await running.local("faults", {"kind": "timeout", "method": "sendMessage", "count": 2, "seconds": 60})
        for _ in range(6):
            await crowd.ask()
            await crowd.pause(0.2, 1.0)
        await crowd.see_killed(["telegram-gateway", "nats"])

        async def reported() -> bool:
            return len(await running.facts("delivery-uncertain")) >= 5

        await running.until(reported, within=90, what="all five to be reported as uncertain")
        await running.no_faults()
        found = await settle(running)
        assert found.faults == {}, f"seed {SEED}: {found.faults}"
        await _never_repeated(running)
        await agrees(running)


async def _never_repeated(running: RunningSystem) -> None:
    """Of each uncertain message the ledger has at most one copy, of those whose answer was lost exactly one."""
    unsure = {each["data"]["message_id"] for each in await running.facts("delivery-uncertain")}
    ready = [each["data"] for each in await running.facts("message-ready")]
    texts = [each["text"] for each in ready if each["message_id"] in unsure]
    ledger = await running.ledger()
    dropped = [entry["text"] for entry in ledger if entry["answer_dropped"]]
    assert len(dropped) == 3
    assert set(dropped) <= set(texts)
    everything = [each["text"] for each in ready]
    posted = [entry["text"] for entry in ledger]
    assert all(posted.count(text) <= everything.count(text) for text in texts)
