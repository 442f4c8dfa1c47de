"""Figures in headlines: one company or instrument, one level with its unit, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from piyasa.generator.domain.market.numbers import Number, numbers_in
from piyasa.generator.domain.market.quotes import QuoteUnusable, checked_value, unit_of
from piyasa.generator.domain.market.symbols import families_in, is_of_exchange, names_in
from piyasa.generator.domain.names import group_of
from piyasa.language.folding import bare

_INDEX: Final = re.compile(r"\b(?:bist|xu)\s?-?(?:100|50|30|030|050)\b")
_PERCENT_BEFORE: Final = re.compile(r"(?:%|yuzde)\s?$")
_PERCENT_AFTER: Final = re.compile(r"\s?(?:%|percent\b|pct\b)")
_SIGN: Final = re.compile(r"[$€£₺]\s?$")
_UNIT: Final = re.compile(r"\s?(tl|try|lira|usdt|usd|dolar|dollars?|euro|eur|puan|points|pts|[$€£₺])(['’]?[a-z]*)")
_CASE: Final = re.compile(r"['’]?(?:l[iae]|y?[ae]|[dt][ae]n?|lik|luk|lar|ler)?")
_MOVED: Final = re.compile(
    r"\b(?:art[tiam]|yuksel|dus|geril|kazan|kaybet|azal|ekle|sildi|silin|ris[ei]|rose|gain|fall|fell|drop|lo[sn]t?e|jump"
    r"|slip|slid|add|climb)"
)
_REACHED: Final = re.compile(r"['’]?(?:y?[ae]|[dt][ae]n)$")
_TO: Final = re.compile(r"\b(?:to|at)\s+[$€£₺]?\s?$")
_DOUBT: Final = re.compile(
    r"\?|\b(?:beklen|bekliyor|tahmin|hedef|olabilir|olacak|ongor|senaryo|analist|forecast|target|expect|could|may\b|might"
    r"|if\b|eger|iddia|gecen|dunku|temettu|bedelsiz|sermaye|hasilat|kari?\b|zarar|ciro|ihrac|halka arz|arasi|between"
    r"|fark|hisse basi|dividend|profit|revenue|loss|ceza|fine\b|yatirim|ihale|sozlesme|kredi|borc|destek|direnc|support"
    r"|resistance|zirve|dip|rekor|record|high\b|low\b)"
)
_EVERYDAY: Final = {"USDTRY": ("dolar",), "EURTRY": ("euro", "avro"), "GBPTRY": ("sterlin",)}
_TURKISH: Final = re.compile(r"\s?(?:tl|lira|dolar|puan|₺)")
_DOLLAR: Final = re.compile(r"\s?(?:usd|dolar|dollar|\$)")
_SURELY_WHOLE: Final = 2
"""Digits before a comma from which three digits behind it are no decimals of a price in dollars."""
_DOLLARS: Final = frozenset({"USD", "USDT"})


@dataclass(frozen=True, slots=True)
class Level:
    """What a headline says of a symbol."""

    symbol: str
    value: float
    unit: str


def level_in(headline: str) -> Level | None:
    """The one level of the one symbol that a headline is about; None when anything is doubtful.

    Percentages are changes and never levels. Changes in points or money, forecasts, ranges, a second number or a
    second instrument, and a unit that the symbol is not priced in, make a headline doubtful.
    """
    folded = bare(headline)
    if _DOUBT.search(folded):
        return None
    levels = [number for number in numbers_in(headline) if not _is_other(folded, number)]
    symbol = _symbol_in(headline)
    if symbol is None or len(levels) != 1 or len(folded) != len(headline):
        return None
    unit = _unit_beside(folded, levels[0])
    if unit is None or unit not in _units_of(symbol):
        return None
    value = _value(levels[0], folded, symbol)
    try:
        return None if value is None else Level(symbol, checked_value(value, unit), unit)
    except QuoteUnusable:
        return None


def _symbol_in(headline: str) -> str | None:
    named, families = names_in(headline), families_in(headline)
    if len(families) != 1:
        return None
    if len(named) == 1:
        return next(iter(named))
    family = next(iter(families))
    return family if not named and family in _EVERYDAY else None


def _is_other(folded: str, number: Number) -> bool:
    """Whether a number is a percentage or part of an index's name."""
    before, after = folded[: number.start], folded[number.end :]
    if _PERCENT_BEFORE.search(before) or _PERCENT_AFTER.match(after):
        return True
    return any(found.start() < number.start < found.end() for found in _INDEX.finditer(folded))


def _unit_beside(folded: str, number: Number) -> str | None:
    """The unit of a level; None where there is none, or where the number is how much something moved."""
    before, after = folded[: number.start], folded[number.end :]
    sign, named = _SIGN.search(before), _UNIT.match(after)
    if sign is None and (named is None or not _CASE.fullmatch(named[2])):
        return None
    reached = (named is not None and bool(_REACHED.search(named[2]))) or _TO.search(before) is not None
    follows_level = named is not None and after[named.end() :].lstrip().startswith("seviye")
    if _MOVED.search(folded) and not reached and not follows_level:
        return None
    if sign is not None:
        return unit_of(sign[0])
    assert named is not None  # noqa: S101 - there is a sign, or a name of the unit
    return unit_of(named[1].removesuffix("s") if named[1].startswith("dollar") else named[1])


def _units_of(symbol: str) -> frozenset[str]:
    """What a symbol is priced in."""
    if is_of_exchange(symbol):
        return frozenset({"puan"}) if symbol.startswith(("XU", "BIST", "XBANK")) else frozenset({"TRY"})
    if symbol.endswith("TRY"):
        return frozenset({"TRY"})
    if symbol.endswith("BTC") and symbol != "BTC":
        return frozenset({"BTC"})
    return _DOLLARS if group_of(symbol) == "Kripto" or symbol.endswith("USD") else frozenset()


def _value(number: Number, folded: str, symbol: str) -> float | None:
    """What the number says; None when it could be read in two ways and nothing tells which."""
    if len(number.readings) == 1:
        return number.readings[0].value
    if not number.readings or (group_of(symbol) == "FX" and not symbol.startswith("XAU")):
        return None
    written, after = folded[number.start : number.end], folded[number.end :]
    if "." in written:
        groups = _TURKISH.match(after) is not None
    else:
        whole = written.partition(",")[0]
        groups = _SIGN.search(folded[: number.start]) is not None or (
            len(whole) >= _SURELY_WHOLE and _DOLLAR.match(after) is not None
        )
    return number.readings[0].value if groups else None
