"""What a view begins with: the newest snapshot, and the archive for what the stream no longer holds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from piyasa.eventlog.errors import HistoryMissing
from piyasa.projections.fold import Table

if TYPE_CHECKING:
    from piyasa.contracts.envelope import Recorded
    from piyasa.contracts.event import Event
    from piyasa.projections.fold import TableSet

_PATIENCE = 30.0
"""Seconds that an archive which ends before the stream begins is given to catch up."""
_POLL = 0.5

logger = structlog.get_logger(__name__)


class Snapshot(Protocol):
    """Dumps of projections, all at one position."""

    @property
    def position(self) -> int:
        """Of the newest fact folded into it."""

    @property
    def payloads(self) -> Mapping[str, Mapping[str, Any]]:
        """A dump a projection, by name."""


class SnapshotStore(Protocol):
    """Where snapshots are kept."""

    async def newest(self, versions: Mapping[str, str]) -> Snapshot | None:
        """The newest snapshot that holds all these projections in these versions."""


class ArchiveReader(Protocol):
    """The log's second copy, which reaches back further than the stream."""

    async def last(self) -> int:
        """Position of the newest fact in it, whichever facts ``read`` leaves out; 0 when it is empty."""

    def read(self, after: int, until: int | None = None) -> AsyncIterator[Recorded[Event]]:
        """The facts after a position, up to and including another."""


async def load_newest(store: SnapshotStore, tables: TableSet) -> int:
    """Fill all tables from the newest snapshot; its position, 0 when there is none. Whatever raises, they stay."""
    snapshot = await store.newest({name: table.projection.version for name, table in tables.tables.items()})
    if snapshot is None:
        return 0
    loaded = {name: Table(table.projection) for name, table in tables.tables.items()}
    for name, table in loaded.items():
        table.load(snapshot.payloads[name])
    for name, table in loaded.items():
        tables.tables[name].adopt(table.rows)
    return snapshot.position


async def read_before(archive: ArchiveReader | None, first: int, *, position: int) -> AsyncIterator[Recorded[Event]]:
    """The facts after ``position`` and before ``first``, once the archive holds them all.

    It is written a moment after the stream. Raises ``HistoryMissing`` when there is none or it does not catch up.
    """
    if archive is None:
        raise HistoryMissing(position=position, first=first)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while (last := await archive.last()) < first - 1:
        if loop.time() - begun > _PATIENCE:
            raise HistoryMissing(position=position, first=first, archived=last)
        logger.warning("waiting for the archive", wanted=first - 1, archived=last, position=position)
        await asyncio.sleep(_POLL)
    async for event in archive.read(position, first - 1):
        yield event
