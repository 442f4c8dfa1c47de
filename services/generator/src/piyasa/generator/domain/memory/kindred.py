"""Words that speak of the same thing, so that a memory is met again in other words (behaviour 4.5).

An embedding model knows all of this and much more: the groups of ``data/kindred.txt`` stand in for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from piyasa.language.folding import bare
from piyasa.language.lexicon import PrefixIndex

Groups = tuple[int, ...]
"""Numbers of groups; a number has no meaning beyond being the same."""
_SHORTEST_SECOND: Final = 3
"""Letters of the second of two words in a row, at least: below that they are mostly one word and a particle."""


def kindred(words: Sequence[str]) -> list[Groups]:
    """The groups that each folded word belongs to, alone or together with a neighbour."""
    found = [_groups_of(word) for word in words]
    openings = _openings()
    for index, (first, second) in enumerate(pairwise(words)):
        both = _groups_of_both(first, second) if first in openings else ()
        if both:
            found[index] += both
            found[index + 1] += both
    return found


def forget_words() -> None:
    """Hold no word any more that was looked up so far."""
    _groups_of.cache_clear()
    _groups_of_both.cache_clear()


def listed(name: str) -> Iterator[list[str]]:
    """The folded entries of each line of a data file of this package."""
    text = files("piyasa.generator.domain.memory").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return (line.split() for line in bare(text).splitlines() if not line.startswith("#"))


@cache
def _beginnings() -> PrefixIndex[Groups]:
    return PrefixIndex({entry: groups for entry, groups in _entries().items() if not entry.endswith(".")})


@cache
def _whole() -> Mapping[str, Groups]:
    return {entry[:-1]: groups for entry, groups in _entries().items() if entry.endswith(".")}


@cache
def _entries() -> Mapping[str, Groups]:
    found: dict[str, Groups] = {}
    for number, entries in enumerate(listed("kindred")):
        for entry in entries:
            found[entry] = (*found.get(entry, ()), number)
    return found


@cache
def _openings() -> frozenset[str]:
    """What the first of two words may be: the beginning of an entry that goes on for two letters or more."""
    return frozenset(entry[:length] for entry in _entries() for length in range(1, len(entry.rstrip(".")) - 1))


@lru_cache(maxsize=20_000)
def _groups_of(word: str) -> Groups:
    whole = _whole().get(word)
    if whole is not None:
        return whole
    begins = _beginnings().find(word)
    return () if begins is None else begins[1]


@lru_cache(maxsize=20_000)
def _groups_of_both(first: str, second: str) -> Groups:
    """The groups of two words in a row, of which the second has a say."""
    if len(second) < _SHORTEST_SECOND:
        return ()
    both = first + second
    begins = _beginnings().find(both)
    if begins is not None and len(begins[0]) > len(first) + 1:
        return begins[1]
    return _whole().get(both, ())
