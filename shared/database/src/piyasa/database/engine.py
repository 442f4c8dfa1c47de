"""Engines and their connections: one pool a process, checked before use, measured when asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeAlias

import asyncpg
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from piyasa.database.addresses import engine_url
from piyasa.database.settings import PoolSettings

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

_OPERATIONS = frozenset({"select", "insert", "update", "delete"})


class Observer(Protocol):
    """Told what the engine does, for metrics."""

    def query(self, operation: str, seconds: float) -> None:
        """One statement took that long; the operation is its verb, or ``other``."""

    def connections(self, change: int) -> None:
        """A connection was taken (+1) or given back (-1)."""


def new_engine(
    address: str, *, application: str, pool: PoolSettings | None = None, observer: Observer | None = None
) -> AsyncEngine:
    """An engine for one process; it connects on first use and replaces connections the server has dropped.

    ``application`` is the name that ``pg_stat_activity`` shows. Raises ``AddressUnusable``.
    """
    chosen = pool or PoolSettings()
    engine = create_async_engine(
        engine_url(address),
        pool_size=chosen.pool_size,
        max_overflow=chosen.max_overflow,
        pool_timeout=chosen.pool_timeout,
        pool_recycle=chosen.pool_recycle,
        pool_pre_ping=True,
        connect_args={
            "timeout": chosen.connect_timeout,
            "command_timeout": chosen.command_timeout,
            "server_settings": {"application_name": application},
        },
    )
    if observer is not None:
        _observe(engine, observer)
    return engine


@asynccontextmanager
async def driver_connection(engine: AsyncEngine) -> AsyncIterator[Connection]:
    """The driver's own connection from the engine's pool, for COPY and arrays without a layer in between.

    Do not close it; it goes back to the pool.
    """
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        held: Any = raw.driver_connection
        yield held


def _observe(engine: AsyncEngine, observer: Observer) -> None:
    """Statements go straight to the driver, past SQLAlchemy's cursors: only the driver sees them all but COPY."""
    target = engine.sync_engine

    def done(statement: Any) -> None:  # noqa: ANN401 - the driver's record has no type of its own
        verb = statement.query.lstrip()[:6].lower()
        observer.query(verb if verb in _OPERATIONS else "other", statement.elapsed)

    def connected(adapted: Any, _: object) -> None:  # noqa: ANN401 - SQLAlchemy's signature
        adapted.driver_connection.add_query_logger(done)

    event.listen(target, "connect", connected)
    event.listen(target, "checkout", lambda *_: observer.connections(1))
    event.listen(target, "checkin", lambda *_: observer.connections(-1))
