"""Statements that write tables of schema ``read``: one a table and batch, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from piyasa.database.engine import Connection
from piyasa.projector.domain.read_models import Row
from piyasa.projector.domain.ways import FIRST_STAYS, Change

_TYPES = {
    "kind": "text",
    "tick_id": "text",
    "chat_id": "text",
    "bot_id": "text",
    "lane": "text",
    "reason": "text",
    "part": "integer",
    "attempt": "integer",
    "last_fact": "text",
    "text": "text",
    "provider": "text",
    "model": "text",
    "cost": "double precision",
    "requested_at": "timestamptz",
    "drafted_at": "timestamptz",
    "ready_at": "timestamptz",
    "send_at": "timestamptz",
    "held_at": "timestamptz",
    "approved_at": "timestamptz",
    "ended_at": "timestamptz",
    "outcome": "text",
    "outcome_reason": "text",
    "settled": "text",
    "retracted_at": "timestamptz",
    "telegram_message_id": "bigint",
    "correlation_id": "text",
    "trace_id": "text",
    "position": "bigint",
}
"""The columns of ``read.messages`` beside its id."""
_WORDS = frozenset({"text", "outcome_reason"})
"""Columns that hold what somebody wrote: a NUL may be in it, which no text column takes."""


async def write_states(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Write a projection's rows into ``read.<table>`` and take away those that ended."""
    ended = [row.key for row in rows if row.state is None]
    if ended:
        await connection.execute(f"DELETE FROM read.{table} WHERE key = ANY($1::text[])", ended)
    kept = [row for row in rows if row.state is not None]
    if kept:
        await connection.execute(
            f"INSERT INTO read.{table} (key, position, state) "
            "SELECT key, position, state::jsonb FROM unnest($1::text[], $2::bigint[], $3::text[]) "
            "AS new (key, position, state) "
            "ON CONFLICT (key) DO UPDATE SET position = EXCLUDED.position, state = EXCLUDED.state",
            [row.key for row in kept],
            [row.position for row in kept],
            [row.state for row in kept],
        )


async def write_ways(connection: Connection, table: str, changes: Mapping[str, Change]) -> None:
    """Write changes of messages into ``read.<table>``."""
    if changes:
        columns = [[_storable(name, change.get(name)) for change in changes.values()] for name in _TYPES]
        await connection.execute(_upsert(table), list(changes), *columns)


def _upsert(table: str) -> str:
    names = ", ".join(_TYPES)
    arrays = ", ".join(f"${number}::{kind}[]" for number, kind in enumerate(_TYPES.values(), 2))
    updates = ", ".join(
        f"{name} = COALESCE(old.{name}, EXCLUDED.{name})"
        if name in FIRST_STAYS
        else f"{name} = COALESCE(EXCLUDED.{name}, old.{name})"
        for name in _TYPES
    )
    return (
        f"INSERT INTO read.{table} AS old (id, {names}) SELECT * FROM unnest($1::text[], {arrays}) "
        f"ON CONFLICT (id) DO UPDATE SET {updates}"
    )


def _storable(column: str, value: object) -> object:
    return value.replace("\x00", "\ufffd") if column in _WORDS and isinstance(value, str) else value
