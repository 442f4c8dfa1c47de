"""States of projections at one position of the log, so that nobody has to read all of it."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.engine import driver_connection
from piyasa.database.errors import SnapshotUnreadable

KEPT = 3
_LEVEL = 3

_SAVE = """
INSERT INTO read.snapshots (name, fold_version, position, payload)
SELECT name, fold_version, $2, payload
FROM unnest($1::text[], $3::text[], $4::bytea[]) AS t (name, fold_version, payload)
ON CONFLICT DO NOTHING
"""
_PRUNE = """
DELETE FROM read.snapshots s USING (
    SELECT name, fold_version, position,
           row_number() OVER (PARTITION BY name, fold_version ORDER BY position DESC) AS age
    FROM read.snapshots WHERE name = ANY($1::text[])
) aged
WHERE (s.name, s.fold_version, s.position) = (aged.name, aged.fold_version, aged.position) AND aged.age > $2
"""
_NEWEST = """
WITH wanted AS (SELECT name, fold_version FROM unnest($1::text[], $2::text[]) AS t (name, fold_version)),
newest AS (
    SELECT position FROM read.snapshots JOIN wanted USING (name, fold_version)
    WHERE $3::bigint IS NULL OR position <= $3
    GROUP BY position HAVING count(*) = (SELECT count(*) FROM wanted) ORDER BY position DESC LIMIT 1
)
SELECT name, position, payload
FROM read.snapshots JOIN wanted USING (name, fold_version) JOIN newest USING (position)
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """States of several projections, all at one position; each a dump that its table loads."""

    position: int
    payloads: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SnapshotPart:
    """One projection's share: the version of its fold, and the dump as JSON (an object of states by key)."""

    fold_version: str
    dump: bytes


class SnapshotStore:
    """Keeps the newest ``KEPT`` snapshots of every fold version."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def save(self, position: int, parts: Mapping[str, SnapshotPart]) -> None:
        """Keep the states of projections at a position, all or none, and let the oldest go. Twice is once."""
        names = sorted(parts)
        packed = await asyncio.to_thread(lambda: [zlib.compress(parts[name].dump, _LEVEL) for name in names])
        versions = [parts[name].fold_version for name in names]
        async with driver_connection(self._engine) as connection, connection.transaction():
            await connection.execute(_SAVE, names, position, versions, packed)
            await connection.execute(_PRUNE, names, KEPT)

    async def newest(self, versions: Mapping[str, str], *, at_most: int | None = None) -> Snapshot | None:
        """The newest snapshot that holds all these projections in these fold versions, at one position.

        ``at_most`` bounds the position. Raises ``SnapshotUnreadable``.
        """
        if not versions:
            return None
        async with driver_connection(self._engine) as connection:
            rows = await connection.fetch(_NEWEST, list(versions), list(versions.values()), at_most)
        if not rows:
            return None
        position: int = rows[0]["position"]
        return Snapshot(position, {row["name"]: _unpacked(row["name"], position, row["payload"]) for row in rows})


def _unpacked(name: str, position: int, payload: bytes) -> dict[str, Any]:
    try:
        dump = orjson.loads(zlib.decompress(payload))
    except (zlib.error, orjson.JSONDecodeError) as error:
        raise SnapshotUnreadable(name, position) from error
    if not isinstance(dump, dict):
        raise SnapshotUnreadable(name, position)
    return dump
