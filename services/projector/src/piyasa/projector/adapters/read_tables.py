"""Statements that write tables of schema ``read``: one a table and batch, whatever the number of rows."""

# ruff: noqa: S608 - statements are made of this package's own names, values travel as parameters

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import orjson

from piyasa.database.engine import Connection
from piyasa.projector.domain.json_text import without_nul
from piyasa.projector.domain.read_models import Row
from piyasa.projector.domain.vectors import VectorChanges
from piyasa.projector.domain.ways import FIRST_STAYS, Change

_TYPES = {
    "kind": "text",
    "tick_id": "text",
    "chat_id": "text",
    "bot_id": "text",
    "lane": "text",
    "reason": "text",
    "part": "bigint",
    "attempt": "bigint",
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
_BIGINT = 2**63 - 1
_UPSERT = (
    f"INSERT INTO read.{{table}} AS old (id, {', '.join(_TYPES)}) SELECT * FROM json_to_recordset($1::text::json) "
    f"AS new (id text, {', '.join(f'{name} {kind}' for name, kind in _TYPES.items())}) "
    "ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(
        f"{name} = COALESCE(old.{name}, EXCLUDED.{name})"
        if name in FIRST_STAYS
        else f"{name} = COALESCE(EXCLUDED.{name}, old.{name})"
        for name in _TYPES
    )
)
_UPSERT_VECTORS = (
    "INSERT INTO read.{table} (bot_id, memory_id, model, embedding, position) "
    "SELECT bot_id, memory_id, model, embedding, position FROM json_to_recordset($1::text::json) "
    "AS new (bot_id text, memory_id text, model text, embedding real[], position bigint) "
    "ON CONFLICT (bot_id, memory_id) DO UPDATE "
    "SET model = EXCLUDED.model, embedding = EXCLUDED.embedding, position = EXCLUDED.position"
)
_DELETE_VECTORS = (
    "DELETE FROM read.{table} AS old USING json_to_recordset($1::text::json) AS gone (bot_id text, memory_id text) "
    "WHERE (old.bot_id, old.memory_id) = (gone.bot_id, gone.memory_id)"
)


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
    """Write changes of messages into ``read.<table>``.

    They travel as one JSON text: the driver takes five times as long to encode an array for each column.
    """
    if changes:
        rows = [{"id": row_id, **change} for row_id, change in changes.items()]
        await connection.execute(_UPSERT.format(table=table), without_nul(_json(rows)))


async def write_vectors(connection: Connection, table: str, changes: VectorChanges) -> None:
    """Take out of ``read.<table>`` what is gone and write what is kept."""
    gone: list[Change] = [{"bot_id": bot_id, "memory_id": memory_id} for bot_id, memory_id in changes.gone]
    if gone:
        await connection.execute(_DELETE_VECTORS.format(table=table), without_nul(_json(gone)))
    kept: list[Change] = [
        {"bot_id": bot_id, "memory_id": memory_id, **asdict(vector)}
        for (bot_id, memory_id), vector in changes.kept.items()
    ]
    if kept:
        await connection.execute(_UPSERT_VECTORS.format(table=table), without_nul(_json(kept)))


def _json(rows: Sequence[Change]) -> bytes:
    try:
        return orjson.dumps(rows)
    except TypeError:
        return orjson.dumps([{name: _tamed(value) for name, value in row.items()} for row in rows])


def _tamed(value: object) -> object:
    """What JSON and PostgreSQL can hold of a value: no absurd fact may stop all that follow it."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return None if isinstance(value, int) and abs(value) > _BIGINT else value
