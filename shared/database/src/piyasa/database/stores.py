"""Where a service that only reads the database finds what its view begins with."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.database.archive import ArchiveReader
from piyasa.database.engine import new_engine
from piyasa.database.snapshots import SnapshotStore


@dataclass(frozen=True, slots=True)
class Stores:
    """Snapshots and the archive; without a database neither, and the whole stream is read at start."""

    snapshots: SnapshotStore | None = None
    archive: ArchiveReader | None = None


def stores_at(address: str | None, *, application: str) -> Stores:
    """The stores of the database at an address; it is connected to on first use. Raises ``AddressUnusable``."""
    if address is None:
        return Stores()
    engine = new_engine(address, application=application)
    return Stores(SnapshotStore(engine), ArchiveReader(engine))
