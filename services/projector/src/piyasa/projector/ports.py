"""What the projector needs of the world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from piyasa.projector.domain.batch import Message
from piyasa.projector.domain.read_models import Row
from piyasa.projector.domain.vectors import VectorChanges
from piyasa.projector.domain.ways import Change


@dataclass(frozen=True, slots=True)
class Read:
    """What one read of the log brought, in order of position."""

    messages: Sequence[Message]
    at_end: bool
    """Nothing was left behind these when the broker answered."""
    pending: int = 0
    """How many messages were left behind these."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The positions the stream holds; ``last`` is the newest ever given, also when it is deleted since."""

    first: int
    last: int


class Log(Protocol):
    """The stream EVENTS."""

    async def read(self, after: int, batch: int) -> Read:
        """The messages that follow a position, at most ``batch``."""

    async def bounds(self) -> Bounds:
        """What the stream holds now."""

    async def deleted(self, first: int, last: int) -> set[int]:
        """The positions from first to last that were deleted one by one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One projection's rows as they were written, by key."""

    fold_version: str
    position: int
    rows: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Where the database stands, all of one moment."""

    checkpoint: int
    generation: int
    kept: Mapping[str, Kept]


@dataclass(frozen=True, slots=True)
class Flush:
    """Rows of read models that catch up with the log; ``afresh`` names tables to empty first.

    ``versions`` names the projections that stand at the commit's position with this.
    """

    versions: Mapping[str, str]
    rows: Mapping[str, Sequence[Row]]
    afresh: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Commit:
    """One transaction: from one checkpoint to the next."""

    before: int
    generation: int
    after: int
    archive: Sequence[tuple[Message, tuple[str, ...]]] = ()
    ways: Mapping[str, Change] = field(default_factory=dict)
    vectors: VectorChanges = field(default_factory=VectorChanges)
    flush: Flush | None = None


class CheckpointMoved(Exception):
    """Somebody else wrote: another replica went on, or a rebuild replaced the read models. Load again."""

    code = "CHECKPOINT_MOVED"

    def __init__(self, *, expected: int) -> None:
        super().__init__(f"the checkpoint is no longer {expected}; loading again")
        self.expected = expected


class Store(Protocol):
    """The database, as the projector writes it."""

    async def load(self, names: Sequence[str]) -> Loaded:
        """The checkpoint and the rows of these projections."""

    async def commit(self, commit: Commit) -> None:
        """Write all of it or nothing; raises ``CheckpointMoved``."""

    async def archived_body(self, position: int) -> bytes | None:
        """The body archived at a position; None when there is none."""


class Turn(Protocol):
    """Whether this replica is the one that writes."""

    @property
    def mine(self) -> bool:
        """True while it may write."""


class Measures(Protocol):
    """What the projector counts and traces."""

    def span(self, traceparents: Iterable[str | None]) -> AbstractContextManager[object]:
        """One span around a batch, linked to the traces of its messages."""

    def committed(self, *, position: int, events: int, unreadable: int, pending: int, seconds: float) -> None:
        """A batch is in the database."""

    def fold_raised(self, projection: str) -> None:
        """A fold could not take a fact."""
