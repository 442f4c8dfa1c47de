"""The archive of the log: every fact ever recorded, by position."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.contracts.catalogue import fact_of
from piyasa.contracts.envelope import Recorded, decode
from piyasa.contracts.errors import ContractError
from piyasa.contracts.event import Event
from piyasa.database.archive_rows import COLUMNS, Archived, archived_of
from piyasa.database.engine import driver_connection

BATCH = 1000
_SELECT = f"""
SELECT {", ".join("headers::text" if name == "headers" else name for name in COLUMNS)} FROM log.events
WHERE position > $1 AND ($2::bigint IS NULL OR position <= $2) ORDER BY position LIMIT $3
"""  # noqa: S608 - made of constants

OnUndecodable = Callable[[Archived, ContractError], None]


async def archive_last(engine: AsyncEngine) -> int:
    """Position of the newest archived fact; 0 when there is none."""
    async with driver_connection(engine) as connection:
        last: int | None = await connection.fetchval("SELECT max(position) FROM log.events")
    return last or 0


class ArchiveReader:
    """Reads the archive in order of position, a batch and a connection at a time, so that no transaction stays open.

    ``facts`` names the facts that are wanted; all others are dropped before they are decoded.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        *,
        facts: frozenset[str] | None = None,
        batch: int = BATCH,
        on_undecodable: OnUndecodable | None = None,
    ) -> None:
        self._engine, self._facts, self._batch = engine, facts, batch
        self._on_undecodable = on_undecodable

    async def last(self) -> int:
        """Position of the newest archived fact, wanted or not; 0 when there is none."""
        return await archive_last(self._engine)

    async def batches(self, after: int, until: int | None = None) -> AsyncIterator[list[Archived]]:
        """Messages with after < position <= until, as they were; until the end when ``until`` is None."""
        while until is None or after < until:
            async with driver_connection(self._engine) as connection:
                rows = await connection.fetch(_SELECT, after, until, self._batch)
            if not rows:
                return
            yield [archived_of(row) for row in rows]
            after = rows[-1]["position"]

    async def read(self, after: int, until: int | None = None) -> AsyncIterator[Recorded[Event]]:
        """Facts with after < position <= until. What no release understands is reported and left out."""
        async for batch in self.batches(after, until):
            for message in batch:
                recorded = self.decoded(message)
                if recorded is not None:
                    yield recorded

    def decoded(self, message: Archived) -> Recorded[Event] | None:
        """The fact in a message; None when it is not wanted or not understood."""
        try:
            if self._facts is not None and fact_of(message.subject) not in self._facts:
                return None
            return decode(
                position=message.position,
                time=message.time,
                subject=message.subject,
                headers=message.headers,
                body=message.body,
            )
        except ContractError as error:
            if self._on_undecodable is not None:
                self._on_undecodable(message, error)
            return None
