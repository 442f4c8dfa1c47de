"""Folding the archive from its beginning into fresh tables, as far as the live ones stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.database.archive import ArchiveReader
from piyasa.database.engine import Connection, driver_connection
from piyasa.database.roles import MEMORY_VECTORS, MESSAGES
from piyasa.projections.fold import Projection, Table
from piyasa.projections.memories import Memories
from piyasa.projector.adapters.fresh_tables import FreshTables
from piyasa.projector.domain import ways
from piyasa.projector.domain.batch import collect
from piyasa.projector.domain.read_models import ReadModels
from piyasa.projector.domain.vectors import VectorChanges

Progress = Callable[[int, int], None]
"""Told (done, in all) in positions of the log."""
_WRITE_EVERY = 2000


def silent(done: int, total: int) -> None:
    """Tell nobody."""


class Refold:
    """Read models made again, each up to the position where its live table stands."""

    def __init__(self, engine: AsyncEngine, names: Iterable[str], projections: Iterable[Projection[Any]]) -> None:
        wanted = frozenset(names)
        self.models = ReadModels.of(each for each in projections if each.name in wanted)
        self.tables = FreshTables(engine, sorted(wanted))
        self._at = dict.fromkeys(wanted, 0)
        self._engine = engine
        self._archive = ArchiveReader(engine)
        self._ways: dict[str, ways.Change] = {}
        self._vectors = VectorChanges()
        # Folded beside the read model of memories, which may stand at another position.
        self._memories = Table(Memories())

    async def advance(self, to: Mapping[str, int], progress: Progress) -> None:
        """Fold each read model up to its position, and write what can be written on the way."""
        goal = {name: to.get(name, 0) for name in self._at}
        end = max(goal.values())
        seen = 0
        async for event in self._archive.read(min(self._at.values()), end):
            self._take(event, goal)
            seen += 1
            if seen % _WRITE_EVERY == 0:
                await self._write_changes()
                progress(event.position, end)
        self._at = goal
        await self._write_changes()
        progress(end, end)

    async def write(self, connection: Connection) -> None:
        """Write the rows of projections that the fresh tables lack."""
        await self.tables.write(connection, self.models.unwritten())
        self.models.written()

    def _take(self, event: Recorded[Event], goal: Mapping[str, int]) -> None:
        lacking = {name for name, at in self._at.items() if at < event.position <= goal[name]}
        self.models.apply(event, lacking)
        if MESSAGES in lacking:
            collect(self._ways, ways.changes(event))
        if MEMORY_VECTORS in lacking and event.data.fact in Memories.facts:
            self._vectors.around(event, self._memories, partial(self._memories.apply, event))

    async def _write_changes(self) -> None:
        if self._ways or self._vectors:
            async with driver_connection(self._engine) as connection, connection.transaction():
                await self.tables.change(connection, self._ways, self._vectors)
            self._ways, self._vectors = {}, VectorChanges()
