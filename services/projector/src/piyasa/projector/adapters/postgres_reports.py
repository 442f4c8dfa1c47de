"""Reports in PostgreSQL: a row for each chat and window, and for each persona and hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import orjson
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.analytics.figures import as_json
from piyasa.database.engine import Connection, driver_connection
from piyasa.projections.directory.installation import SYSTEM
from piyasa.projections.directory.settings import Settings
from piyasa.projections.directory.state import Installation
from piyasa.projections.fold import adapter_of
from piyasa.projector.use_cases.reporting import Window

_KEEP = {
    "chat_reports": """
INSERT INTO read.chat_reports (chat_id, since, until, report)
SELECT key, $3, $4, report::jsonb FROM unnest($1::text[], $2::text[]) AS new (key, report)
ON CONFLICT (chat_id, until) DO UPDATE SET since = EXCLUDED.since, report = EXCLUDED.report, measured = now()
""",
    "persona_reports": """
INSERT INTO read.persona_reports (bot_id, since, until, report)
SELECT key, $3, $4, report::jsonb FROM unnest($1::text[], $2::text[]) AS new (key, report)
ON CONFLICT (bot_id, until) DO UPDATE SET since = EXCLUDED.since, report = EXCLUDED.report, measured = now()
""",
}


class PostgresReports:
    """Keeps reports; the same window kept twice stands there once."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def last(self) -> datetime | None:
        """The end of the newest window measured."""
        async with driver_connection(self._engine) as connection:
            found: datetime | None = await connection.fetchval(
                "SELECT greatest((SELECT max(until) FROM read.chat_reports), "
                "(SELECT max(until) FROM read.persona_reports))"
            )
        return found

    async def position_at(self, moment: datetime) -> int:
        """The position of the last fact before a moment; 0 when there is none."""
        async with driver_connection(self._engine) as connection:
            found: int | None = await connection.fetchval(
                "SELECT max(position) FROM log.events WHERE time < $1", moment
            )
        return found or 0

    async def settings(self) -> Settings:
        """How the installation is set, as last written."""
        async with driver_connection(self._engine) as connection:
            state: str | None = await connection.fetchval(
                "SELECT state::text FROM read.installation WHERE key = $1", SYSTEM
            )
        return Settings() if state is None else Settings.of(adapter_of(Installation).validate_json(state))

    async def keep(self, window: Window, *, forget_before: datetime) -> None:
        """Keep a window's reports in one transaction."""
        async with driver_connection(self._engine) as connection, connection.transaction():
            await _keep(connection, "chat_reports", window.chats, window)
            await _keep(connection, "persona_reports", window.personas, window)
            await connection.execute("DELETE FROM read.chat_reports WHERE until < $1", forget_before)
            await connection.execute("DELETE FROM read.persona_reports WHERE until < $1", forget_before)


async def _keep(connection: Connection, table: str, reports: Mapping[str, object], window: Window) -> None:
    if reports:
        texts = [orjson.dumps(as_json(each)).decode() for each in reports.values()]
        await connection.execute(_KEEP[table], list(reports), texts, window.since, window.until)
