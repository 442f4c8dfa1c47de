"""What one batch of the log becomes: rows of the archive, changes of read models, and a count of what is unreadable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

from piyasa.contracts.envelope import decode
from piyasa.contracts.errors import ContractError
from piyasa.projector.domain import ways
from piyasa.projector.domain.people import people_in, people_of
from piyasa.projector.domain.read_models import ReadModels
from piyasa.projector.domain.vectors import VectorChanges


class Message(Protocol):
    """A message of the log before anybody looked into it."""

    @property
    def position(self) -> int:
        """Its sequence in EVENTS."""

    @property
    def time(self) -> datetime:
        """When the broker took it, UTC."""

    @property
    def subject(self) -> str:
        """Where it was published."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers."""

    @property
    def body(self) -> bytes:
        """Its body to the byte."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that is no fact this release understands; it is archived all the same."""

    position: int
    code: str
    reason: str


@dataclass(slots=True)
class Batch:
    """What one transaction writes beside the read models."""

    archive: list[tuple[Message, tuple[str, ...]]] = field(default_factory=list)
    """Messages, each with the people it names."""
    ways: dict[str, ways.Change] = field(default_factory=dict)
    vectors: VectorChanges = field(default_factory=VectorChanges)
    unreadable: list[Unreadable] = field(default_factory=list)

    def take(self, message: Message, models: ReadModels) -> None:
        """Add one message and fold it; never refuses one."""
        try:
            event = decode(
                position=message.position,
                time=message.time,
                subject=message.subject,
                headers=message.headers,
                body=message.body,
            )
        except ContractError as error:
            self.unreadable.append(Unreadable(message.position, error.code, str(error)))
            self.archive.append((message, people_in(message.body)))
            return
        self.archive.append((message, people_of(event.data)))
        if models.memories is None:
            models.apply(event)
        else:
            self.vectors.around(event, models.memories, partial(models.apply, event))
        collect(self.ways, ways.changes(event))


def collect(rows: dict[str, ways.Change], changed: list[tuple[str, ways.Change]]) -> None:
    """Merge a fact's changes into those of the facts before it."""
    for row_id, change in changed:
        row = rows.get(row_id)
        if row is None:
            rows[row_id] = dict(change)
        else:
            ways.merge(row, change)
