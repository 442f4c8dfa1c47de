"""A service's own copy of what the log says: folds in memory, fed by the log, never stale by more than a moment."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from piyasa.contracts.catalogue import CATALOGUE, Catalogue, fact_of
from piyasa.contracts.envelope import CE_ID, MSG_ID, Recorded, decode
from piyasa.contracts.errors import ContractError, MalformedSubject
from piyasa.contracts.event import Event
from piyasa.eventlog.direct import BATCH, DirectReader, RawMessage, ReadFailed
from piyasa.eventlog.errors import LogWentBack
from piyasa.eventlog.history import ArchiveReader, SnapshotStore, load_newest, read_before
from piyasa.eventlog.wakeups import WakeUps

if TYPE_CHECKING:
    from nats.aio.client import Client

    from piyasa.projections.fold import TableSet

KNOWN_IDS = 20_000
"""How many ids of the newest events a view remembers, to tell what is already on the log."""
_POLL = 1.0
"""Seconds after which the view looks at the log even when nobody woke it."""
_GUARD = 3.0
"""Seconds between looks at whether the stream was made anew or put back behind the view's back."""
_AFTER_TROUBLE = 0.25
_BUSY = 4
"""Facts found by one look from which on listening only costs: everything would be received twice."""
_BUSY_PAUSE = 0.01
"""Seconds between looks while the log is busy and nobody waits for a position."""
_CALM = 3
"""Looks in a row that find nothing after which the view listens again."""
_AGAIN = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05)
"""Seconds between looks after a wake-up that came before the message was stored."""

logger = structlog.get_logger(__name__)
OnChange = Callable[[str, str, Recorded[Event]], None]


class ViewMetrics(Protocol):
    """What a view counts."""

    def applied(self, *, position: int, pending: int) -> None:
        """A batch was folded."""

    def failed(self, projection: str) -> None:
        """A fold raised."""


class View:
    """Projections of the whole log, in memory.

    ``ready`` is set once the end of the log has been reached for the first time. Positions never go back: a stream
    that ends before the view's position raises ``LogWentBack`` out of ``run``.
    """

    def __init__(
        self,
        client: Client,
        tables: TableSet,
        *,
        snapshots: SnapshotStore | None = None,
        archive: ArchiveReader | None = None,
        catalogue: Catalogue = CATALOGUE,
        metrics: ViewMetrics | None = None,
    ) -> None:
        self.tables = tables
        self.position = 0
        self.ready = asyncio.Event()
        self.undecodable = 0
        self._client = client
        self._reader = DirectReader(client)
        self._snapshots, self._archive = snapshots, archive
        self._catalogue, self._metrics = catalogue, metrics
        self._facts = tables.facts
        self._listeners: list[OnChange] = []
        self._known: OrderedDict[str, int] = OrderedDict()
        self._wakeups = WakeUps(client)
        self._reads_begun = self._reads_current = 0
        self._confirmed_at = float("-inf")
        self._progress: asyncio.Future[None] | None = None
        self._failures_seen: dict[tuple[str, str], int] = {}
        self._guarded_at, self._reconnects = float("-inf"), 0

    def on_change(self, listener: OnChange) -> None:
        """Be told (projection, key, fact) after each change; listeners must not block."""
        self._listeners.append(listener)

    def rows(self, projection: str) -> Mapping[str, Any]:
        """The rows of one projection by key."""
        return self.tables.tables[projection].rows

    def knows(self, event_id: str) -> int | None:
        """The position of a fact that was folded lately, None when it is not among the newest ``KNOWN_IDS``."""
        return self._known.get(event_id)

    def confirmed_within(self, seconds: float) -> bool:
        """Whether the view was found to be at the log's end in the last ``seconds``."""
        return asyncio.get_running_loop().time() - self._confirmed_at <= seconds

    async def reached(self, position: int, *, timeout: float = 30.0) -> None:
        """Wait until everything up to ``position`` is folded; ``TimeoutError`` when it takes longer."""
        if self.position >= position:
            return
        async with asyncio.timeout(timeout):
            while self.position < position:
                await self._next_progress()

    async def catch_up(self, *, timeout: float = 10.0) -> None:
        """Wait until the view has been at the log's end at some moment after this call."""
        async with asyncio.timeout(timeout):
            wanted = self._reads_begun + 1
            while self._reads_current < wanted:
                await self._next_progress()

    async def run(self) -> None:
        """Load the newest snapshot, then follow the log until cancelled."""
        await self._load()
        while True:
            try:
                await self._follow()
            except (ReadFailed, TimeoutError, OSError) as error:
                logger.warning("view cannot read the log, trying again", reason=str(error), position=self.position)
                await asyncio.sleep(_AFTER_TROUBLE)

    async def _load(self) -> None:
        if self._snapshots is not None:
            try:
                self.position = await load_newest(self._snapshots, self.tables)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with it: without it the log is read whole
                logger.warning("no snapshot can be read, reading the log instead", reason=repr(error))
        await self._fill_from_archive()

    async def _fill_from_archive(self) -> None:
        """Read from the archive what the stream no longer holds."""
        state = await self._stream_state()
        first, last = state
        if last < self.position:
            raise LogWentBack(position=self.position, last=last)
        if first <= self.position + 1:
            return
        async for event in read_before(self._archive, first, position=self.position):
            self._remember(event.id, event.position)
            self._fold(event)
            self.position = event.position
        self.position = first - 1

    async def _guard(self) -> None:
        """See now and then, and after each lost connection, that this is still the log that was read."""
        now, reconnects = asyncio.get_running_loop().time(), self._client.stats["reconnects"]
        if now - self._guarded_at > _GUARD or reconnects != self._reconnects:
            await self._fill_from_archive()
            self._guarded_at, self._reconnects = now, reconnects

    async def _stream_state(self) -> tuple[int, int]:
        while True:
            try:
                info = await self._client.jetstream().stream_info(self._reader.stream)
            except Exception as error:  # noqa: BLE001 - whatever the client raises while the broker is away
                logger.warning("waiting for the log", reason=repr(error))
                await asyncio.sleep(1.0)
            else:
                return info.state.first_seq, info.state.last_seq

    async def _follow(self) -> None:
        """Read to the end, sleep until somebody publishes, and again; while the log is busy, just look often."""
        while True:
            await self._follow_listening()
            await self._follow_looking()

    async def _follow_listening(self) -> None:
        """Be woken by publishes; returns once the log is busy.

        A publish wakes the view before its message is stored: what was heard of and not yet found is looked for again.
        """
        await self._wakeups.listen()
        tries = 0
        while await self._read_on() < _BUSY:
            if self._wakeups.owed and tries < len(_AGAIN):
                tries += 1
                await self._wakeups.sleep(_AGAIN[tries - 1])
            else:
                tries = self._wakeups.owed = 0
                await self._wakeups.sleep(_POLL)
        await self._wakeups.listen_no_more()

    async def _follow_looking(self) -> None:
        """Look every ``_BUSY_PAUSE``, and at once when somebody waits for a position; returns once the log is calm."""
        empty = 0
        while empty < _CALM:
            await self._wakeups.sleep(_BUSY_PAUSE)
            empty = 0 if await self._read_on() else empty + 1

    async def _read_on(self) -> int:
        """Fold everything up to the log's end; how many positions that were."""
        before = self.position
        while True:
            self._wakeups.clear()
            await self._guard()
            if await self._look():
                return self.position - before

    async def _look(self) -> bool:
        """Fold what has come; whether this was all there is."""
        self._reads_begun += 1
        turn = self._reads_begun
        begun_at = asyncio.get_running_loop().time()
        batch = await self._reader.read(self.position, BATCH)
        for raw in batch.messages:
            self._apply(raw)
        self._wakeups.found(len(batch.messages))
        if batch.at_end:
            self._reads_current, self._confirmed_at = turn, begun_at
            self.ready.set()
        self._report(len(batch.messages), pending=batch.pending, at_end=batch.at_end)
        return batch.at_end

    def _apply(self, raw: RawMessage) -> None:
        self.position = raw.position
        self._remember(raw.headers.get(CE_ID) or raw.headers.get(MSG_ID), raw.position)
        try:
            if fact_of(raw.subject) not in self._facts:
                return
            event = decode(
                position=raw.position, time=raw.time, subject=raw.subject, headers=raw.headers, body=raw.body,
                catalogue=self._catalogue,
            )  # fmt: skip
        except (ContractError, MalformedSubject) as error:
            self.undecodable += 1
            logger.error("undecodable event in the log", position=raw.position, reason=str(error))
            return
        self._fold(event)

    def _remember(self, event_id: str | None, position: int) -> None:
        """Of every fact, folded or not: this process may be the one that published it."""
        if event_id is not None:
            self._known[event_id] = position
            if len(self._known) > KNOWN_IDS:
                self._known.popitem(last=False)

    def _fold(self, event: Recorded[Event]) -> None:
        try:
            self.tables.apply(event, self._tell)
        except Exception as error:
            self.undecodable += 1
            logger.error("a fact could not be folded", position=event.position, reason=repr(error), exc_info=error)

    def _tell(self, projection: str, key: str, event: Recorded[Event]) -> None:
        for listener in self._listeners:
            try:
                listener(projection, key, event)
            except Exception as error:
                logger.error("a listener raised", projection=projection, position=event.position, exc_info=error)

    def _report(self, events: int, *, pending: int, at_end: bool) -> None:
        if self._progress is not None and (events or at_end):
            self._progress.set_result(None)
            self._progress = None
        if events:
            self._report_failures()
            if self._metrics is not None:
                self._metrics.applied(position=self.position, pending=pending)

    def _report_failures(self) -> None:
        for failure in self.tables.failures:
            name = (failure.projection, failure.key)
            if self._failures_seen.get(name) == failure.position:
                continue
            self._failures_seen[name] = failure.position
            logger.error("a fold raised", projection=failure.projection, key=failure.key, reason=failure.error)
            if self._metrics is not None:
                self._metrics.failed(failure.projection)

    async def _next_progress(self) -> None:
        if self._progress is None or self._progress.done():
            self._progress = asyncio.get_running_loop().create_future()
        self._wakeups.hurry()
        await asyncio.shield(self._progress)
