"""The stream in memory, as the projector reads it, and doubles of what surrounds the projector."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from piyasa.contracts.envelope import NewEvent, headers_of
from piyasa.contracts.event import Event
from piyasa.contracts.identity import outside_id
from piyasa.projector.ports import Bounds, Read
from support.events import NOON


@dataclass(frozen=True)
class Streamed:
    """A message of the stream."""

    position: int
    time: datetime
    subject: str
    headers: dict[str, str]
    body: bytes


@dataclass
class MemoryStream:
    """A stream that gives positions, can lose messages in every way a real one can, and counts looks at it."""

    messages: dict[int, Streamed] = field(default_factory=dict)
    first: int = 1
    last: int = 0
    deleted_ones: set[int] = field(default_factory=set)
    fails: BaseException | None = None

    def publish(self, *facts: Event, correlation_id: str | None = None) -> list[int]:
        """Store facts; returns their positions."""
        return [self._store(fact, correlation_id) for fact in facts]

    def publish_raw(self, subject: str, body: bytes, headers: dict[str, str] | None = None) -> int:
        """Store anything."""
        self.last += 1
        time = NOON + timedelta(seconds=self.last)
        self.messages[self.last] = Streamed(self.last, time, subject, headers or {}, body)
        return self.last

    def lose(self, position: int) -> None:
        """Lose a message in a way nobody can account for."""
        del self.messages[position]

    def delete(self, position: int) -> None:
        """Delete a message legally."""
        self.lose(position)
        self.deleted_ones.add(position)

    def age_out(self, first: int) -> None:
        """Let everything before a position expire."""
        self.first = first
        self.messages = {position: each for position, each in self.messages.items() if position >= first}

    async def read(self, after: int, batch: int) -> Read:
        """The messages that follow a position."""
        if self.fails is not None:
            raise self.fails
        rest = [self.messages[position] for position in sorted(self.messages) if position > after]
        return Read(rest[:batch], at_end=len(rest) <= batch, pending=max(0, len(rest) - batch))

    async def bounds(self) -> Bounds:
        """What the stream holds."""
        return Bounds(self.first, self.last)

    async def deleted(self, first: int, last: int) -> set[int]:
        """Legal deletions."""
        return {position for position in self.deleted_ones if first <= position <= last}

    def _store(self, fact: Event, correlation_id: str | None) -> int:
        event_id = outside_id("stream", self.last + 1)
        event = NewEvent(event_id, fact, correlation_id or event_id)
        headers = headers_of(event, service="test", now=NOON) | {"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}
        return self.publish_raw(fact.subject, fact.model_dump_json().encode(), headers)


@dataclass
class TakenTurn:
    """A turn that a test gives and takes."""

    mine: bool = True


@dataclass
class Counted:
    """Remembers what was measured."""

    batches: list[dict[str, Any]] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    traces: list[list[str | None]] = field(default_factory=list)

    def span(self, traceparents: Iterable[str | None]) -> AbstractContextManager[object]:
        """A batch begins."""
        self.traces.append(list(traceparents))
        return nullcontext()

    def committed(self, **measured: Any) -> None:
        """A batch is in the database."""
        self.batches.append(measured)

    def fold_raised(self, projection: str) -> None:
        """A fold could not take a fact."""
        self.raised.append(projection)
