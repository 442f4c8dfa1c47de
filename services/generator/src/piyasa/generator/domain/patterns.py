"""Patterns of lines: ``[a|b]`` is a choice, ``<sen/siz>`` follows the register, ``{slot:case}`` is filled in.

A ``~`` before a pattern keeps it from formal writers, a ``!`` from hours in which the exchange is closed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final
from zlib import crc32

from piyasa.generator.domain.chance import Chance
from piyasa.generator.domain.suffixes import CASES, Name
from piyasa.language import tr_capitalize

_SENTENCE: Final = re.compile(r"(^|[.!?…] +)([a-zçğıöşüâî])")
_GAPS: Final = re.compile(r" {2,}")
_BEFORE_SIGN: Final = re.compile(r" +([,.!?…])")
_MARKS: Final = "~!"


class PatternMalformed(ValueError):
    """A pattern that cannot be read."""

    code = "PATTERN_MALFORMED"

    def __init__(self, pattern: str, wanted: str) -> None:
        super().__init__(f"pattern {pattern!r}: {wanted}")
        self.pattern, self.wanted = pattern, wanted


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    options: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """One sequence among friends, another among strangers."""

    casual: Sequence
    formal: Sequence


@dataclass(frozen=True, slots=True)
class Slot:
    """A name to be filled in, in a case."""

    name: str
    case: str | None


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other."""

    parts: tuple[str | Choice | Register | Slot, ...]

    @property
    def slots(self) -> frozenset[str]:
        """The names of all slots that may have to be filled."""
        return frozenset().union(*(_slots_of(part) for part in self.parts))


@dataclass(frozen=True)
class Pattern:
    """A pattern as read: what it is made of, and who may use it when."""

    text: str
    sequence: Sequence
    casual: bool
    """Only for those who do not keep their distance."""
    in_session: bool
    """Only while the exchange is open."""

    @cached_property
    def slots(self) -> frozenset[str]:
        """The names of all slots that may have to be filled."""
        return self.sequence.slots

    @cached_property
    def mark(self) -> int:
        """What tells the pattern from others, the same in every process."""
        return crc32(self.text.encode())

    @cached_property
    def takes_opening(self) -> bool:
        """Whether words like ``bana kalırsa`` may stand before it: it begins with its subject."""
        first = self.sequence.parts[0]
        return isinstance(first, Slot) and first.name in {"t", "a"} and not self.text.endswith("?")


def _slots_of(part: str | Choice | Register | Slot) -> frozenset[str]:
    match part:
        case Slot(name=name):
            return frozenset({name})
        case Choice(options=options):
            return frozenset().union(*(option.slots for option in options))
        case Register(casual=casual, formal=formal):
            return casual.slots | formal.slots
        case _:
            return frozenset()


@lru_cache(maxsize=8192)
def parse(text: str) -> Pattern:
    """Read a pattern; raises ``PatternMalformed``."""
    body = text.lstrip(_MARKS)
    marks = text[: len(text) - len(body)]
    sequence, at = _sequence(body, 0, "")
    if at != len(body) or not body:
        raise PatternMalformed(text, f"nothing may follow position {at}")
    return Pattern(body, sequence, casual="~" in marks, in_session="!" in marks)


def fill(pattern: str | Pattern, slots: Mapping[str, Name], chance: Chance, *, formal: bool) -> str:
    """Make a line of a pattern; raises ``KeyError`` when a slot has no name."""
    read = parse(pattern) if isinstance(pattern, str) else pattern
    return tidy("".join(_render(read.sequence, slots, chance, formal=formal)))


def tidy(line: str) -> str:
    """One space between words, none before signs, a capital where a sentence begins."""
    line = _BEFORE_SIGN.sub(r"\1", _GAPS.sub(" ", line)).strip()
    return _SENTENCE.sub(lambda found: found[1] + tr_capitalize(found[2]), line)


def _render(sequence: Sequence, slots: Mapping[str, Name], chance: Chance, *, formal: bool) -> list[str]:
    pieces: list[str] = []
    for part in sequence.parts:
        match part:
            case str():
                pieces.append(part)
            case Slot(name=name, case=case):
                pieces.append(slots[name].in_case(case))
            case Choice(options=options):
                pieces.extend(_render(chance.choice(options), slots, chance, formal=formal))
            case Register(casual=casual, formal=strangers):
                pieces.extend(_render(strangers if formal else casual, slots, chance, formal=formal))
    return pieces


def _sequence(pattern: str, at: int, until: str) -> tuple[Sequence, int]:
    parts: list[str | Choice | Register | Slot] = []
    plain = ""
    while at < len(pattern) and pattern[at] not in until:
        sign = pattern[at]
        if sign not in "[<{":
            plain += sign
            at += 1
            continue
        if plain:
            parts.append(plain)
            plain = ""
        part, at = _part(pattern, at)
        parts.append(part)
    if plain:
        parts.append(plain)
    return Sequence(tuple(parts)), at


def _part(pattern: str, at: int) -> tuple[Choice | Register | Slot, int]:
    if pattern[at] == "{":
        return _slot(pattern, at + 1)
    between, closing = ("|", "]") if pattern[at] == "[" else ("/", ">")
    options = []
    while True:
        option, at = _sequence(pattern, at + 1, between + closing)
        options.append(option)
        if at == len(pattern):
            raise PatternMalformed(pattern, f"a {closing} is missing")
        if pattern[at] == closing:
            break
    if closing == "]":
        return Choice(tuple(options)), at + 1
    if len(options) != 2:  # noqa: PLR2004 - among friends and among strangers
        raise PatternMalformed(pattern, "a register has two sides")
    return Register(options[0], options[1]), at + 1


def _slot(pattern: str, at: int) -> tuple[Slot, int]:
    end = pattern.find("}", at)
    name, _, case = pattern[at:end].partition(":")
    if end < 0 or not name or (case and case not in CASES):
        raise PatternMalformed(pattern, "a slot is {name} or {name:case}")
    return Slot(name, case or None), end + 1
