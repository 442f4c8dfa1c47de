"""Snapshots of the projector's read models."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson

from piyasa.database.snapshots import SnapshotPart, SnapshotStore
from piyasa.projections.fold import Table, adapter_of
from piyasa.projector.domain.read_models import ReadModels


class PostgresSnapshots:
    """Saves all projections at one position; dumping pauses between aggregates, so that health goes on answering."""

    def __init__(self, store: SnapshotStore) -> None:
        self._store = store

    async def save(self, models: ReadModels, position: int) -> None:
        """Keep the states of all projections at a position; they must not change meanwhile."""
        parts = {
            name: SnapshotPart(table.projection.version, await _dump(table))
            for name, table in models.tables.tables.items()
        }
        await self._store.save(position, parts)


async def _dump(table: Table[Any]) -> bytes:
    adapter = adapter_of(table.projection.state)
    members = []
    for key in sorted(table.rows):
        members.append(orjson.dumps(key) + b":" + adapter.dump_json(table.rows[key]))
        await asyncio.sleep(0)
    return b"{" + b",".join(members) + b"}"
