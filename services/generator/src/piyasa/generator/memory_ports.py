"""What remembering needs of the world: embeddings, their comparison, and somebody who counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.event import Event
from piyasa.generator.ports import Seen

Vector = Sequence[float]
How = Literal["semantic", "partly", "words", "failed"]
"""By embeddings, by those that there are, by words as no model is configured, by words as something failed."""


class Embedder(Protocol):
    """Turns texts into vectors that are near where meanings are."""

    @property
    def model(self) -> str:
        """What embeddings are only compared with their like of."""

    async def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """A vector for each text, in order. Raises ``CallFailed``."""


class MemoryVectors(Protocol):
    """The embeddings of what personas remember."""

    async def cosines(self, bot_id: str, model: str, vector: Vector) -> Mapping[str, float]:
        """The cosine, -1..1, with each memory that has an embedding of the model.

        Raises ``VectorsUnavailable``.
        """


class RecallTally(Protocol):
    """What is counted about recall."""

    def compared(self, how: How) -> None:
        """Memories were compared with what is said."""

    def recalled(self, memories: int, seconds: float) -> None:
        """So many came to mind, and looking for them took so long."""


class FillTally(Protocol):
    """What is counted about memories that lack an embedding."""

    def lacking(self, memories: int) -> None:
        """So many memories lack an embedding of the model."""

    def embedded(self, memories: int) -> None:
        """So many got one."""


class FollowedLog(Seen, Protocol):
    """The view, which can be waited for."""

    async def reached(self, position: int, *, timeout: float = ...) -> None:
        """Wait until everything up to a position is folded; raises ``TimeoutError``."""


class Stored(Protocol):
    """That a fact is on the log."""

    @property
    def sequence(self) -> int:
        """Its position."""


class Publisher(Protocol):
    """Puts facts on the log."""

    async def publish(self, *events: NewEvent[Event]) -> Sequence[Stored]:
        """Returns once all are stored."""
