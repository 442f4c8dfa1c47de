"""Numbers as people write them: Turkish and English grouping, ``bin`` and ``k``, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from piyasa.language.folding import bare

_DIGITS: Final = re.compile(r"(?<!\w)(?<!\d[.,])\d+(?:[.,]\d+)*")
_TIMES: Final = {
    "bin": 1e3, "k": 1e3, "milyon": 1e6, "mn": 1e6, "m": 1e6, "milyar": 1e9, "mr": 1e9, "mlr": 1e9, "bn": 1e9,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trilyon": 1e12, "trillion": 1e12,
}  # fmt: skip
_MULTIPLIER: Final = re.compile(
    r"\s?(bin(?!a\b)|milyon|milyar|trilyon|thousand|million|billion)(?=(?:e|i|ı|u|a|in|ın|un|[dt][ae]n?|l[iıu]k\w*|l[ae]r\w*)?\b)"
    r"|\s?(mn|mlr|mr|bn)\b|([km])(?=\b|[dt][ae]n?\b|y?[ae]\b)",
    re.IGNORECASE,
)
_ONES: Final = {
    "sifir": 0, "bir": 1, "iki": 2, "uc": 3, "dort": 4, "bes": 5, "alti": 6, "yedi": 7, "sekiz": 8, "dokuz": 9,
    "on": 10, "yirmi": 20, "otuz": 30, "kirk": 40, "elli": 50, "altmis": 60, "yetmis": 70, "seksen": 80, "doksan": 90,
}  # fmt: skip
_SCALES: Final = {"yuz": 100.0, "bin": 1e3, "milyon": 1e6, "milyar": 1e9}
_HALF: Final = "bucuk"
_WORD: Final = "|".join(sorted({*_ONES, *_SCALES, _HALF}, key=len, reverse=True))
_SPELT: Final = re.compile(rf"(?<!\w)(?!yuzde\b)(?:(?:{_WORD})\s*)+(?=['’\s.,!?;:)]|$|\w{{1,4}}\b)")
_PART: Final = re.compile(_WORD)
_GROUP: Final = 3


class Reading(NamedTuple):
    """What a number may mean, and what one more in its last digit would add."""

    value: float
    step: float


@dataclass(frozen=True, slots=True)
class Number:
    """A number ``text[start:end]``, with every way to read it."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    is_spelt: bool = False

    @property
    def is_formatted(self) -> bool:
        """Whether it has decimals, grouping or a multiplier: nobody counts things like that."""
        return any(reading.step != 1 for reading in self.readings) or len(self.readings) > 1


def numbers_in(text: str) -> Iterator[Number]:
    """Numbers in figures, from left to right; none that is part of a word, as in ``XU100``."""
    for found in _DIGITS.finditer(text):
        times = _MULTIPLIER.match(text, found.end())
        factor = 1.0 if times is None else _TIMES[bare(next(filter(None, times.groups())))]
        end = found.end() if times is None else times.end()
        readings = tuple(Reading(value * factor, step * factor) for value, step in readings_of(found[0]))
        yield Number(found.start(), end, readings)


def spelt_in(text: str) -> Iterator[Number]:
    """Numbers in Turkish words, of a text that is folded to bare lower-case letters."""
    for found in _SPELT.finditer(text):
        words = found[0].rstrip()
        value, step = _said(_PART.findall(words))
        yield Number(found.start(), found.start() + len(words), (Reading(value, step),), is_spelt=True)


def readings_of(digits: str) -> tuple[Reading, ...]:
    """The ways to read digits with points and commas: ``10.950,35``, ``68,400``, ``41.25``.

    One mark before three digits may group or begin decimals: both readings are given, grouping first.
    """
    marks = [sign for sign in digits if not sign.isdigit()]
    if not marks:
        return (Reading(float(digits), 1.0),)
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    if len(set(marks)) > 1:
        return (_with_decimals(head, tail),) if marks.count(last) == 1 else ()
    groups = digits.split(last)
    grouped = all(len(group) == _GROUP for group in groups[1:]) and 0 < len(groups[0]) <= _GROUP and groups[0] != "0"
    if len(marks) > 1:
        return (Reading(float("".join(groups)), 1.0),) if grouped else ()
    decimals = _with_decimals(head, tail)
    return (Reading(float("".join(groups)), 1.0), decimals) if grouped else (decimals,)


def _with_decimals(head: str, tail: str) -> Reading:
    whole = "".join(sign for sign in head if sign.isdigit())
    return Reading(float(f"{whole}.{tail}"), 10.0 ** -len(tail))


def _said(words: list[str]) -> Reading:
    """What number words add up to: ``on bin dokuz yuz``, ``iki bucuk``, ``uc bucuk milyon``."""
    total = group = 0.0
    step = 1.0
    for word in words:
        if word == _HALF:
            group, step = group + 0.5, 0.1
        elif word == "yuz":
            group = max(1.0, group) * _SCALES[word]
        elif word in _SCALES:
            total += max(1.0, group) * _SCALES[word]
            group, step = 0.0, step * _SCALES[word]
        else:
            group, step = group + _ONES[word], min(step, 1.0)
    return Reading(total + group, step)
