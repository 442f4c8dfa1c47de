"""Holding the log, its archive and the read models against one another."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.archive import ArchiveReader
from piyasa.database.archive_rows import Archived
from piyasa.database.engine import driver_connection
from piyasa.database.roles import MESSAGES
from piyasa.projections.fold import Projection
from piyasa.projector.adapters import fresh_tables
from piyasa.projector.domain.audit import FACTS, Audit, Fault
from piyasa.projector.domain.batch import Message
from piyasa.projector.domain.comparison import differences
from piyasa.projector.maintenance.rebuild import names_of, standing_of
from piyasa.projector.maintenance.refold import Progress, Refold, silent
from piyasa.projector.ports import Log

PATIENCE = timedelta(minutes=5)
"""How long after its moment a message may be without an end."""
_BATCH = 1000
_Pair = tuple[int, dict[int, Message], dict[int, Archived]]
"""The last position of a range, and what stream and archive hold of it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Stream and archive over the positions from first to last that both should hold."""

    first: int
    last: int
    compared: int
    deleted: int
    """Positions that were deleted from the stream and stand in the archive (redacted) only."""
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Conduct:
    """What the log says of messages and ticks."""

    messages: int
    open: int
    ticks: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """Everything that was verified; ``ok`` when nothing is wrong."""

    archive: Comparison
    conduct: Conduct
    read_models: dict[str, tuple[str, str]]
    """Name to the checksums of live rows and of rows folded again."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong."""
        differing = tuple(
            Fault("READ_MODEL_DIFFERS", name, f"live {live[:16]}, folded again {again[:16]}; run `piyasa rebuild`")
            for name, (live, again) in self.read_models.items()
            if live != again
        )
        return (*self.archive.faults, *self.conduct.faults, *differing)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


async def verify(
    engine: AsyncEngine,
    log: Log,
    projections: Collection[Projection[Any]],
    *,
    now: datetime,
    patience: timedelta = PATIENCE,
    progress: Progress = silent,
) -> Verification:
    """Verify everything, while the system runs; reads the whole archive three times.

    Raises:
        FoldVersionsDiffer: the read models were made by another version of a fold.
        RebuildRunning: a rebuild or another verification is under way.
    """
    return Verification(
        await compare(engine, log, progress),
        await conduct(engine, now=now, patience=patience),
        await refolded(engine, projections, progress),
    )


async def compare(engine: AsyncEngine, log: Log, progress: Progress = silent) -> Comparison:
    """Hold the archive against the stream, for the positions that both should have."""
    bounds = await log.bounds()
    async with driver_connection(engine) as connection:
        checkpoint = (await standing_of(connection, {}))[MESSAGES]
    faults: list[Fault] = []
    if bounds.last < checkpoint:
        faults.append(Fault("STREAM_BEHIND", "EVENTS", f"ends at {bounds.last}, {checkpoint} was archived"))
    last = min(bounds.last, checkpoint)
    compared = deleted = 0
    async for until, streamed, archived in _side_by_side(engine, log, bounds.first - 1, last):
        gone = await _legally_gone(log, sorted(archived.keys() - streamed.keys()))
        compared, deleted = compared + len(streamed), deleted + len(gone)
        faults += differences(streamed, archived, gone)
        progress(until, last)
    return Comparison(bounds.first, last, compared, deleted, tuple(faults))


async def _side_by_side(engine: AsyncEngine, log: Log, after: int, last: int) -> AsyncIterator[_Pair]:
    """What stream and archive hold in the same ranges of positions, one after the other."""
    archive = ArchiveReader(engine, batch=_BATCH)
    while after < last:
        read = await log.read(after, _BATCH)
        streamed = {message.position: message for message in read.messages if message.position <= last}
        until = last if read.at_end else min(last, read.messages[-1].position)
        archived = {each.position: each async for batch in archive.batches(after, until) for each in batch}
        yield until, streamed, archived
        after = until


async def conduct(engine: AsyncEngine, *, now: datetime, patience: timedelta = PATIENCE) -> Conduct:
    """Audit what the archive says of messages and ticks."""
    audit = Audit()
    async for event in ArchiveReader(engine, facts=FACTS).read(0):
        audit.take(event)
    return Conduct(audit.messages, audit.open(), audit.ticks, tuple(audit.faults(now=now, patience=patience)))


async def refolded(
    engine: AsyncEngine, projections: Collection[Projection[Any]], progress: Progress = silent
) -> dict[str, tuple[str, str]]:
    """The checksums of each read model: of its live rows, and of rows folded from the archive to the same position."""
    names = sorted(names_of(projections))
    refold = Refold(engine, names, projections)
    async with refold.tables.held():
        async with (
            driver_connection(engine) as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            standing = await standing_of(connection, refold.models.versions)
            live = {name: await fresh_tables.checksum(connection, name) for name in names}
        await refold.advance(standing, progress)
        async with driver_connection(engine) as connection, connection.transaction():
            await refold.write(connection)
            again = await refold.tables.checksums(connection)
    return {name: (live[name], again[name]) for name in names}


async def checksums(engine: AsyncEngine, projections: Collection[Projection[Any]]) -> dict[str, str]:
    """The checksums of the live rows of every read model, all of one moment."""
    return await fresh_tables.checksums(engine, sorted(names_of(projections)))


async def _legally_gone(log: Log, positions: list[int]) -> set[int]:
    """Those of the positions that the stream lost by age or by deletion."""
    if not positions:
        return set()
    first = (await log.bounds()).first
    deleted = await log.deleted(positions[0], positions[-1])
    return {position for position in positions if position < first or position in deleted}
