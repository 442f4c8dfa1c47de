"""The fold of observed market figures."""

from __future__ import annotations

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.system import FigureObserved
from piyasa.projections.figures.state import Figure
from piyasa.projections.fold import EVERY


class Figures:
    """The newest figure of each symbol."""

    name = "figures"
    version = "1"
    state = Figure
    facts = frozenset({FigureObserved.fact})

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The symbol of the fact."""
        data = event.data
        return (data.symbol,) if isinstance(data, FigureObserved) and data.symbol != EVERY else ()

    def evolve(self, state: Figure | None, event: Recorded[Event]) -> Figure | None:
        """What held later stands; of what held at one moment, what was recorded later."""
        data = event.data
        if not isinstance(data, FigureObserved):
            return state
        if state is not None and (data.as_of, event.position) <= (state.as_of, state.position):
            return state
        return Figure(data.symbol, data.value, data.unit, data.source, data.as_of, event.position)
