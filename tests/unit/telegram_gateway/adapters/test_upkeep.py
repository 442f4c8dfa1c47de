"""Work follows its keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from piyasa.telegram_gateway.adapters.upkeep import Upkeep, steadily


@dataclass
class Job:
    """Works until told to end; may break at once, or take its time to end."""

    key: str
    diary: list[str]
    breaks: bool = False
    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        self.diary.append(f"begin {self.key}")
        if self.breaks:
            raise RuntimeError("broken")
        await self._over.wait()

    async def end(self) -> None:
        await self.may_end.wait()
        self.diary.append(f"end {self.key}")
        self._over.set()


@dataclass
class Shop:
    """Jobs by key, and which keys are wanted."""

    wanted: set[str] = field(default_factory=set)
    diary: list[str] = field(default_factory=list)
    jobs: dict[str, Job] = field(default_factory=dict)
    patient: bool = False
    broken: int = 0

    def make(self, key: str) -> Job:
        job = self.jobs[key] = Job(key, self.diary, breaks=self.broken > 0)
        self.broken -= 1
        if not self.patient:
            job.may_end.set()
        return job

    def upkeep(self) -> Upkeep:
        return Upkeep("test", self.make, lambda: self.wanted)


async def settled(upkeep: Upkeep, met: Callable[[], bool]) -> None:
    async with asyncio.timeout(2):
        while not met():
            upkeep.settle()
            await asyncio.sleep(0)


async def test_work_begins_when_a_key_is_gained_and_ends_when_it_is_lost() -> None:
    shop = Shop({"a"})
    upkeep = shop.upkeep()
    await settled(upkeep, lambda: shop.diary == ["begin a"])
    shop.wanted = {"b"}
    await settled(upkeep, lambda: sorted(shop.diary[1:]) == ["begin b", "end a"])
    await upkeep.end()


async def test_a_key_that_comes_back_begins_only_after_its_end() -> None:
    shop = Shop({"a"}, patient=True)
    upkeep = shop.upkeep()
    await settled(upkeep, lambda: shop.diary == ["begin a"])
    first = shop.jobs["a"]
    shop.wanted = set()
    upkeep.settle()
    shop.wanted = {"a"}
    for _ in range(20):
        upkeep.settle()
        await asyncio.sleep(0)
    assert shop.diary == ["begin a"]
    first.may_end.set()
    await settled(upkeep, lambda: shop.diary == ["begin a", "end a", "begin a"])
    shop.jobs["a"].may_end.set()
    await upkeep.end()


async def test_work_that_breaks_is_begun_again() -> None:
    shop = Shop({"a"}, broken=2)
    upkeep = shop.upkeep()
    await settled(upkeep, lambda: shop.diary.count("begin a") == 3)
    await upkeep.end()
    assert shop.diary[-1] == "end a"


async def test_the_end_waits_for_all_work() -> None:
    shop = Shop({"a", "b"})
    upkeep = shop.upkeep()
    await settled(upkeep, lambda: len(shop.diary) == 2)
    await upkeep.end()
    assert sorted(shop.diary[2:]) == ["end a", "end b"]


async def test_nothing_begins_again_while_all_work_comes_to_its_end() -> None:
    shop = Shop({"a"}, patient=True)
    upkeep = shop.upkeep()
    await settled(upkeep, lambda: shop.diary == ["begin a"])
    job = shop.jobs["a"]
    ending = asyncio.create_task(upkeep.end())
    for _ in range(5):
        await asyncio.sleep(0)
        upkeep.settle()
    job.may_end.set()
    await ending
    upkeep.settle()
    await asyncio.sleep(0)
    assert shop.diary == ["begin a", "end a"]


async def test_periodic_work_goes_on_after_a_failure() -> None:
    turns: list[int] = []

    async def work() -> None:
        turns.append(len(turns))
        if len(turns) == 1:
            raise ConnectionError("no broker")
        if len(turns) == 3:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await steadily(work, every=0, what="testing")()
    assert turns == [0, 1, 2]
