"""Following the log while it is this replica's turn."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog

from piyasa.projections.fold import Projection
from piyasa.projector.domain.continuity import LogBroken
from piyasa.projector.domain.rhythm import Rhythm
from piyasa.projector.ports import CheckpointMoved, Log, Measures, Store, Turn
from piyasa.projector.use_cases.following import Following, Snapshots
from piyasa.projector.use_cases.loading import Archive, resume

logger = structlog.get_logger(__name__)
_REASON_AT_MOST = 300


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
                self.condition.trouble = _brief(error)
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


def _brief(error: Exception) -> str:
    """The first line of what an error says: further ones repeat values, which may be somebody's words."""
    first = (str(error).splitlines() or [""])[0]
    return f"{type(error).__name__}: {first}"[:_REASON_AT_MOST]
