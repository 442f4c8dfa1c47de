"""What follows from the facts of the log without being one: how relationships became of another kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from piyasa.contracts.catalogue import fact_of
from piyasa.contracts.envelope import CE_CAUSATION, CE_CORRELATION, CE_ID, CE_SOURCE, CE_TYPE, Recorded
from piyasa.contracts.errors import ContractError
from piyasa.contracts.event import Event
from piyasa.contracts.identity import derived_id
from piyasa.projections.fold import Table
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.relationships import Relationships, Ties, Transition
from piyasa.tools.message import Message, fact_in

RELATIONSHIP_CHANGED = "relationship-changed"
_SOURCE = "/piyasa/derived"


@dataclass(frozen=True, slots=True)
class Derived:
    """Something derived, in the form of a message; its position is that of the fact at which it showed."""

    position: int
    time: datetime
    subject: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Deriving:
    """Folds the log from its beginning and tells what follows from each message."""

    table: Table[Ties] = field(default_factory=lambda: Table(Relationships(LIFE)))

    @classmethod
    def at(cls, pace: float) -> Deriving:
        """Begin at the pace that the system lives at."""
        return cls(Table(Relationships(Pace(pace))))

    def of(self, batch: Iterable[Message]) -> Iterator[Message]:
        """What follows from messages in order of position; what is no fact leads to nothing."""
        for message in batch:
            event = self._fact(message)
            if event is not None:
                for bot_id in self.table.apply(event):
                    yield from self._turns(bot_id, event)

    def _fact(self, message: Message) -> Recorded[Event] | None:
        try:
            if fact_of(message.subject) not in self.table.projection.facts:
                return None
            return fact_in(message)
        except ContractError:
            return None

    def _turns(self, bot_id: str, event: Recorded[Event]) -> Iterator[Message]:
        ties = self.table.rows.get(bot_id)
        turns = () if ties is None else ties.transitions
        for ordinal, turn in enumerate(each for each in turns if each.position == event.position):
            yield _message(bot_id, turn, event, ordinal)


def _message(bot_id: str, turn: Transition, event: Recorded[Event], ordinal: int) -> Derived:
    known = {
        CE_ID: derived_id(event.id, f"{RELATIONSHIP_CHANGED}/{bot_id}", ordinal),
        CE_TYPE: f"piyasa.{RELATIONSHIP_CHANGED}.v1",
        CE_SOURCE: _SOURCE,
        CE_CORRELATION: event.correlation_id,
        CE_CAUSATION: event.id,
    }
    told = {"bot_id": bot_id, "towards": turn.towards, "before": turn.before, "after": turn.after}
    subject = f"derived.bot.{bot_id}.{RELATIONSHIP_CHANGED}"
    return Derived(event.position, turn.time, subject, known, orjson.dumps(told))
