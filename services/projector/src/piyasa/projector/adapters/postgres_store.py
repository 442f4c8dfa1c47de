"""The projector's database: archive, read models and checkpoint in one transaction."""

# ruff: noqa: S608 - statements are made of this package's own names, values travel as parameters

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.archive_rows import COLUMNS, row_of
from piyasa.database.engine import Connection, driver_connection
from piyasa.database.roles import MEMORY_VECTORS, MESSAGES
from piyasa.projector.adapters.read_tables import write_states, write_vectors, write_ways
from piyasa.projector.ports import CheckpointMoved, Commit, Flush, Kept, Loaded

CHECKPOINT = "projector"
"""The name of the projector's position in ``log.checkpoints``."""

_BEGIN = "INSERT INTO log.checkpoints (name, position) VALUES ($1, 0) ON CONFLICT DO NOTHING"
_ADVANCE = """
UPDATE log.checkpoints SET position = $4, updated = now() WHERE name = $1 AND position = $2 AND generation = $3
"""
_PROJECTED = """
INSERT INTO read.projections (name, fold_version, position)
SELECT name, fold_version, $3 FROM unnest($1::text[], $2::text[]) AS new (name, fold_version)
ON CONFLICT (name) DO UPDATE
SET fold_version = EXCLUDED.fold_version, position = EXCLUDED.position, updated = now()
"""


class PostgresStore:
    """Reads and writes as one replica; who comes second is told so by ``CheckpointMoved``."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def load(self, names: Sequence[str]) -> Loaded:
        """The checkpoint and the rows of these projections, all of one moment."""
        async with driver_connection(self._engine) as connection:
            await connection.execute(_BEGIN, CHECKPOINT)
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                checkpoint = await connection.fetchrow(
                    "SELECT position, generation FROM log.checkpoints WHERE name = $1", CHECKPOINT
                )
                assert checkpoint is not None, "it was made above"  # noqa: S101 - checkpoints are never deleted
                known = await connection.fetch("SELECT name, fold_version, position FROM read.projections")
                kept = {
                    row["name"]: Kept(row["fold_version"], row["position"], await _states(connection, row["name"]))
                    for row in known
                    if row["name"] in names
                }
        return Loaded(checkpoint["position"], checkpoint["generation"], kept)

    async def commit(self, commit: Commit) -> None:
        """Write all of it or nothing.

        Raises:
            CheckpointMoved: the checkpoint or its generation is another one by now.
        """
        async with driver_connection(self._engine) as connection, connection.transaction():
            # First, so that a second replica waits here and not halfway through.
            done = await connection.execute(_ADVANCE, CHECKPOINT, commit.before, commit.generation, commit.after)
            if done != "UPDATE 1":
                raise CheckpointMoved(expected=commit.before)
            if commit.archive:
                await connection.copy_records_to_table(
                    "events",
                    schema_name="log",
                    columns=COLUMNS,
                    records=[
                        row_of(
                            position=message.position,
                            time=message.time,
                            subject=message.subject,
                            headers=message.headers,
                            body=message.body,
                            person_ids=people,
                        )
                        for message, people in commit.archive
                    ],
                )
            await write_ways(connection, MESSAGES, commit.ways)
            await write_vectors(connection, MEMORY_VECTORS, commit.vectors)
            if commit.flush is not None:
                await _flush(connection, commit.flush, commit.after)

    async def archived_body(self, position: int) -> bytes | None:
        """The body archived at a position; None when there is none."""
        async with driver_connection(self._engine) as connection:
            body: bytes | None = await connection.fetchval("SELECT body FROM log.events WHERE position = $1", position)
        return body

    async def reachable(self) -> bool:
        """Whether the database answers."""
        async with driver_connection(self._engine) as connection:
            answer: int = await connection.fetchval("SELECT 1")
        return answer == 1


async def _states(connection: Connection, table: str) -> dict[str, str]:
    rows = await connection.fetch(f"SELECT key, state::text FROM read.{table}")
    return {row["key"]: row["state"] for row in rows}


async def _flush(connection: Connection, flush: Flush, position: int) -> None:
    for table in flush.afresh:
        await connection.execute(f"DELETE FROM read.{table}")
    for table, rows in flush.rows.items():
        await write_states(connection, table, rows)
    await connection.execute(_PROJECTED, list(flush.versions), list(flush.versions.values()), position)
