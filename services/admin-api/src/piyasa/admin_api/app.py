"""Puts the admin API together."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING

from piyasa.admin_api.adapters.database import TROUBLE, PostgresAudit, PostgresHistory, PostgresVault
from piyasa.admin_api.adapters.http.api import api
from piyasa.admin_api.adapters.http.desk import Desk, Reception
from piyasa.admin_api.adapters.log import LiveModel, NatsFactLog
from piyasa.admin_api.domain.operations import Operations
from piyasa.admin_api.use_cases.changing import Changes
from piyasa.admin_api.use_cases.keys import Keys
from piyasa.database.archive import ArchiveReader
from piyasa.database.cipher import TokenCipher
from piyasa.database.engine import driver_connection, new_engine
from piyasa.database.errors import DatabaseError
from piyasa.database.snapshots import Snapshot, SnapshotStore
from piyasa.database.token_vault import PostgresTokenVault
from piyasa.database.vault_keys import VaultKeys
from piyasa.eventlog.log import new_id, utc_now
from piyasa.eventlog.parts import Parts
from piyasa.eventlog.service import Service
from piyasa.projections.directory import Bots, Chats, Installations
from piyasa.projections.fold import TableSet
from piyasa.projections.memories import Memories
from piyasa.telemetry import Finding, Gate, healthy, unhealthy

if TYPE_CHECKING:
    from piyasa.admin_api.settings import AdminSettings
    from piyasa.telemetry.requests import AsgiApp

SERVICE = "admin-api"


def admin_service(settings: AdminSettings) -> AdminService:
    """The service, ready to run; raises ``ValueError`` or ``OSError`` when the settings do not let it start."""
    try:
        return AdminService(settings)
    except DatabaseError as error:
        raise ValueError(str(error)) from error


class AdminService(Service):
    """The process: a FastStream service whose HTTP side is the API.

    HTTP answers from the first moment, with 503 until the broker is reached and the view has caught up.
    """

    def __init__(self, settings: AdminSettings) -> None:
        """Read key and vault keys at once, so that a missing one is an error at start.

        Raises ``ValueError``, ``OSError`` and ``DatabaseError``.
        """
        assert settings.database_url is not None  # noqa: S101 - the settings require them
        assert settings.vault_key_file is not None  # noqa: S101
        key, vault_keys = settings.api_key(), VaultKeys.read(settings.vault_key_file)
        self._patience = settings.admin_read_patience
        self._reception = Reception()
        engine = new_engine(settings.database_url, application=f"piyasa-{SERVICE}")
        self._engine, self._cipher = engine, TokenCipher(vault_keys)
        tables = TableSet.of((Bots(), Chats(), Installations(), Memories(), Operations()))
        super().__init__(
            SERVICE,
            settings,
            self._open,
            projections=[table.projection for table in tables.tables.values()],
            snapshots=ViewSnapshots(SnapshotStore(engine)),
            archive=ArchiveReader(engine, facts=tables.facts),
        )
        self._http = api(
            self._reception,
            key,
            self.telemetry.metrics,
            version=settings.release,
            open_routes=self.telemetry.routes,
        )

    @property
    def asgi(self) -> AsgiApp:
        """The API with health and metrics."""
        return self._http

    async def _open(self, parts: Parts) -> None:
        """Open the desk once the broker is reached and the view is ready."""
        model = LiveModel(parts.view)
        changes = Changes(
            NatsFactLog(parts.log, parts.client),
            model,
            PostgresAudit(self._engine),
            PostgresHistory(self._engine),
            patience=self._patience,
        )
        parts.telemetry.health.add("database", self._check_database, gate=Gate.NONE)
        parts.on_close(self._engine.dispose)
        self._reception.desk = Desk(
            changes=changes,
            model=model,
            keys=Keys(),
            vault=PostgresVault(PostgresTokenVault(self._engine, self._cipher)),
            tracing=parts.telemetry.traces,
            now=utc_now,
            new_id=new_id,
            draw=Random,
        )

    async def _check_database(self) -> Finding:
        try:
            async with driver_connection(self._engine) as connection:
                await connection.fetchval("SELECT 1")
        except TROUBLE as error:
            return unhealthy(f"the database does not answer ({type(error).__name__}): tokens and audit cannot be kept")
        return healthy()


class ViewSnapshots:
    """The database's snapshots in the view's terms."""

    def __init__(self, store: SnapshotStore) -> None:
        self._store = store

    async def newest(self, versions: Mapping[str, str]) -> Snapshot | None:
        """The newest snapshot of all these projections but operations: those before it are in the archive."""
        found = await self._store.newest({name: each for name, each in versions.items() if name != Operations.name})
        return None if found is None else Snapshot(found.position, {**found.payloads, Operations.name: {}})
