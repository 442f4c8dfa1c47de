"""What becomes of a stated opinion when its price moves (behaviour 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

from piyasa.generator.domain.market.symbols import prices
from piyasa.projections.directory.state import Holding
from piyasa.projections.figures import Call, Figure

MOVED_FROM: Final = 0.02
"""Share of the price from which a move proves an opinion right or wrong."""
HORIZONS: Final[Mapping[str, timedelta]] = {
    "intraday": timedelta(days=1),
    "swing": timedelta(days=7),
    "long_term": timedelta(days=30),
}
"""How long a call waits for such a move, by the horizon of the persona's position."""
WITHOUT_POSITION: Final = HORIZONS["swing"]
_ROUNDING: Final = 1e-9
Outcome = Literal["right", "wrong", "open"]


def horizon_of(topic: str, holdings: Mapping[str, Holding]) -> timedelta:
    """How long a call on a topic waits."""
    held = holdings.get(topic) or next((each for each in holdings.values() if prices(topic, each.symbol)), None)
    return WITHOUT_POSITION if held is None else HORIZONS[held.horizon]


def outcome_of(call: Call, figure: Figure, horizon: timedelta, now: datetime) -> Outcome | None:
    """What a figure makes of a call; None while it waits, or when the figure says nothing about it.

    Only a figure of the call's own source, of a moment after the opinion and within its horizon, can prove anything.
    At the end of the horizon a call without a proof stays open for good.
    """
    if figure.source != call.source or not prices(call.topic, figure.symbol) or figure.as_of <= call.stated_at:
        return None
    end = call.stated_at + horizon
    moved = (figure.value - call.price) / call.price
    if figure.as_of <= end and abs(moved) >= MOVED_FROM - _ROUNDING:
        return "right" if moved * call.direction > 0 else "wrong"
    return "open" if now >= end else None
