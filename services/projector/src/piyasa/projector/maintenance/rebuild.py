"""Making read models anew from the archive while the system runs."""

# ruff: noqa: S608 - statements are made of this package's own names, values travel as parameters

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.engine import Connection, driver_connection
from piyasa.database.roles import MEMORY_VECTORS, MESSAGES
from piyasa.projections.fold import Projection
from piyasa.projector.adapters import fresh_tables
from piyasa.projector.adapters.postgres_store import CHECKPOINT
from piyasa.projector.maintenance.refold import Progress, Refold, silent

_CLOSE = 1000
"""Positions still to fold at which the projector may be held up for the rest."""
_ROUNDS = 20
_LOAD_AGAIN = "UPDATE log.checkpoints SET generation = generation + 1 WHERE name = $1"
"""Makes the projector load what it holds in memory anew."""


class RebuildRefused(Exception):
    """The read models cannot be made anew as asked."""

    code = "REBUILD_REFUSED"


class ProjectionUnknown(RebuildRefused):
    """No projection has this name."""

    code = "PROJECTION_UNKNOWN"

    def __init__(self, name: str, *, known: Collection[str]) -> None:
        super().__init__(f"no projection is called {name!r}; they are {', '.join(sorted(known))}")
        self.name, self.known = name, known


class FoldVersionsDiffer(RebuildRefused):
    """The projector folds with another version (or pace) than the caller."""

    code = "FOLD_VERSIONS_DIFFER"

    def __init__(self, name: str, *, live: str, ours: str) -> None:
        super().__init__(
            f"{name} is folded by version {live}, this command has {ours}; "
            "use the release and the PIYASA_PACE that the projector runs with"
        )
        self.name, self.live, self.ours = name, live, ours


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One read model made anew. ``agreed`` tells whether the rows before were the same to the byte."""

    name: str
    position: int
    checksum: str
    checksum_before: str

    @property
    def agreed(self) -> bool:
        """Whether the rows that were replaced were what the log says."""
        return self.checksum == self.checksum_before


def names_of(projections: Iterable[Projection[Any]]) -> frozenset[str]:
    """Every read model there is."""
    return frozenset({each.name for each in projections} | {MESSAGES, MEMORY_VECTORS})


async def rebuild(
    engine: AsyncEngine,
    projections: Collection[Projection[Any]],
    *,
    only: Collection[str] = (),
    progress: Progress = silent,
) -> list[Rebuilt]:
    """Replay the archive into fresh tables, catch up with the live ones, and swap in one transaction.

    The projector goes on meanwhile; it waits only for the last few facts and the swap, then loads again. ``only``
    names read models, by default all. The engine's role must own the read tables (the projector's does).

    Raises:
        ProjectionUnknown, FoldVersionsDiffer: asked for what cannot be made here.
        RebuildRunning: another one is under way.
    """
    known = names_of(projections)
    for name in only:
        if name not in known:
            raise ProjectionUnknown(name, known=known)
    names = sorted(only or known)
    refold = Refold(engine, names, projections)
    async with refold.tables.held():
        await _approach(engine, refold, progress)
        async with driver_connection(engine) as connection, connection.transaction():
            standing = await standing_of(connection, refold.models.versions, lock=True)
            await refold.advance(standing, progress)
            await refold.write(connection)
            before = {name: await fresh_tables.checksum(connection, name) for name in names}
            after = await refold.tables.checksums(connection)
            await refold.tables.swap(connection)
            await connection.execute(_LOAD_AGAIN, CHECKPOINT)
    return [Rebuilt(name, standing.get(name, 0), after[name], before[name]) for name in names]


async def _approach(engine: AsyncEngine, refold: Refold, progress: Progress) -> None:
    """Fold until little is left, without holding anybody up."""
    for _ in range(_ROUNDS):
        async with driver_connection(engine) as connection:
            standing = await standing_of(connection, refold.models.versions)
        await refold.advance(standing, progress)
        async with driver_connection(engine) as connection, connection.transaction():
            await refold.write(connection)
            now = await standing_of(connection, refold.models.versions)
        if now[MESSAGES] - standing[MESSAGES] <= _CLOSE:
            return


async def standing_of(connection: Connection, versions: Mapping[str, str], *, lock: bool = False) -> dict[str, int]:
    """The position of each live read model; with ``lock`` they stay there until the transaction's end.

    Messages and embeddings stand at the checkpoint, projections at it or a little behind.

    Raises:
        FoldVersionsDiffer: the rows were made by another version of a fold.
    """
    suffix = " FOR UPDATE" if lock else ""
    checkpoint = await connection.fetchval(f"SELECT position FROM log.checkpoints WHERE name = $1{suffix}", CHECKPOINT)
    rows = await connection.fetch("SELECT name, fold_version, position FROM read.projections")
    for row in rows:
        ours = versions.get(row["name"], row["fold_version"])
        if ours != row["fold_version"]:
            raise FoldVersionsDiffer(row["name"], live=row["fold_version"], ours=ours)
    return {
        **dict.fromkeys((MESSAGES, MEMORY_VECTORS), checkpoint or 0),
        **{row["name"]: row["position"] for row in rows},
    }
