"""A projector over a stream in memory, run and stopped by a test."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.archive import ArchiveReader
from piyasa.database.engine import driver_connection
from piyasa.database.snapshots import SnapshotStore
from piyasa.projections.catalogue import all_projections
from piyasa.projections.fold import Projection
from piyasa.projector.adapters.postgres_snapshots import PostgresSnapshots
from piyasa.projector.adapters.postgres_store import PostgresStore
from piyasa.projector.domain.rhythm import Rhythm
from piyasa.projector.ports import Store
from piyasa.projector.use_cases.project import Projector
from support.streams import Counted, MemoryStream, TakenTurn

QUICK = Rhythm(batch=7, gather=0.01, flush=0.0, check=0.02, retry=0.02, snapshot_facts=10_000)
"""Small batches, so that a test crosses many borders between them."""
PATIENCE = 10.0


async def wait_for(fact: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so; ``TimeoutError`` when it never is."""
    async with asyncio.timeout(PATIENCE):
        while not await fact():
            await asyncio.sleep(0.01)


@dataclass
class Running:
    """A projector and what is known of it."""

    projector: Projector
    turn: TakenTurn
    counted: Counted
    task: asyncio.Task[None]

    async def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


@dataclass
class Stack:
    """One stream, one database, any number of projectors."""

    engine: AsyncEngine
    stream: MemoryStream = field(default_factory=MemoryStream)
    running: list[Running] = field(default_factory=list)

    def start(
        self,
        *,
        store: Store | None = None,
        rhythm: Rhythm = QUICK,
        turn: TakenTurn | None = None,
        projections: Sequence[Projection[Any]] | None = None,
    ) -> Running:
        """Run a projector."""
        turn, counted = turn or TakenTurn(), Counted()
        projector = Projector(
            log=self.stream,
            store=store or PostgresStore(self.engine),
            archive=ArchiveReader(self.engine),
            snapshots=PostgresSnapshots(SnapshotStore(self.engine)),
            turn=turn,
            projections=all_projections() if projections is None else projections,
            measures=counted,
            rhythm=rhythm,
        )
        started = Running(projector, turn, counted, asyncio.ensure_future(projector.run()))
        self.running.append(started)
        return started

    async def project_all(self) -> None:
        """Bring everything published so far into the database, and end in order."""
        running = self.start()
        condition = running.projector.condition

        async def done() -> bool:
            return condition.caught_up and condition.position >= max(self.stream.messages, default=0)

        await wait_for(done)
        await running.projector.stop()

    async def reached(self, position: int) -> None:
        """Wait until the checkpoint is there."""

        async def there() -> bool:
            found: int = await self.value("SELECT coalesce(max(position), 0) FROM log.checkpoints")
            return found >= position

        await wait_for(there)

    async def value(self, statement: str, *arguments: Any) -> Any:
        """One value out of the database."""
        async with driver_connection(self.engine) as connection:
            return await connection.fetchval(statement, *arguments)

    async def rows(self, statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
        """Rows out of the database."""
        async with driver_connection(self.engine) as connection:
            return [tuple(row) for row in await connection.fetch(statement, *arguments)]

    async def execute(self, statement: str, *arguments: Any) -> None:
        """Change the database."""
        async with driver_connection(self.engine) as connection:
            await connection.execute(statement, *arguments)

    async def stop_all(self) -> None:
        """End every projector."""
        for each in self.running:
            await each.kill()
