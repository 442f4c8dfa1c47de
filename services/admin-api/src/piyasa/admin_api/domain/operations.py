"""Folds what became of operations, so that a repeated request is not carried out twice."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.contracts.catalogue import CATALOGUE
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.memories import MemoryEncoded
from piyasa.projections.directory import Bots, Chats, Installations

SOURCE = "/piyasa/admin-api"


@dataclass(frozen=True, slots=True)
class Carried:
    """The facts of one operation that are on the log."""

    facts: frozenset[str] = frozenset()
    """Their ids."""
    position: int = 0
    """Of the newest."""

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.facts)


class Operations:
    """Which facts an operation led to. Not part of snapshots: what is older than one is in the archive."""

    name = "operations"
    version = "1"
    state = Carried
    facts = (Bots.facts | Chats.facts | Installations.facts | {MemoryEncoded.fact}) & {
        kind.fact for kind in CATALOGUE.published_by("admin-api")
    }

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The operation, which the facts of this service carry as their correlation."""
        return (event.correlation_id,) if event.source == SOURCE else ()

    def evolve(self, state: Carried | None, event: Recorded[Event]) -> Carried | None:
        """One fact more."""
        known = state or Carried()
        return known if event.id in known.facts else Carried(known.facts | {event.id}, event.position)
