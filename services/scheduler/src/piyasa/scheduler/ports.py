"""What the scheduler needs of the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from piyasa.contracts.conversation import TickRequested
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.eventlog.wire import Ack
from piyasa.projections.fold import OnChange, TableSet

Clock = Callable[[], datetime]
NewId = Callable[[], str]


class Log(Protocol):
    """The log, to write."""

    async def publish(self, *events: NewEvent[Event]) -> list[Ack]:
        """Put facts on the log; returns once all are stored."""

    async def publish_expecting(self, event: NewEvent[Event], *, filter: str, last: int) -> Ack:  # noqa: A002
        """Put a fact on the log only if the newest under ``filter`` stands at ``last``.

        Raises ``WrongLastSequence`` when it does not.
        """

    async def read_one(self, position: int) -> Recorded[Event] | None:
        """The fact at a position; None when it was deleted."""


class View(Protocol):
    """The log, to read: what it adds up to."""

    tables: TableSet
    position: int

    def on_change(self, listener: OnChange) -> None:
        """Be told (projection, key, fact) after each change."""

    def rows(self, projection: str) -> Mapping[str, Any]:
        """The rows of one projection by key."""

    def knows(self, event_id: str) -> int | None:
        """The position of a fact that was folded lately."""

    def confirmed_within(self, seconds: float) -> bool:
        """Whether the view was found to be at the log's end that recently."""

    async def catch_up(self) -> None:
        """Wait until the view has been at the log's end at some moment after this call."""


class NewestTick(Protocol):
    """Where the newest tick of a chat stands, as the broker has it."""

    async def position(self, chat_id: str) -> int:
        """Its position; 0 when the stream holds none (any more)."""


class Leases(Protocol):
    """Which shards this replica serves."""

    def holds(self, key: str) -> bool:
        """Whether it may act for the shard now."""


class Measures(Protocol):
    """What the scheduler counts."""

    def asked(self, request: TickRequested) -> None:
        """A persona was asked to speak."""

    def answered(self, seconds: float) -> None:
        """A person who addressed a persona had an answer after so many seconds of behaviour."""

    def late(self, questions: int) -> None:
        """So many people were not answered in the promised time."""

    def active_bots(self, count: int) -> None:
        """So many personas are on."""

    def leases_held(self, count: int) -> None:
        """So many shards are served here."""
