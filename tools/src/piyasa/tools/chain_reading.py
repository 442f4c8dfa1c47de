"""Every fact of the chains that an id belongs to, from the archive where there is one and from the stream."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from piyasa.contracts.conversation import MessageReady
from piyasa.contracts.delivery import DeliverySettled, MessageApproved, MessageHeld, MessageRefused, MessageRetracted
from piyasa.contracts.envelope import CE_CORRELATION, CE_ID, Recorded
from piyasa.contracts.errors import ContractError
from piyasa.contracts.event import Event
from piyasa.database.archive import archive_last
from piyasa.database.archive_rows import COLUMNS, archived_of
from piyasa.database.engine import driver_connection
from piyasa.tools.message import fact_in

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from piyasa.tools.log_reading import LogReader
    from piyasa.tools.message import Message

_ROWS = f"SELECT {', '.join('headers::text' if name == 'headers' else name for name in COLUMNS)} FROM log.events"  # noqa: S608 - made of constants
_LATER = (MessageHeld, MessageApproved, MessageRefused, MessageRetracted, DeliverySettled)
"""What people may do to a message long after its chain, under correlations of their own."""
_LATER_WITHIN = timedelta(days=7)


async def chains(wanted: str, reader: LogReader, engine: AsyncEngine | None) -> list[Recorded[Event]]:
    """The facts of every chain that the id of a message, a tick, an event or a chain is part of, in order.

    Without an archive the whole stream is read. Facts that no release understands are left out.
    """
    archived = 0 if engine is None else await archive_last(engine)
    chains_of = {wanted} | (set() if engine is None else await _archived_chains(engine, wanted))
    async for message in _since(reader, archived):
        if _mentions(message, wanted):
            chains_of.add(message.headers.get(CE_CORRELATION, ""))
    chains_of.discard("")
    found: dict[int, Recorded[Event]] = {}
    if engine is not None:
        _take(found, await _archived(engine, chains_of))
    async for message in _since(reader, archived):
        if message.headers.get(CE_CORRELATION) in chains_of or _mentions(message, wanted):
            _take(found, [message])
    if engine is not None:
        _take(found, await _archived_later(engine, [*found.values()]))
    return [found[position] for position in sorted(found)]


async def _since(reader: LogReader, archived: int) -> AsyncIterator[Message]:
    async for batch in reader.batches(archived):
        for message in batch:
            yield message


def _mentions(message: Message, wanted: str) -> bool:
    return message.headers.get(CE_ID) == wanted or wanted.encode() in message.body


def _take(found: dict[int, Recorded[Event]], messages: Iterable[Message]) -> None:
    for each in messages:
        try:
            found[each.position] = fact_in(each)
        except ContractError:
            continue


async def _archived_chains(engine: AsyncEngine, wanted: str) -> set[str]:
    async with driver_connection(engine) as connection:
        rows = await connection.fetch(
            "SELECT DISTINCT correlation_id FROM read.messages WHERE id = $1 OR tick_id = $1", wanted
        )
    return {row["correlation_id"] for row in rows if row["correlation_id"]}


async def _archived(engine: AsyncEngine, chains_of: set[str]) -> list[Message]:
    async with driver_connection(engine) as connection:
        rows = await connection.fetch(f"{_ROWS} WHERE correlation_id = ANY($1::text[])", list(chains_of))
    return [archived_of(row) for row in rows]


async def _archived_later(engine: AsyncEngine, events: list[Recorded[Event]]) -> list[Message]:
    """What was done to the messages of a chain within a week, found by time and subject."""
    later: list[Message] = []
    for ready in events:
        if not isinstance(ready.data, MessageReady):
            continue
        subjects = [f"evt.chat.{ready.data.chat_id}.{kind.fact}" for kind in _LATER]
        async with driver_connection(engine) as connection:
            rows = await connection.fetch(
                f"{_ROWS} WHERE position > $1 AND time <= $2 AND subject = ANY($3::text[]) "
                "AND position($4::bytea IN body) > 0",
                ready.position,
                ready.time + _LATER_WITHIN,
                subjects,
                ready.data.message_id.encode(),
            )
        later += [archived_of(row) for row in rows]
    return later
