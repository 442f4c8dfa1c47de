"""Read tables made anew beside the live ones, compared with them, and put in their place."""

# ruff: noqa: S608 - statements are made of this package's own names, values travel as parameters

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.engine import Connection, driver_connection
from piyasa.database.roles import MEMORY_VECTORS, MESSAGES, PROJECTOR, read_grants
from piyasa.projector.adapters.read_tables import write_states, write_vectors, write_ways
from piyasa.projector.domain.read_models import Row
from piyasa.projector.domain.vectors import VectorChanges
from piyasa.projector.domain.ways import Change

FRESH = "__fresh"
"""What the name of a table made beside a live one ends in."""
_LOCK = 0x70697961_7262
_LONG = 24 * 3600.0
"""Seconds that a statement over a whole table may take."""
_LOCK_TIMEOUT = "20s"
_ROWS = {MESSAGES: ("t.id, t::text", ("id",)), MEMORY_VECTORS: ("t::text", ("bot_id", "memory_id"))}
"""What is compared of tables that are no projection's, and in which order."""


class RebuildRunning(Exception):
    """Only one rebuild or verification at a time."""

    code = "REBUILD_RUNNING"

    def __init__(self) -> None:
        super().__init__("another rebuild or verification is running; wait for its end")


class FreshTables:
    """Tables like the live ones, under names of their own, for as long as ``held`` lasts."""

    def __init__(self, engine: AsyncEngine, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._engine = engine

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Make the tables, empty, and drop what is left of them at the end.

        Raises:
            RebuildRunning: somebody else holds some.
        """
        async with driver_connection(self._engine) as connection:
            if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):
                raise RebuildRunning
            try:
                await self._make(connection)
                yield
            finally:
                await self._drop(connection)
                await connection.execute("SELECT pg_advisory_unlock($1)", _LOCK)

    async def write(self, connection: Connection, rows: Mapping[str, Sequence[Row]]) -> None:
        """Write rows of projections."""
        for name, some in rows.items():
            await write_states(connection, f"{name}{FRESH}", some)

    async def change(self, connection: Connection, ways: Mapping[str, Change], vectors: VectorChanges) -> None:
        """Write changes of messages and of embeddings."""
        await write_ways(connection, f"{MESSAGES}{FRESH}", ways)
        await write_vectors(connection, f"{MEMORY_VECTORS}{FRESH}", vectors)

    async def checksums(self, connection: Connection) -> dict[str, str]:
        """The checksums of these tables by the names of the live ones; needs an open transaction."""
        return {name: await checksum(connection, f"{name}{FRESH}") for name in self.names}

    async def swap(self, connection: Connection) -> None:
        """Put these tables in place of the live ones; needs an open transaction.

        Their indexes take the names that PostgreSQL itself gives, which the migrations use for this reason.
        """
        await connection.execute(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'")
        for name in self.names:
            await connection.execute(f"DROP TABLE read.{name}")
            await connection.execute(f"ALTER TABLE read.{name}{FRESH} RENAME TO {name}")
            indexes = await connection.fetch(
                "SELECT indexname FROM pg_indexes WHERE schemaname = 'read' AND tablename = $1 AND indexname LIKE $2",
                name,
                f"%{FRESH.replace('_', chr(92) + '_')}%",
            )
            for index in (row["indexname"] for row in indexes):
                await connection.execute(f"ALTER INDEX read.{index} RENAME TO {index.replace(FRESH, '')}")

    async def _make(self, connection: Connection) -> None:
        await self._drop(connection)
        for name in self.names:
            fresh = f"{name}{FRESH}"
            async with connection.transaction():
                await connection.execute(f"CREATE TABLE read.{fresh} (LIKE read.{name} INCLUDING ALL)")
                await connection.execute(f"ALTER TABLE read.{fresh} OWNER TO {PROJECTOR}")
                await connection.execute(f"REVOKE ALL ON read.{fresh} FROM {PROJECTOR}")
                for grant in read_grants(fresh):
                    await connection.execute(grant.statement)

    async def _drop(self, connection: Connection) -> None:
        for name in self.names:
            await connection.execute(f"DROP TABLE IF EXISTS read.{name}{FRESH}")


async def checksum(connection: Connection, table: str) -> str:
    """SHA-256 over the rows of a read table, key by key; needs an open transaction.

    For a projection over key and state as the database holds them, for other tables over all columns.
    """
    await connection.execute("SET LOCAL timezone = 'UTC'")
    await connection.execute("SET LOCAL datestyle = 'ISO'")
    columns, order = _ROWS.get(table.removesuffix(FRESH), ("t.key, t.state::text", ("key",)))
    digest = hashlib.sha256()
    statement = f"SELECT {columns} FROM read.{table} AS t ORDER BY " + ", ".join(
        f't.{key} COLLATE "C"' for key in order
    )
    async for row in connection.cursor(statement, prefetch=500, timeout=_LONG):
        for value in row:
            encoded = value.encode()
            digest.update(len(encoded).to_bytes(8, "big"))
            digest.update(encoded)
    return digest.hexdigest()


async def checksums(engine: AsyncEngine, names: Sequence[str]) -> dict[str, str]:
    """The checksums of the live tables, all of one moment."""
    async with (
        driver_connection(engine) as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        return {name: await checksum(connection, name) for name in names}
