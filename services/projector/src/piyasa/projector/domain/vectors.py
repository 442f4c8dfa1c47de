"""Embeddings of memories as changes to rows of ``read.memory_vectors``: a row lives exactly as long as its memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from piyasa.contracts.embeddings import EmbeddingUnusable, unpacked
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import BotEvent, Event
from piyasa.contracts.memories import MemoriesMerged, MemoryEmbedded, MemoryEncoded, MemoryForgotten
from piyasa.contracts.persona import BotRemoved
from piyasa.contracts.system import UserForgotten
from piyasa.projections.fold import Table
from piyasa.projections.memories.state import Remembered

FACTS: Final = frozenset(
    kind.fact for kind in (MemoryEncoded, MemoryEmbedded, MemoriesMerged, MemoryForgotten, UserForgotten, BotRemoved)
)
"""What brings an embedding, and what ends a memory."""
Key = tuple[str, str]
"""Persona and memory."""


@dataclass(frozen=True, slots=True)
class Vector:
    """The newest embedding of a memory."""

    model: str
    embedding: tuple[float, ...]
    position: int


@dataclass(slots=True)
class VectorChanges:
    """What facts do to the table; of one row only the newest change counts."""

    kept: dict[Key, Vector] = field(default_factory=dict)
    gone: set[Key] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.kept or self.gone)

    def around(self, event: Recorded[Event], memories: Table[Remembered], fold: Callable[[], object]) -> None:
        """Have a fact folded into the memories, and note which embeddings came and went with it.

        An embedding of what is not remembered (any more) is not kept: it may have been under way when a person was
        forgotten.
        """
        if event.data.fact not in FACTS:
            fold()
            return
        rows = memories.rows
        keys = (event.data.bot_id,) if isinstance(event.data, BotEvent) else tuple(rows)
        before = {bot_id: _living(rows, bot_id) for bot_id in keys}
        fold()
        for bot_id, known in before.items():
            living = _living(rows, bot_id)
            self._end({(bot_id, memory_id) for memory_id in known - living})
            self._begin(event, living - known if isinstance(event.data, MemoryEncoded) else living)

    def _end(self, keys: set[Key]) -> None:
        self.gone |= keys
        for key in keys:
            self.kept.pop(key, None)

    def _begin(self, event: Recorded[Event], embeddable: frozenset[str]) -> None:
        data = event.data
        if not isinstance(data, MemoryEncoded | MemoryEmbedded) or data.memory_id not in embeddable:
            return
        model = data.model if isinstance(data, MemoryEmbedded) else data.embedding_model
        if data.embedding is None or not model:
            return
        try:
            vector = Vector(model, unpacked(data.embedding), event.position)
        except EmbeddingUnusable:
            return
        key = (data.bot_id, data.memory_id)
        self.kept[key] = vector
        self.gone.discard(key)


def _living(rows: Mapping[str, Remembered], bot_id: str) -> frozenset[str]:
    remembered = rows.get(bot_id)
    if remembered is None:
        return frozenset()
    return frozenset(each.memory_id for each in remembered.items.values() if each.is_live)
