"""One replica's run of batches: what the log brings goes into the database, one transaction each."""

from __future__ import annotations

from time import perf_counter
from typing import Protocol

import structlog

from piyasa.contracts.envelope import TRACEPARENT
from piyasa.projector.domain.batch import Batch
from piyasa.projector.domain.continuity import GapInLog, StreamBehind, StreamDiverged, gaps
from piyasa.projector.domain.read_models import ReadModels
from piyasa.projector.domain.rhythm import Rhythm
from piyasa.projector.ports import Commit, Flush, Log, Measures, Store
from piyasa.projector.use_cases.loading import Resumed

logger = structlog.get_logger(__name__)


class Snapshots(Protocol):
    """Where snapshots go."""

    async def save(self, models: ReadModels, position: int) -> None:
        """Keep the states of all projections at a position."""


class Following:
    """One replica's run of batches, from one checkpoint to the next."""

    def __init__(
        self, log: Log, store: Store, snapshots: Snapshots, measures: Measures, rhythm: Rhythm, resumed: Resumed
    ) -> None:
        self.models, self.position = resumed.models, resumed.position
        self.unreadable = 0
        self._generation, self._afresh = resumed.generation, resumed.afresh
        self._log, self._store, self._snapshots = log, store, snapshots
        self._measures, self._rhythm = measures, rhythm
        now = perf_counter()
        self._flushed_at, self._snapshot_at, self._checked_at = now - rhythm.flush, now, now
        self._snapshot_position = self.position

    async def check_identity(self) -> None:
        """See that the stream still holds what was archived last. Raises ``LogBroken``."""
        await self._check_end()
        if self.position == 0:
            return
        found = await self._log.read(self.position - 1, 1)
        if not found.messages or found.messages[0].position != self.position:
            return
        archived = await self._store.archived_body(self.position)
        if archived is not None and archived != found.messages[0].body:
            raise StreamDiverged(self.position)

    async def step(self) -> bool:
        """Take what has come into the database; whether this was all there is. Raises ``LogBroken``."""
        found = await self._log.read(self.position, self._rhythm.batch)
        if found.messages:
            await self._refuse_gaps([message.position for message in found.messages])
            with self._measures.span(message.headers.get(TRACEPARENT) for message in found.messages):
                batch = Batch()
                for message in found.messages:
                    batch.take(message, self.models)
                await self._commit(batch, found.messages[-1].position, pending=found.pending)
        elif self._behind and self._flush_due():
            await self.flush()
        elif perf_counter() - self._checked_at >= self._rhythm.check:
            await self._check_end()
        await self._snapshot_when_due()
        return found.at_end

    async def flush(self) -> None:
        """Write the rows that are behind, without new facts."""
        if self._behind:
            flush = self._everything()
            await self._store.commit(Commit(self.position, self._generation, self.position, flush=flush))
            self._flushed(flush)

    async def _commit(self, batch: Batch, position: int, *, pending: int) -> None:
        flush = self._everything() if self._flush_due() else self._prompt()
        begun = perf_counter()
        await self._store.commit(
            Commit(self.position, self._generation, position, batch.archive, batch.ways, batch.vectors, flush)
        )
        self.position = position
        if flush is not None:
            self._flushed(flush)
        self._measure(batch, perf_counter() - begun, pending=pending)

    def _measure(self, batch: Batch, seconds: float, *, pending: int) -> None:
        self._measures.committed(
            position=self.position,
            events=len(batch.archive),
            unreadable=len(batch.unreadable),
            pending=pending,
            seconds=seconds,
        )
        self.unreadable += len(batch.unreadable)
        for each in batch.unreadable:
            logger.error("archived what is no fact", position=each.position, code=each.code, reason=each.reason)
        for projection in self.models.raised:
            self._measures.fold_raised(projection)
            logger.error("a fold raised", projection=projection, up_to=self.position)
        self.models.raised.clear()

    async def _refuse_gaps(self, positions: list[int]) -> None:
        for first, last in gaps(self.position, positions):
            deleted = await self._log.deleted(first, last)
            if len(deleted) != last - first + 1:
                missing = next(position for position in range(first, last + 1) if position not in deleted)
                raise GapInLog(missing, last)

    async def _check_end(self) -> None:
        self._checked_at = perf_counter()
        bounds = await self._log.bounds()
        if bounds.last < self.position:
            raise StreamBehind(checkpoint=self.position, last=bounds.last)

    @property
    def _behind(self) -> bool:
        return bool(self._afresh) or any(self.models.dirty.values())

    def _flush_due(self) -> bool:
        return perf_counter() - self._flushed_at >= self._rhythm.flush

    def _everything(self) -> Flush:
        return Flush(self.models.versions, self.models.unwritten(), self._afresh)

    def _prompt(self) -> Flush | None:
        rows = self.models.unwritten(self._rhythm.prompt)
        return Flush({name: self.models.versions[name] for name in rows}, rows) if rows else None

    def _flushed(self, flush: Flush) -> None:
        self.models.written(flush.versions)
        if len(flush.versions) == len(self.models.versions):
            self._afresh = frozenset()
            self._flushed_at = perf_counter()

    async def _snapshot_when_due(self) -> None:
        facts = self.position - self._snapshot_position
        late = perf_counter() - self._snapshot_at >= self._rhythm.snapshot
        if facts >= self._rhythm.snapshot_facts or (facts and late):
            await self._snapshots.save(self.models, self.position)
            self._snapshot_position, self._snapshot_at = self.position, perf_counter()
