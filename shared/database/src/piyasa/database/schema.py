"""The version of the database's schema, and the way from one to another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from piyasa.database.addresses import engine_url

MIGRATIONS = Path(__file__).with_name("migrations")
VERSION_TABLE = "piyasa_migrations"


async def upgrade(address: str, revision: str = "head") -> None:
    """Bring the schema to a revision, in one transaction. Needs an account that owns the database."""
    await _run(address, lambda connection: command.upgrade(_config(connection), revision))


async def downgrade(address: str, revision: str) -> None:
    """Take the schema back to a revision (``base`` for nothing at all), in one transaction; data is dropped."""
    await _run(address, lambda connection: command.downgrade(_config(connection), revision))


async def current(address: str) -> str | None:
    """The revision the database is at; None before the first migration."""
    found: list[str | None] = []

    def look(connection: Connection) -> None:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        found.append(context.get_current_revision())

    await _run(address, look)
    return found[0]


def newest() -> str:
    """The revision that this release works with."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None, "the package holds at least one migration"  # noqa: S101 - a fact of the package
    return head


async def _run(address: str, work: Callable[[Connection], None]) -> None:
    engine = create_async_engine(engine_url(address), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(work)
    finally:
        await engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
