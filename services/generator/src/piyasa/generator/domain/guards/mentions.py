"""Which numbers of a text are figures of the market, told from counts, durations, dates and turns of phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from piyasa.generator.domain.guards.surroundings import Surroundings, is_harmless, near_market
from piyasa.generator.domain.market.numbers import Reading, numbers_in, spelt_in
from piyasa.language import protected_spans
from piyasa.language.folding import bare, tidy

_APART: Final = frozenset({"url", "tag", "date", "time", "command"})
_PERCENT_BEFORE: Final = re.compile(r"(?:%|\byuzde)\s?[+-]?$")
_PERCENT_RANGE: Final = re.compile(r"(?:%|\byuzde)\s?[\d.,]+\s?(?:[-–]|ila|ile|veya|ya da)\s?$")
_PERCENT_AFTER: Final = re.compile(r"\s?(?:%|percent\b|pct\b)")
_SIGN: Final = re.compile(r"([$€£₺])\s?$")
_CURRENCY: Final = re.compile(
    r"\s?(?:(tl(?:y?[ei]|de|den|lik)?\b|try\b|lira|₺|kurus)|(dolar|dollar|usdt?\b|\$|sent\b|cents?\b|bucks?\b)"
    r"|(euro|eur\b|avro|€)|(sterlin|gbp\b|pound|£))"
)
_MONEY: Final = ("TRY", "USD", "EUR", "GBP")
_SIGNS: Final = {"₺": "TRY", "$": "USD", "€": "EUR", "£": "GBP"}
_POINTS: Final = re.compile(r"\s?(?:(baz\s?puan|bps\b|bp\b|basis points?)|(puan|points?\b|pts\b))")


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure ``text[start:end]`` of the market, as it may be read; ``unit`` is None where none is written."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    unit: str | None


def mentions_in(text: str) -> Iterator[Mention]:
    """The market figures of a text, from left to right."""
    seen = tidy(text)
    folded = bare(seen)
    if len(folded) != len(seen):  # a letter that folds to two: places in the one would not be places in the other
        seen = folded
    apart = [span for span in protected_spans(seen) if span.kind in _APART]
    found = [
        number
        for number in numbers_in(seen)
        if not seen[: number.start].endswith("#") and not any(span.start <= number.start < span.end for span in apart)
    ]
    spelt = [each for each in spelt_in(folded) if not any(number.end > each.start >= number.start for number in found)]
    for number in sorted((*found, *spelt), key=lambda each: each.start):
        around = Surroundings(folded, number)
        unit = _unit_of(around)
        if unit is None and (number.is_spelt or not _is_bare_figure(around)):
            continue
        if not is_harmless(around, unit):
            yield Mention(number.start, number.end, number.readings, unit)


def _unit_of(around: Surroundings) -> str | None:
    before, after = around.before, around.after
    if _PERCENT_BEFORE.search(before) or _PERCENT_AFTER.match(after) or _PERCENT_RANGE.search(before):
        return "%"
    sign = _SIGN.search(before)
    if sign is not None:
        return _SIGNS[sign[1]]
    money = _CURRENCY.match(after)
    if money is not None:
        return next(unit for unit, written in zip(_MONEY, money.groups(), strict=True) if written)
    points = _POINTS.match(after)
    if points is not None:
        return "bps" if points[1] else "puan"
    return None


def _is_bare_figure(around: Surroundings) -> bool:
    """Whether a number without a unit is a figure: nobody counts in decimals, and levels stand beside their names."""
    return around.number.is_formatted or near_market(around)
