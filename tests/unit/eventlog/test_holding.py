"""Leases are held until a service is told to stop, and no moment longer."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from piyasa.eventlog.parts import Parts
from piyasa.eventlog.settings import ServiceSettings


@dataclass
class Held:
    """Leases that are taken and taken again until somebody ends it."""

    done: list[str] = field(default_factory=list)
    trouble: Exception | None = None

    async def run(self) -> None:
        if self.trouble is not None:
            raise self.trouble
        try:
            await asyncio.Event().wait()
        finally:
            self.done.append("no longer taken")

    async def release(self) -> None:
        self.done.append("given back")


def parts() -> Parts:
    without: Any = None
    return Parts("test", ServiceSettings(), without, without, without, without, without, asyncio.Event())


async def test_leases_that_are_about_to_be_given_back_are_not_taken_again() -> None:
    service, held = parts(), Held()
    leases: Any = held
    service.hold(leases)
    (work,), (close,) = service.background, service.closing
    holding = asyncio.ensure_future(work())
    await asyncio.sleep(0)
    assert not holding.done()
    service.stopping.set()
    async with asyncio.timeout(5):
        await holding
    assert held.done == ["no longer taken"]
    await close()
    assert held.done == ["no longer taken", "given back"]


async def test_leases_that_fail_end_the_service() -> None:
    service = parts()
    leases: Any = Held(trouble=ValueError("no bucket"))
    service.hold(leases)
    with pytest.raises(ValueError, match="no bucket"):
        await service.background[0]()
