"""Everything is killed while people ask and personas talk; then log, archive and Telegram are held against one another."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from support.delivery_audit import Audit, audit
from support.running_system import RunningSystem, system

pytestmark = [pytest.mark.composed, pytest.mark.timeout(290)]

SEED = int(os.environ.get("PIYASA_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
HANDLES = ("mehmet_trader_bot", "ayse_scalp_bot", "ali_ekonomist_bot", "zeynep_newbie_bot", "deneme_5_bot", "deneme_6_bot")
SUBJECTS = ("THYAO", "GARAN", "ASELS", "altın", "dolar")
PEOPLE = ((1001, "Deniz"), (1002, "Ece"), (1003, "Can"), (1004, "Umut"), (1005, "Derya"), (1006, "Ozan"), (1007, "Su"))
CHAOS = ("--pace", "20", "--personas", "6", "--duplicate-window", "1", "--telegram-limits", "off", "--durability", "fast")
"""A process that is killed loses nothing that it wrote; only power loss needs ``always``."""
QUICK_LEASES = {"PIYASA_LEASE_SECONDS": "3"}
SETTLED_WITHIN = 100.0


class Crowd:
    """People who ask personas things, at moments that are drawn."""

    def __init__(self, running: RunningSystem, rng: random.Random) -> None:
        self.running, self.rng, self.asked = running, rng, 0

    async def ask(self) -> None:
        """One of them asks one persona."""
        self.asked += 1
        person, name = PEOPLE[self.asked % len(PEOPLE)]
        handle, subject = self.rng.choice(HANDLES), self.rng.choice(SUBJECTS)
        await self.running.ask(f"@{handle} {subject} için ne düşünüyorsun, soru {self.asked}?", person=person, name=name)

    async def pause(self, least: float, most: float) -> None:
        """Let the system work for a while."""
        await asyncio.sleep(self.rng.uniform(least, most))

    async def see_killed(self, names: Sequence[str]) -> None:
        """Each is killed once, one after the other; somebody asks right before and right after."""
        for name in names:
            await self.ask()
            await self.pause(0.0, 1.5)
            await self.running.kill(name)
            await self.ask()
            await self.pause(0.2, 2.0)


async def judged(running: RunningSystem) -> Audit:
    """Log and ledger held against one another as they are now."""
    return audit(await running.facts(), await running.ledger(), running.questions)


async def settle(running: RunningSystem) -> Audit:
    """Wait until all are ready and every question has its answer; stop personas; wait until every message has its end."""
    await running.until(running.healthy, within=60, what="everything to be ready again")

    async def answered() -> bool:
        return not (await judged(running)).unanswered

    await running.until(answered, within=SETTLED_WITHIN, what=f"all {len(running.questions)} questions to be answered")
    await running.operate("POST", "/control/stop")

    async def ended() -> bool:
        return not (await judged(running)).without_end

    await running.until(ended, within=SETTLED_WITHIN, what="every message to have its end")
    return await judged(running)


async def agrees(running: RunningSystem) -> None:
    """Archive = stream, one end a message, read models = the log folded again, and still so after a rebuild."""
    code, output = await running.command("verify", "--json")
    assert code == 0, output
    rebuilt = (await running.json("rebuild"))[0]
    assert rebuilt
    assert all(each["agreed"] and each["checksum"] == each["checksum_before"] for each in rebuilt), rebuilt


def uncertain(facts: Sequence[dict[str, Any]]) -> list[str]:
    """Causes of the deliveries that nobody knows of."""
    return [each["data"]["cause"] for each in facts]


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
    texts = [each["data"]["text"] for each in await running.facts("message-ready") if each["data"]["message_id"] in unsure]
    ledger = await running.ledger()
    dropped = [entry["text"] for entry in ledger if entry["answer_dropped"]]
    assert len(dropped) == 3
    assert set(dropped) <= set(texts)
    everything = [each["data"]["text"] for each in await running.facts("message-ready")]
    posted = [entry["text"] for entry in ledger]
    assert all(posted.count(text) <= everything.count(text) for text in texts)
