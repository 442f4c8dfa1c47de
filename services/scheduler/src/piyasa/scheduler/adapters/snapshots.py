"""Snapshots out of PostgreSQL, in the terms of the view."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from piyasa.database.snapshots import SnapshotStore
from piyasa.eventlog.view import Snapshot

logger = structlog.get_logger(__name__)


class PostgresSnapshots:
    """The newest snapshot, or none: without one a view reads the whole stream, which is slower and just as good."""

    def __init__(self, store: SnapshotStore) -> None:
        self._store = store

    async def newest(self, versions: Mapping[str, str]) -> Snapshot | None:
        """The newest snapshot that holds all these projections in these versions."""
        try:
            found = await self._store.newest(versions)
        except Exception as error:  # noqa: BLE001 - whatever the driver raises while the database is away
            logger.warning("no snapshot can be read, reading the log instead", reason=repr(error))
            return None
        return None if found is None else Snapshot(found.position, found.payloads)
