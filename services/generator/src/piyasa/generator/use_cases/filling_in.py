"""Gives memories the embeddings they lack, beside all other work: starters, operators', and those of another model."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import structlog

from piyasa.contracts.embeddings import EmbeddingUnusable, packed
from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.memories import MemoryEmbedded
from piyasa.generator.domain.models.failures import CallFailed
from piyasa.generator.memory_ports import Embedder, FillTally, FollowedLog, Publisher, Vector
from piyasa.projections.fold import TableSet
from piyasa.projections.memories.state import Memory, Remembered

logger = structlog.get_logger(__name__)

BATCH: Final = 64
"""Texts in one call."""
PAUSE, STANDBY, IDLE, TROUBLE = 0.5, 1.0, 10.0, 30.0
"""Seconds after a batch, while another replica fills in, when nothing lacks, and after a failure."""
_TOLD_EVERY: Final = 10
"""Batches after which progress is logged."""
Lacking = tuple[str, Memory]
"""A persona and one of its memories."""


@dataclass(slots=True)
class FillingIn:
    """Works while ``mine`` says so; ended at any moment, it goes on where the log says."""

    view: FollowedLog
    log: Publisher
    embedder: Embedder
    tally: FillTally
    mine: Callable[[], bool]
    _unusable: set[str] = field(default_factory=set)
    _batches: int = 0

    async def run(self, stopping: asyncio.Event) -> None:
        """Fill in until told to stop."""
        while not stopping.is_set():
            try:
                pause = await self._turn()
            except CallFailed as failure:
                logger.warning("memories wait for embeddings", model=self.embedder.model, reason=str(failure))
                pause = TROUBLE
            except Exception as error:  # noqa: BLE001 - whatever it was, recall goes on by words
                # Its name alone: what it says may quote a memory.
                logger.warning("memories wait for embeddings", reason=type(error).__name__)
                pause = TROUBLE
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await stopping.wait()

    async def _turn(self) -> float:
        """Work where it is this replica's turn; gives the seconds until the next one."""
        if not self.mine():
            return STANDBY
        return PAUSE if await self.step() else IDLE

    async def step(self) -> bool:
        """Embed one batch; whether there was one. Raises ``CallFailed``."""
        lacking = [
            each for each in lacks(self.view.tables, self.embedder.model) if each[1].memory_id not in self._unusable
        ]
        self.tally.lacking(len(lacking))
        batch = lacking[:BATCH]
        if not batch:
            self._batches = 0
            return False
        vectors = await self.embedder.vectors([memory.content for _, memory in batch])
        facts = list(self._facts(batch, vectors))
        if facts:
            stored = await self.log.publish(*facts)
            await self.view.reached(max(each.sequence for each in stored))
        self.tally.embedded(len(facts))
        self._tell(len(lacking) - len(batch))
        return True

    def _facts(self, batch: list[Lacking], vectors: list[Vector]) -> Iterator[NewEvent[MemoryEmbedded]]:
        """The facts to publish; of what was forgotten meanwhile there is none."""
        model = self.embedder.model
        still = {(bot_id, each.memory_id) for bot_id, each in lacks(self.view.tables, model)}
        for (bot_id, memory), vector in zip(batch, vectors, strict=True):
            if (bot_id, memory.memory_id) not in still:
                continue
            try:
                embedding = packed(vector)
            except EmbeddingUnusable as error:
                self._unusable.add(memory.memory_id)
                logger.warning("a memory has no embedding", bot=bot_id, memory=memory.memory_id, reason=str(error))
                continue
            fact = MemoryEmbedded(
                bot_id=bot_id,
                person_ids=memory.people,
                memory_id=memory.memory_id,
                model=model,
                embedding=embedding,
            )
            yield from_outside(fact, bot_id, memory.memory_id, model, memory.embedded_with)

    def _tell(self, left: int) -> None:
        self._batches += 1
        if not left or self._batches % _TOLD_EVERY == 1:
            logger.info("embedding memories", model=self.embedder.model, left=left)


def lacks(tables: TableSet, model: str) -> Iterator[Lacking]:
    """The memories that live and have no embedding of a model, persona by persona."""
    rows: dict[str, Remembered] = tables.tables["memories"].rows
    for bot_id in sorted(rows):
        for memory in rows[bot_id].items.values():
            if memory.is_live and memory.content and memory.embedded_with != model:
                yield bot_id, memory
