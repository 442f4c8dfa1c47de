"""Which figures are worth a fact: newer ones that changed, and unchanged ones before they grow stale."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from piyasa.generator.domain.market.quotes import Quote

Told = dict[tuple[str, str], Quote]
"""Symbol and source to what was last told of them."""
_PRECISION: Final = 1e-9


def newest(quotes: Iterable[Quote]) -> Told:
    """The newest figure of each symbol and source."""
    found: Told = {}
    for quote in quotes:
        known = found.get((quote.symbol, quote.source))
        if known is None or quote.as_of >= known.as_of:
            found[quote.symbol, quote.source] = quote
    return found


def worth_telling(quote: Quote, known: Quote | None, every: float) -> bool:
    """Whether a figure says more than what is known; an unchanged one only ``every`` so many seconds."""
    if known is None:
        return True
    later = (quote.as_of - known.as_of).total_seconds()
    changed = quote.unit != known.unit or abs(quote.value - known.value) > _PRECISION * abs(known.value)
    return later >= 0 and (changed or later >= every)
