"""Where a change comes from: who wishes it, when, and the operation that names all of its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from piyasa.admin_api.domain.chance import Chance, Draw
from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.event import Event
from piyasa.contracts.identity import derived_id, outside_id, seed_of
from piyasa.contracts.memories import MemoryEncoded
from piyasa.contracts.opinions import HoldingRemoved, HoldingSet, StanceRemoved, StanceSet


@dataclass(frozen=True, slots=True)
class Origin:
    """One wish of an operator. The same operation names the same facts, however often it is carried out."""

    by: str
    operation: str
    """A uuid: drawn, or derived from the operator's Idempotency-Key and the request."""
    now: datetime
    draw: Draw

    def seed(self, purpose: str) -> str:
        """The seed of one use of chance."""
        return seed_of(self.operation, purpose)

    def chance(self, purpose: str) -> Chance:
        """One use of chance."""
        return self.draw(self.seed(purpose))


def operation_id(key: str, fingerprint: str) -> str:
    """The operation that an Idempotency-Key stands for; the same key with another request is another operation."""
    return outside_id("operation", key, fingerprint)


def named(facts: Iterable[Event], origin: Origin) -> list[NewEvent[Event]]:
    """Give the facts of one operation their ids: no two of them may share a subject and what it is about.

    All carry the operation as correlation, so that the log can be asked what became of it; all but the first follow
    from the first.
    """
    events: list[NewEvent[Event]] = []
    for data in facts:
        cause = events[0].id if events else None
        identity = data.subject + _about(data)
        events.append(NewEvent(derived_id(origin.operation, identity), data, origin.operation, cause))
    return events


def _about(data: Event) -> str:
    """What tells facts of one subject apart: not their order, which differs when a change is finished later."""
    match data:
        case MemoryEncoded():
            return f" {data.memory_id}"
        case StanceSet() | StanceRemoved():
            return f" {data.topic}"
        case HoldingSet() | HoldingRemoved():
            return f" {data.symbol}"
        case _:
            return ""
