"""Folding the archive from its beginning into fresh tables, as far as the live ones stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.database.archive import ArchiveReader
from piyasa.database.engine import Connection, driver_connection
from piyasa.database.roles import MESSAGES
from piyasa.projections.fold import Projection
from piyasa.projector.adapters.fresh_tables import FreshTables
from piyasa.projector.domain import ways
from piyasa.projector.domain.batch import collect
from piyasa.projector.domain.read_models import ReadModels

Progress = Callable[[int, int], None]
"""Told (done, in all) in positions of the log."""
_WRITE_EVERY = 2000


class Refold:
    """Read models made again, each up to the position where its live table stands."""

    def __init__(self, engine: AsyncEngine, names: Iterable[str], projections: Iterable[Projection[Any]]) -> None:
        wanted = frozenset(names)
        self.models = ReadModels.of(each for each in projections if each.name in wanted)
        self.tables = FreshTables(engine, sorted(wanted))
        self._states_at = dict.fromkeys(self.models.versions, 0)
        self._ways_at = 0
        self._engine = engine
        self._with_ways = MESSAGES in wanted
        self._archive = ArchiveReader(engine)
        self._changes: dict[str, ways.Change] = {}

    async def advance(self, states_to: Mapping[str, int], ways_to: int, progress: Progress | None = None) -> None:
        """Fold up to these positions, of each projection and of messages, and write what can be written on the way."""
        to = {name: states_to.get(name, 0) for name in self._states_at}
        begin = min(self._ways_at, *self._states_at.values()) if to else self._ways_at
        end = max(ways_to, *to.values()) if to else ways_to
        settled = max(self._states_at.values(), default=0), min(to.values(), default=0)
        seen = 0
        async for event in self._archive.read(begin, end):
            if to:
                self.models.apply(event, None if settled[0] < event.position <= settled[1] else self._open(event, to))
            if self._with_ways and self._ways_at < event.position <= ways_to:
                collect(self._changes, ways.changes(event))
            seen += 1
            if seen % _WRITE_EVERY == 0:
                await self._write_ways()
                if progress is not None:
                    progress(event.position, end)
        self._states_at, self._ways_at = to, ways_to
        await self._write_ways()
        if progress is not None:
            progress(end, end)

    def _open(self, event: Recorded[Event], to: Mapping[str, int]) -> list[str]:
        """The projections that lack the fact and are to have it."""
        return [name for name, at in self._states_at.items() if at < event.position <= to[name]]

    async def write(self, connection: Connection) -> None:
        """Write the rows of projections that the fresh tables lack."""
        await self.tables.write(connection, self.models.unwritten(), {})
        self.models.written()

    async def _write_ways(self) -> None:
        if self._changes:
            async with driver_connection(self._engine) as connection:
                await self.tables.write(connection, {}, self._changes)
            self._changes = {}
