"""Which figures bear on a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from piyasa.generator.domain.market.symbols import family_of, is_of_group, prices
from piyasa.projections.figures import Figure

MOST_SHOWN: Final = 5


def bearing(fresh: Iterable[Figure], topics: Sequence[str]) -> tuple[Figure, ...]:
    """The figures of what is talked about, nearest first: at most ``MOST_SHOWN``.

    ``topics`` are symbols and topic groups, the most important first. A symbol's own figure comes before others of
    its family, and those before figures of its group.
    """
    known = sorted(fresh, key=lambda figure: figure.symbol)
    chosen: dict[str, Figure] = {}
    for matches in (_same, _priced, _grouped):
        for topic in topics:
            chosen |= {
                figure.symbol: figure for figure in known if figure.symbol not in chosen and matches(figure, topic)
            }
    return tuple(chosen.values())[:MOST_SHOWN]


def price_of(topic: str, fresh: Iterable[Figure]) -> Figure | None:
    """The price that an opinion on a topic is held against: the symbol's own, else one of its family."""
    fitting = [figure for figure in fresh if figure.unit != "%" and figure.value > 0 and prices(topic, figure.symbol)]
    return min(fitting, key=lambda figure: (figure.symbol != topic, figure.symbol), default=None)


def _same(figure: Figure, topic: str) -> bool:
    return figure.symbol == topic


def _priced(figure: Figure, topic: str) -> bool:
    return prices(topic, figure.symbol) or family_of(figure.symbol) == family_of(topic)


def _grouped(figure: Figure, topic: str) -> bool:
    return is_of_group(figure.symbol, topic)
