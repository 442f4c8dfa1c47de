"""What a setting may be: each rule says what it expects and takes a value or says precisely what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pydantic import JsonValue

from piyasa.contracts.persona import HOURS_PATTERN

_READABLE = 1e15
"""Numbers from here on are not repeated to whoever sent them."""
_HOURS = re.compile(HOURS_PATTERN)


class Wrong(Exception):
    """What is wrong with a value, as the end of a sentence that begins with the setting's name."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Rule(Protocol):
    """One kind of value."""

    @property
    def expected(self) -> str:
        """What the rule accepts, in words."""

    def checked(self, value: JsonValue) -> JsonValue:
        """The value in the form it is stored in; raises ``Wrong``."""


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    @property
    def expected(self) -> str:
        """In words."""
        return "true or false"

    def checked(self, value: JsonValue) -> JsonValue:
        """Take booleans only: 0 and "false" are too easily mistaken."""
        if not isinstance(value, bool):
            raise Wrong(f"is {named(value)}")
        return value


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds, ends included."""

    low: int
    high: int

    @property
    def expected(self) -> str:
        """In words."""
        return f"a whole number from {self.low} to {self.high}"

    def checked(self, value: JsonValue) -> JsonValue:
        """Take whole numbers, also when written with a point and zeros."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong(f"is {named(value)}")
        _require_within(value, self.low, self.high)
        return value


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds, ends included."""

    low: float
    high: float

    @property
    def expected(self) -> str:
        """In words."""
        return f"a number from {self.low:g} to {self.high:g}"

    def checked(self, value: JsonValue) -> JsonValue:
        """Take any number that is one."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Wrong(f"is {named(value)}")
        _require_within(value, self.low, self.high)
        return value


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    names: tuple[str, ...]

    @property
    def expected(self) -> str:
        """In words."""
        return " or ".join(f'"{name}"' for name in self.names)

    def checked(self, value: JsonValue) -> JsonValue:
        """Take the words as they are spelt."""
        if value not in self.names:
            raise Wrong(f"is {named(value)}")
        return value


@dataclass(frozen=True, slots=True)
class Ranges:
    """Windows of the day; none at all means always."""

    @property
    def expected(self) -> str:
        """In words."""
        return 'a list of "HH:MM-HH:MM" windows, which may cross midnight; an empty list means always'

    def checked(self, value: JsonValue) -> JsonValue:
        """Take lists of windows; the first that is none is named."""
        if not isinstance(value, list):
            raise Wrong(f"is {named(value)}")
        for part in value:
            if not isinstance(part, str) or not _HOURS.fullmatch(part):
                raise Wrong(f"holds {part!r}, which is no window")
        return value


@dataclass(frozen=True, slots=True)
class Dates:
    """Days of the calendar."""

    @property
    def expected(self) -> str:
        """In words."""
        return 'a list of dates as "YYYY-MM-DD"'

    def checked(self, value: JsonValue) -> JsonValue:
        """Take lists of dates; the first that is none is named."""
        if not isinstance(value, list):
            raise Wrong(f"is {named(value)}")
        for part in value:
            if not isinstance(part, str) or not _is_date(part):
                raise Wrong(f"holds {part!r}, which is no date")
        return value


_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Names:
    """Names in an order, none of them twice."""

    @property
    def expected(self) -> str:
        """In words."""
        return "a list of different names in small letters, digits and hyphens"

    def checked(self, value: JsonValue) -> JsonValue:
        """Take lists of names; the first that is none, or that came before, is named."""
        if not isinstance(value, list):
            raise Wrong(f"is {named(value)}")
        for number, part in enumerate(value):
            if not isinstance(part, str) or not _NAME.fullmatch(part):
                raise Wrong(f"holds {named(part)}, which is no name")
            if part in value[:number]:
                raise Wrong(f"holds {part!r} twice")
        return value


@dataclass(frozen=True, slots=True)
class NamesBy:
    """Names in an order for each of some things."""

    kinds: tuple[str, ...]

    @property
    def expected(self) -> str:
        """In words."""
        keys = " or ".join(f'"{kind}:<id>"' for kind in self.kinds)
        return f"an object with keys {keys}, each with {Names().expected}"

    def checked(self, value: JsonValue) -> JsonValue:
        """Take objects of lists of names."""
        if not isinstance(value, dict):
            raise Wrong(f"is {named(value)}")
        for key, names in value.items():
            kind, _, known = key.partition(":")
            if kind not in self.kinds or not _NAME.fullmatch(known):
                raise Wrong(f"holds the key {key[:60]!r}, which names nothing")
            try:
                Names().checked(names)
            except Wrong as wrong:
                raise Wrong(f"under {key!r} {wrong.problem}") from None
        return value


@dataclass(frozen=True, slots=True)
class Bounds:
    """A lower and an upper limit; a missing upper limit takes a default."""

    low: int
    high: int
    missing_max: int

    @property
    def expected(self) -> str:
        """In words."""
        return (
            f'an object {{"min": …, "max": …}} of whole numbers from {self.low} to {self.high}, min not above max; '
            f"max may be left out ({self.missing_max})"
        )

    def checked(self, value: JsonValue) -> JsonValue:
        """Take objects with ``min`` and perhaps ``max``."""
        if not isinstance(value, dict):
            raise Wrong(f"is {named(value)}")
        strange = sorted(set(value) - {"min", "max"})
        if strange:
            raise Wrong(f"holds the unknown key {strange[0]!r}")
        if "min" not in value:
            raise Wrong("lacks min")
        limits = {name: self._limit(name, value.get(name, self.missing_max)) for name in ("min", "max")}
        if limits["min"] > limits["max"]:
            raise Wrong(f"has min {limits['min']} above max {limits['max']}")
        return dict(limits)

    def _limit(self, name: str, value: JsonValue) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong(f"has {name} that is {named(value)}")
        if not self.low <= value <= self.high:
            raise Wrong(f"has {name} {value}, out of range")
        return value


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def named(value: JsonValue) -> str:
    """A value with the name of its type; long ones are cut."""
    match value:
        case None:
            return "null"
        case bool():
            return f"the boolean {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {value[:40]!r}"
        case list():
            return "a list"
        case _:
            return "an object"


def _require_within(value: float, low: float, high: float) -> None:
    if low <= value <= high:
        return
    if not abs(value) < _READABLE:  # also what is no number at all
        raise Wrong("is far out of range")
    raise Wrong(f"is {value:g}, {'below' if value < low else 'above'} the range")
