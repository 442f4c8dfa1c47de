"""What a source says of a symbol, before it is a fact."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

SKEW: Final = timedelta(minutes=2)
"""How far a source's clock may be ahead of ours."""
OLDEST: Final = timedelta(days=1)
"""What is older is no news, and no price."""
LARGEST: Final = 1e15
_SYMBOL: Final = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,19}")
_UNITS: Final = {
    "tl": "TRY", "try": "TRY", "₺": "TRY", "lira": "TRY", "usd": "USD", "$": "USD", "dolar": "USD", "dollar": "USD",
    "eur": "EUR", "€": "EUR", "euro": "EUR", "gbp": "GBP", "£": "GBP", "puan": "puan", "points": "puan", "pts": "puan",
    "%": "%", "percent": "%", "yuzde": "%", "yüzde": "%", "usdt": "USDT", "btc": "BTC", "jpy": "JPY", "chf": "CHF",
}  # fmt: skip
UNITS: Final = tuple(sorted(set(_UNITS.values())))


class QuoteUnusable(ValueError):
    """A figure that a source gives cannot be used."""

    code = "QUOTE_UNUSABLE"


@dataclass(frozen=True, slots=True)
class Quote:
    """A figure of a symbol with its unit, where it was seen and when it held."""

    symbol: str
    value: float
    unit: str
    source: str
    as_of: datetime


def symbol_of(written: str) -> str:
    """A symbol in its one spelling; raises ``QuoteUnusable``."""
    symbol = written.strip().upper()
    if not _SYMBOL.fullmatch(symbol):
        raise QuoteUnusable("the symbol has other signs than A-Z, 0-9, '.', '_' and '-', or more than 20")
    return symbol


def unit_of(written: str) -> str:
    """A unit in its one spelling; raises ``QuoteUnusable``."""
    found = _UNITS.get(written.strip().lower())
    if found is None:
        raise QuoteUnusable(f"the unit is none of {', '.join(UNITS)}")
    return found


def checked_value(value: float, unit: str) -> float:
    """A value that may be a figure; raises ``QuoteUnusable``."""
    if not math.isfinite(value) or abs(value) > LARGEST or (value <= 0 and unit != "%"):
        raise QuoteUnusable("the value is no price: it must be above 0, and below 0 only where the unit is %")
    return value


def is_of_today(quote: Quote, now: datetime) -> bool:
    """Whether it held within the last day and not in the future."""
    return now - OLDEST <= quote.as_of <= now + SKEW
