"""What the generator needs of the market: somebody who tells figures, a log for them, and somebody who counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from piyasa.contracts.envelope import NewEvent
from piyasa.generator.domain.market.quotes import Quote
from piyasa.generator.ports import Seen

SourceOutcome = Literal["ok", "unchanged", "refused", "unreachable", "timeout", "too_large", "status", "content"]


class SourceTrouble(Exception):
    """A source gave no figures this time; it is asked again with the next round."""

    code = "SOURCE_TROUBLE"

    def __init__(self, outcome: SourceOutcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome, self.reason = outcome, reason


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What a source says now."""

    quotes: tuple[Quote, ...] = ()
    problems: tuple[str, ...] = ()
    """What was wrong with parts of it; the other parts are used."""
    changed: bool = True
    """Whether there was anything to read at all since the last time."""


class QuoteSource(Protocol):
    """Somebody who publishes market figures."""

    @property
    def kind(self) -> str:
        """``feed``, ``file`` or ``http``."""

    @property
    def name(self) -> str:
        """What people may be told as the source; holds no secret."""

    def anew(self) -> None:
        """Read everything again next time."""

    async def read(self) -> SourceReading:
        """What is new since the last reading; raises ``SourceTrouble``."""


class Known(Seen, Protocol):
    """A view that also tells which facts it has seen lately."""

    def knows(self, event_id: str) -> int | None:
        """The position of a fact that was folded lately."""


class FactLog(Protocol):
    """Where facts go."""

    async def publish(self, *events: NewEvent[Any]) -> object:
        """Put facts on the log."""


class MarketTally(Protocol):
    """What is counted about market figures."""

    def observed(self, kind: str) -> None:
        """A figure of a kind of source became a fact."""

    def fetched(self, kind: str, outcome: SourceOutcome, seconds: float) -> None:
        """A source was asked."""

    def graded(self, outcome: str) -> None:
        """A call met its outcome."""
