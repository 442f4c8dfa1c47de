"""What two messages that say the same never differ in: the instruments they name and the directions they take."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final
from zlib import crc32

from piyasa.language.lexicon import PrefixIndex, word_list
from piyasa.language.tokens import Token

_FIRST_SIDES: Final = 0x5555
"""Each axis (up and down, profit and loss, …) has two neighbouring bits, one for a side."""
_FROM: Final = ("dan", "den", "tan", "ten")


@cache
def _things() -> PrefixIndex[str]:
    data = word_list("opposites")
    return PrefixIndex({thing: thing for thing in data["things"]}, data["not_things"])


@cache
def _sides() -> tuple[PrefixIndex[int], ...]:
    """An index for each axis, because a word may take a side on several."""
    return tuple(
        PrefixIndex({word: 1 << (2 * axis + side) for side in (0, 1) for word in words[side]})
        for axis, words in enumerate(word_list("opposites")["axes"])
    )


def named(tokens: Sequence[Token], symbols: Sequence[str | None]) -> int:
    """Give the instruments a message names as 16 bits, two for each: a part of the bits is a part of the names.

    ``symbols`` holds one or none for each token.
    What another is measured from counts as such: the euro stronger than the dollar is not the dollar stronger than it.
    """
    bits = 0
    for token, symbol in zip(tokens, symbols, strict=True):
        thing = symbol or _thing(token.word)
        if thing:
            bits |= _bits_of(f"{thing}<" if (token.word + token.tail).endswith(_FROM) else thing)
    return bits


def name_others(first: int, second: int) -> bool:
    """Tell whether each of two messages names an instrument that the other does not; seldom (1 %) they seem not to."""
    return bool(first & ~second and second & ~first)


def directions(words: Sequence[str]) -> int:
    """Give the sides a message takes, two bits an axis: 16 bits."""
    sides = 0
    for word in words:
        sides |= _sides_of(word)
    return sides


def are_opposed(first: int, second: int) -> bool:
    """Tell whether two messages take different sides somewhere; one that takes both sides opposes nobody."""
    mine, theirs = _one_sided(first), _one_sided(second)
    return bool((mine >> 1 & theirs | mine & theirs >> 1) & _FIRST_SIDES)


def _bits_of(name: str) -> int:
    code = crc32(name.encode())
    first, step = code % 16, 1 + (code >> 4) % 15
    return 1 << first | 1 << (first + step) % 16


@lru_cache(maxsize=4096)
def _sides_of(word: str) -> int:
    sides = 0
    for index in _sides():
        if (entry := index.find(word)) is not None:
            sides |= entry[1]
    return sides


@lru_cache(maxsize=4096)
def _thing(word: str) -> str:
    entry = _things().find(word)
    return "" if entry is None else entry[1]


def _one_sided(sides: int) -> int:
    both = sides & sides >> 1 & _FIRST_SIDES
    return sides & ~(both | both << 1)
