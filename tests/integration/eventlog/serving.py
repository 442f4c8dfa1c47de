"""A service as a process: follows drafts, styles them, and does what its first argument says beside that."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.eventlog.parts import Parts
from piyasa.eventlog.service import Service
from piyasa.eventlog.settings import ServiceSettings
from support.brokers import STYLE, Heard
from support.events import ready


class Beyond:
    """A snapshot from a log that went further than this one."""

    position = 1_000_000

    @property
    def payloads(self) -> Mapping[str, Mapping[str, Any]]:
        return {"heard": {}}

    async def newest(self, versions: Mapping[str, str]) -> "Beyond":
        return self


class Nothing:
    """An archive without a fact."""

    async def last(self) -> int:
        return 0

    async def read(self, after: int, until: int | None = None) -> AsyncIterator[Recorded[Any]]:
        for each in ():
            yield each


async def style(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
    return [following(event, ready(event.data.tick_id))]


async def build(parts: Parts) -> None:
    how = sys.argv[1]

    async def slowly(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        await asyncio.sleep(1)
        return await style(event)

    async def wait(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        await parts.sleep(60)
        return await style(event)

    async def brief() -> None:
        await asyncio.sleep(0)

    async def broken() -> None:
        await asyncio.sleep(0.2)
        raise ValueError("background work failed")

    async def closed() -> None:
        print("closed", flush=True)

    parts.handle(STYLE, {"slow": slowly, "waiting": wait}.get(how, style))
    parts.run(brief)
    if how == "broken":
        parts.run(broken)
    parts.on_close(closed)

    async def stuck() -> None:
        raise OSError("the lease could not be given back")

    if how == "stuck":
        parts.on_close(stuck)


if __name__ == "__main__":
    snapshots = Beyond() if sys.argv[1] == "beyond" else None
    service = Service(
        "humanizer", ServiceSettings(), build, projections=[Heard()], snapshots=snapshots, archive=Nothing()
    )
    sys.exit(service.run())
