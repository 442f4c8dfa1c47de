"""Listed companies by the names people use, told from the shops, banks and airlines of the same names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from piyasa.language.lexicon import PrefixIndex, word_list

_SUFFIX_LETTERS: Final = 7


@cache
def _names() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word to the names that begin with it, the longest first, and their symbols."""
    names: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for symbol, called in word_list("companies")["names"].items():
        for name in called:
            words = tuple(name.split())
            ways = (*names.get(words[0], ()), (words, symbol))
            names[words[0]] = tuple(sorted(ways, key=lambda way: -len(way[0])))
    return names


@cache
def _listed(name: str) -> PrefixIndex[bool]:
    return PrefixIndex(dict.fromkeys(word_list("companies")[name], True))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(word_list("companies")[name])


def companies_by_place(words: Sequence[str]) -> dict[int, str]:
    """Give the symbol of each company named, by the place of its name's first word.

    Where shares are spoken of it is the company's share; where goods and services are, it is not. Where neither is,
    the names of shops, banks and airlines are just those, and all other names are shares.
    """
    begins = [index for index, word in enumerate(words) if _beginning(word)]
    found = {index: way for index in begins if (way := _way(words, index)) is not None}
    if not found:
        return {}
    about_shares = any(_is_listed("shares", word) for word in words)
    if not about_shares and any(_is_listed("goods", word) for word in words):
        return {}
    return {index: symbol for index, (name, symbol) in found.items() if about_shares or name not in _set("shops")}


def _way(words: Sequence[str], index: int) -> tuple[str, str] | None:
    for name, symbol in _beginning(words[index]):
        if tuple(words[index : index + len(name) - 1]) != name[:-1] or index + len(name) > len(words):
            continue
        last = words[index + len(name) - 1]
        if last.startswith(name[-1]) and last[len(name[-1]) :] in _set("suffixes"):
            return " ".join(name), symbol
    return None


@lru_cache(maxsize=8192)
def _beginning(word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Give the names that a word may begin, or be with a suffix."""
    ways = list(_names().get(word, ()))
    for length in range(1, min(_SUFFIX_LETTERS, len(word) - 2) + 1):
        if word[-length:] in _set("suffixes"):
            ways += [way for way in _names().get(word[:-length], ()) if len(way[0]) == 1]
    return tuple(ways)


@lru_cache(maxsize=8192)
def _is_listed(name: str, word: str) -> bool:
    return _listed(name).find(word) is not None
