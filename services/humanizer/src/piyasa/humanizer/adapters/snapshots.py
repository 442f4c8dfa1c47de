"""Starts the view from the projector's newest snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from piyasa.eventlog.view import Snapshot

if TYPE_CHECKING:
    from piyasa.database.snapshots import SnapshotStore


class PostgresSnapshots:
    """Hands the database's snapshots to a view."""

    def __init__(self, store: SnapshotStore) -> None:
        self._store = store

    async def newest(self, versions: Mapping[str, str]) -> Snapshot | None:
        """The newest snapshot that holds all these projections in these versions."""
        found = await self._store.newest(versions)
        return None if found is None else Snapshot(found.position, found.payloads)
