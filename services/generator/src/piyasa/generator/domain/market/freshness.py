"""How long an observed figure may be spoken of, and as what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from piyasa.generator.domain.market.symbols import is_of_exchange
from piyasa.projections.exchange import last_close, market_open
from piyasa.projections.figures import Figure


@dataclass(frozen=True, slots=True)
class Freshness:
    """The rule at one moment; the wall clock counts, whatever the pace of personas."""

    now: datetime
    minutes: float
    """For how long after its moment a figure may be spoken of."""
    holidays: Collection[str] = ()
    session: bool | None = None
    """Whether the exchange is in session on personas' clocks; None where those are not set."""

    def is_fresh(self, figure: Figure) -> bool:
        """Whether a figure may be spoken of: young, or the last one of a session that no other has followed."""
        return self.is_young(figure) or self.is_closing(figure)

    def is_young(self, figure: Figure) -> bool:
        """Whether it held within the last minutes."""
        return self.now - figure.as_of <= timedelta(minutes=self.minutes)

    def is_closing(self, figure: Figure) -> bool:
        """Whether the exchange is closed, the symbol is traded there and the figure is of its newest session's end."""
        open_now = market_open(self.now, self.holidays) if self.session is None else self.session
        if open_now or not is_of_exchange(figure.symbol):
            return False
        return figure.as_of >= last_close(self.now, self.holidays) - timedelta(minutes=self.minutes)
