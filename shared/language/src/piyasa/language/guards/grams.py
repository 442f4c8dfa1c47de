"""The marks by which a classifier knows a text: pieces of two to five characters, words, and beginnings of words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from piyasa.language.disguise import Plain
from piyasa.language.lexicon import word_list
from piyasa.language.symbols import symbol_list

_SENTENCE: Final = re.compile(r"[^.?]*[^.? ][^.?]*[.?]?")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_LONGEST_SUFFIX: Final = 5
_SHORTEST_SYMBOL: Final = 3
_STEM: Final = 5
_ENDING: Final = 4
_INSTRUMENT: Final = "xsx"
"""Stands for every instrument: what is said of one share would be as true of another."""

_PERSON: Final = "xpx"
"""Stands for everybody who is named."""


class Sentence(NamedTuple):
    """A stretch of a plain text and its marks."""

    start: int
    end: int
    marks: frozenset[str]


def sentences(plain: Plain) -> tuple[Sentence, ...]:
    """Cut a plain text into sentences with their marks; the marks of a text are those of its sentences."""
    return tuple(Sentence(*found.span(), _marks(found[0])) for found in _SENTENCE.finditer(plain.text))


def _marks(sentence: str) -> frozenset[str]:
    """Give the marks of a sentence; numbers are all the same, and so are instruments and people.

    Marks of words begin with ``=``, of their beginnings with ``/``, of their endings with ``-``.
    """
    words = _words(sentence)
    text = f" {' '.join(words)} "
    length = len(text)
    stems = [word[:_STEM] for word in words]
    return frozenset(
        [text[at : at + size] for size in (2, 3, 4, 5) for at in range(length - size + 1)]
        + ["=" + word for word in words]
        + [f"={word} {following}" for word, following in pairwise(words)]
        + [f"/{stem} {following}" for stem, following in pairwise(stems)]
        + [f"/{stem}~{following}" for stem, following in zip(stems, stems[2:], strict=False)]
        + ["-" + word[-_ENDING:] for word in words if len(word) > _STEM + 1]
    )


def _words(sentence: str) -> list[str]:
    """Cut a sentence into words between closing signs, so that the first and the last word show as such."""
    said = _NUMBER.sub("0", sentence)
    return [".", *map(_generally, said.rstrip(".? ").split()), "?" if said.endswith("?") else "."]


@lru_cache(maxsize=8192)
def _generally(word: str) -> str:
    known = symbol_list()
    if word.startswith("@") or word in _given_names():
        return _PERSON
    for length in range(len(word), max(_SHORTEST_SYMBOL, len(word) - _LONGEST_SUFFIX) - 1, -1):
        begins = word[:length]
        if begins in _given_names() and word[length:] in known.suffixes:
            return _PERSON + word[length:]
        if begins not in known.ambiguous and known.spelt(begins):
            return _INSTRUMENT + word[length:]
    return word


@cache
def _given_names() -> frozenset[str]:
    return frozenset(word_list("words")["given_names"])
