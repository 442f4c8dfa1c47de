"""A log in memory that stands for broker and view at once: what is published is folded before publishing returns."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from piyasa.contracts.conversation import MessageReceived, TickRequested
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.eventlog.errors import WrongLastSequence
from piyasa.eventlog.wire import Ack
from piyasa.projections.fold import OnChange, TableSet

REMEMBERED = 20_000
"""Ids of facts that are known to be published, as a service's view knows them."""
WORDS_KEPT = 2_000
"""What people said, for the ticks that follow from it."""

Follower = Callable[[Recorded[Event]], None]
"""Told of every fact once it is folded."""


@dataclass(slots=True)
class RehearsalLog:
    """Serves the ports ``Log`` and ``View`` of the services; nothing ever has to be waited for."""

    tables: TableSet
    now: Callable[[], datetime]
    position: int = 0
    followers: list[Follower] = field(default_factory=list)
    _listeners: list[OnChange] = field(default_factory=list)
    _known: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _words: OrderedDict[int, Recorded[Event]] = field(default_factory=OrderedDict)
    _newest_tick: dict[str, int] = field(default_factory=dict)

    def put(self, *events: NewEvent[Event], source: str) -> list[Ack]:
        """Record facts now; one that is known already is not recorded again."""
        return [self._put(event, source) for event in events]

    async def publish(self, *events: NewEvent[Event]) -> list[Ack]:
        """Record facts of the scheduler."""
        return self.put(*events, source="scheduler")

    async def publish_expecting(self, event: NewEvent[Event], *, filter: str, last: int) -> Ack:  # noqa: A002
        """Record a tick unless its chat has a newer one than ``last``; raises ``WrongLastSequence`` then."""
        newest = self._newest_tick.get(event.data.aggregate_id, 0)
        if newest != last:
            raise WrongLastSequence(filter, f"the newest stands at {newest}, not {last}")
        return self._put(event, "scheduler")

    async def read_one(self, position: int) -> Recorded[Event] | None:
        """What a person said at a position, lately."""
        return self._words.get(position)

    def on_change(self, listener: OnChange) -> None:
        """Be told (projection, key, fact) after each change."""
        self._listeners.append(listener)

    def rows(self, projection: str) -> Mapping[str, Any]:
        """The rows of one projection by key."""
        return self.tables.tables[projection].rows

    def knows(self, event_id: str) -> int | None:
        """The position of a fact that was recorded lately."""
        return self._known.get(event_id)

    def confirmed_within(self, seconds: float) -> bool:  # noqa: ARG002 - it is always current
        """The view is the log."""
        return True

    async def catch_up(self) -> None:
        """The view is the log."""

    def _put(self, event: NewEvent[Event], source: str) -> Ack:
        known = self._known.get(event.id)
        if known is not None:
            return Ack(known, duplicate=True)
        self.position += 1
        recorded = Recorded(
            position=self.position,
            time=self.now(),
            subject=event.data.subject,
            data=event.data,
            id=event.id,
            source=f"/piyasa/{source}",
            correlation_id=event.correlation_id,
            causation_id=event.causation_id,
        )
        self._remember(recorded)
        self.tables.apply(recorded, self._changed)
        for follower in self.followers:
            follower(recorded)
        return Ack(self.position)

    def _remember(self, event: Recorded[Event]) -> None:
        self._known[event.id] = event.position
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        if isinstance(event.data, TickRequested):
            self._newest_tick[event.data.chat_id] = event.position
        elif isinstance(event.data, MessageReceived):
            self._words[event.position] = event
            if len(self._words) > WORDS_KEPT:
                self._words.popitem(last=False)

    def _changed(self, projection: str, key: str, event: Recorded[Event]) -> None:
        for listener in self._listeners:
            listener(projection, key, event)
