"""The whole log, from its first position on: the archive where the stream no longer reaches back, then the stream."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nats.errors import Error as NatsError

from piyasa.contracts.topology import ALL_EVENTS, EVENTS
from piyasa.database.archive import ArchiveReader
from piyasa.eventlog.direct import BATCH, DirectReader, ReadFailed

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.aio.msg import Msg
    from sqlalchemy.ext.asyncio import AsyncEngine

    from piyasa.tools.message import Message

_PAUSE = 0.5
_LOOK_AGAIN = 2.0
"""Seconds after which the end of the log is looked at even when nobody was heard publishing."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last position of the stream; ``last`` is ``first`` - 1 when it is empty."""

    first: int
    last: int


class LogReader:
    """Reads messages in order of position, as they were recorded."""

    def __init__(self, client: Client, engine: AsyncEngine | None, *, filter: str = ALL_EVENTS) -> None:  # noqa: A002
        self._client, self._engine, self._filter = client, engine, filter
        self._reader = DirectReader(client, EVENTS, filter)

    async def bounds(self) -> Bounds:
        """What the stream holds now."""
        state = (await self._client.jetstream().stream_info(EVENTS)).state
        return Bounds(max(state.first_seq, 1), state.last_seq)

    async def out_of_reach(self, after: int) -> int:
        """How many positions after this one neither the stream nor an archive can tell."""
        return max(0, (await self.bounds()).first - 1 - after) if self._engine is None else 0

    async def batches(self, after: int) -> AsyncIterator[Sequence[Message]]:
        """Everything after a position that the filter lets through, until the end of the log.

        The archive does not filter: what comes from there may be anything.
        """
        first = (await self.bounds()).first
        if self._engine is not None and after < first - 1:
            async for batch in ArchiveReader(self._engine).batches(after, first - 1):
                yield batch
            after = first - 1
        while True:
            read = await self._reader.read(after)
            if read.messages:
                yield read.messages
                after = read.messages[-1].position
            if read.at_end:
                return

    async def followed(self, after: int) -> AsyncIterator[Sequence[Message]]:
        """What comes after a position, for ever; the broker may go away and come back meanwhile."""
        async with self._heard() as heard:
            while True:
                heard.clear()
                try:
                    read = await self._reader.read(after, BATCH)
                except (ReadFailed, NatsError):
                    await asyncio.sleep(_PAUSE)
                    continue
                if read.messages:
                    yield read.messages
                    after = read.messages[-1].position
                if read.at_end:
                    await _soon(heard)

    @asynccontextmanager
    async def _heard(self) -> AsyncIterator[asyncio.Event]:
        """Set whenever somebody publishes what the filter lets through."""
        heard = asyncio.Event()

        async def note(_: Msg) -> None:
            heard.set()

        subscription = await self._client.subscribe(self._filter, cb=note)
        try:
            yield heard
        finally:
            await subscription.unsubscribe()


async def _soon(heard: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(_LOOK_AGAIN):
            await heard.wait()
    except TimeoutError:
        return
