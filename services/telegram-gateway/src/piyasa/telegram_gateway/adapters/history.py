"""Where the view begins: the newest snapshot in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from piyasa.database.snapshots import SnapshotStore
from piyasa.eventlog.view import Snapshot


@dataclass(frozen=True, slots=True)
class PostgresSnapshots:
    """Snapshots in the form in which a view takes them."""

    store: SnapshotStore

    async def newest(self, versions: Mapping[str, str]) -> Snapshot | None:
        """The newest snapshot that holds all these projections in these versions."""
        found = await self.store.newest(versions)
        return None if found is None else Snapshot(found.position, found.payloads)
