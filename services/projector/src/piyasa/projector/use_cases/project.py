"""Following the log: every fact archived once, every read model as the folds say."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Protocol

import structlog

from piyasa.contracts.envelope import TRACEPARENT
from piyasa.projections.fold import Projection
from piyasa.projector.domain.batch import Batch
from piyasa.projector.domain.continuity import GapInLog, LogBroken, StreamBehind, StreamDiverged, gaps
from piyasa.projector.domain.read_models import ReadModels
from piyasa.projector.ports import CheckpointMoved, Commit, Flush, Log, Measures, Store, Turn
from piyasa.projector.use_cases.loading import Archive, Resumed, resume

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often things are done; times in seconds."""

    batch: int = 1000
    """Facts in one transaction at most."""
    gather: float = 0.2
    """Pause after the log's end was reached, in which facts gather for one transaction."""
    flush: float = 1.0
    """Age that changes of read models reach before they are written; the archive never waits."""
    snapshot_facts: int = 10_000
    snapshot: float = 300.0
    """Facts, and time, after which the next snapshot is due."""
    check: float = 5.0
    """Time between two looks at the end of a stream that brings nothing."""
    retry: float = 1.0
    """Pause after a failure of broker or database."""


class Snapshots(Protocol):
    """Where snapshots go."""

    async def save(self, models: ReadModels, position: int) -> None:
        """Keep the states of all projections at a position."""


@dataclass(slots=True)
class Condition:
    """How the projector is, for health."""

    active: bool = False
    caught_up: bool = False
    position: int = 0
    halted: LogBroken | None = None
    trouble: str = ""
    """Why the last attempt failed; empty while all is well."""
    unreadable: int = 0
    broken: int = 0
    """Aggregates that a fact could not be folded into."""


class Projector:
    """Active while it is this replica's turn. A broken log halts it for good, an absent one does not."""

    def __init__(  # noqa: PLR0913 - the use case's collaborators
        self,
        *,
        log: Log,
        store: Store,
        archive: Archive,
        snapshots: Snapshots,
        turn: Turn,
        projections: Iterable[Projection[Any]],
        measures: Measures,
        rhythm: Rhythm | None = None,
    ) -> None:
        self.condition = Condition()
        self._log, self._store, self._archive, self._snapshots = log, store, archive, snapshots
        self._turn, self._measures, self._rhythm = turn, measures, rhythm or Rhythm()
        self._projections = tuple(projections)
        self._stopping = asyncio.Event()
        self._ended = asyncio.Event()

    async def run(self) -> None:
        """Follow the log until told to stop; returns earlier only when the log is broken."""
        try:
            await self._run()
        finally:
            self._ended.set()

    async def stop(self) -> None:
        """Finish the batch at hand, write what is behind, and wait for ``run`` to return."""
        self._stopping.set()
        await self._ended.wait()

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._active()
            except LogBroken as error:
                self.condition.halted = error
                logger.critical(
                    "stopped: the stream is not the log that was archived", code=error.code, reason=str(error)
                )
                return
            except CheckpointMoved as moved:
                logger.info("loading again", reason=str(moved))
            except Exception as error:  # noqa: BLE001 - whatever driver and client raise while their servers are away
                self.condition.trouble = f"{type(error).__name__}: {error}"
                logger.warning("cannot project, trying again", reason=self.condition.trouble)
                await self._pause(self._rhythm.retry)
            finally:
                self.condition.active = self.condition.caught_up = False

    async def _active(self) -> None:
        while not self._turn.mine:
            self.condition.trouble = ""
            if await self._pause(self._rhythm.gather):
                return
        resumed = await resume(self._store, self._archive, self._projections, self._tell_progress)
        following = Following(self._log, self._store, self._snapshots, self._measures, self._rhythm, resumed)
        await following.check_identity()
        self.condition.active, self.condition.trouble = True, ""
        logger.info("projecting", position=following.position, afresh=sorted(resumed.afresh))
        while self._turn.mine:
            at_end = await following.step()
            self._observe(following, at_end=at_end)
            if await self._pause(self._rhythm.gather if at_end else 0):
                await following.flush()
                return
        logger.info("standing by", position=following.position)

    async def _pause(self, seconds: float) -> bool:
        """Wait; whether it is time to stop."""
        if seconds and not self._stopping.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._stopping.wait()
        return self._stopping.is_set()

    def _observe(self, following: Following, *, at_end: bool) -> None:
        condition = self.condition
        condition.position = following.position
        condition.caught_up = condition.caught_up or at_end
        condition.unreadable = following.unreadable
        condition.broken = len(following.models.broken)

    def _tell_progress(self, done: int, total: int) -> None:
        self.condition.trouble = f"folding again: {done} of {total}"


class Following:
    """One replica's run of batches, from one checkpoint to the next."""

    def __init__(  # noqa: PLR0913, PLR0917 - made in one place
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
        self._behind = any(self.models.dirty.values()) or bool(self._afresh)

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
                await self._commit(batch, found.messages[-1].position, at_end=found.at_end)
        elif self._behind and self._flush_due():
            await self.flush()
        elif perf_counter() - self._checked_at >= self._rhythm.check:
            await self._check_end()
        await self._snapshot_when_due()
        return found.at_end

    async def flush(self) -> None:
        """Write the rows that are behind, without new facts."""
        if self._behind:
            await self._store.commit(Commit(self.position, self._generation, self.position, flush=self._to_flush()))
            self._flush_done()

    async def _commit(self, batch: Batch, position: int, *, at_end: bool) -> None:
        self._behind = True
        flush = self._to_flush() if self._flush_due() else None
        begun = perf_counter()
        await self._store.commit(Commit(self.position, self._generation, position, batch.archive, batch.ways, flush))
        self.position = position
        if flush is not None:
            self._flush_done()
        self._measure(batch, perf_counter() - begun, at_end=at_end)

    def _measure(self, batch: Batch, seconds: float, *, at_end: bool) -> None:
        self._measures.committed(
            position=self.position,
            events=len(batch.archive),
            unreadable=len(batch.unreadable),
            pending=0 if at_end else self._rhythm.batch,
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

    def _flush_due(self) -> bool:
        return perf_counter() - self._flushed_at >= self._rhythm.flush

    def _to_flush(self) -> Flush:
        return Flush(self.models.versions, self.models.unwritten(), self._afresh)

    def _flush_done(self) -> None:
        self.models.written()
        self._afresh, self._behind = frozenset(), False
        self._flushed_at = perf_counter()

    async def _snapshot_when_due(self) -> None:
        facts = self.position - self._snapshot_position
        late = perf_counter() - self._snapshot_at >= self._rhythm.snapshot
        if facts >= self._rhythm.snapshot_facts or (facts and late):
            await self._snapshots.save(self.models, self.position)
            self._snapshot_position, self._snapshot_at = self.position, perf_counter()
