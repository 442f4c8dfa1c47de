"""Audit, archive and vault in PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import asyncpg
import orjson
import structlog
from sqlalchemy.exc import SQLAlchemyError

from piyasa.admin_api.domain.errors import AuditUnavailable, VaultUnavailable
from piyasa.admin_api.domain.operations import Carried
from piyasa.database.engine import driver_connection
from piyasa.database.errors import VaultError

if TYPE_CHECKING:
    from pydantic import SecretStr
    from sqlalchemy.ext.asyncio import AsyncEngine

    from piyasa.database.token_vault import PostgresTokenVault

TROUBLE = (OSError, TimeoutError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""Whatever the driver and its pool raise while the database is away."""
logger = structlog.get_logger(__name__)

_RECORD = "INSERT INTO iam.audit (actor, action, detail) VALUES ($1, $2, $3::text::jsonb)"
_FACTS = "SELECT id, position FROM log.events WHERE correlation_id = $1"


class PostgresAudit:
    """Lines of ``iam.audit``, which only grows."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def record(self, actor: str, action: str, detail: Mapping[str, Any]) -> None:
        """Write one line, for good."""
        try:
            async with driver_connection(self._engine) as connection:
                await connection.execute(_RECORD, actor, action, orjson.dumps(dict(detail)).decode())
        except TROUBLE as error:
            raise AuditUnavailable(type(error).__name__) from error


class PostgresHistory:
    """The archive, by correlation."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def carried(self, operation: str) -> Carried:
        """An operation's archived facts; none while the database is away: the view knows the newest."""
        try:
            async with driver_connection(self._engine) as connection:
                rows = await connection.fetch(_FACTS, operation)
        except TROUBLE as error:
            logger.warning("the archive does not answer; only recent operations are known", reason=str(error))
            return Carried()
        known = {row["id"]: row["position"] for row in rows if row["id"] is not None}
        return Carried(frozenset(known), max(known.values(), default=0))


class PostgresVault:
    """Bot tokens, with the refusals of the use cases."""

    def __init__(self, vault: PostgresTokenVault) -> None:
        self._vault = vault

    async def store(self, bot_id: str, token: SecretStr) -> None:
        """Keep a persona's token in place of the one before."""
        async with _told(bot_id):
            await self._vault.store(bot_id, token)

    async def forget(self, bot_id: str) -> None:
        """Drop a persona's token."""
        async with _told(bot_id):
            await self._vault.forget(bot_id)


@asynccontextmanager
async def _told(bot_id: str) -> AsyncIterator[None]:
    try:
        yield
    except (*TROUBLE, VaultError) as error:
        raise VaultUnavailable(bot_id, type(error).__name__) from error
