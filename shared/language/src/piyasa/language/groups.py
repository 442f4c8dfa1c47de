"""Which topic group a keyword belongs to, and the company in which it means something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from piyasa.language.lexicon import PhraseIndex, PrefixIndex, word_list

_CURRENCIES: Final = ("dolar", "euro", "sterlin", "dollar", "usd", "eur", "lira")
_AMOUNT: Final = re.compile(r"(?:a|kac\w*|iki|uc|bes|on|yirmi|otuz|elli|yuz|bin|milyon|milyar|\d+[a-z]*)(?<!^1)")


@cache
def _single() -> PrefixIndex[str]:
    data = word_list("topics")
    entries = {word: group for group, words in data["groups"].items() for word in words if " " not in word}
    for word in data["ambiguous"]:
        entries.pop(word, None)
    return PrefixIndex(entries, data["not_prefixed"])


@cache
def _phrases() -> PhraseIndex[str]:
    groups = word_list("topics")["groups"]
    return PhraseIndex({word: group for group, words in groups.items() for word in words if " " in word})


@cache
def _everyday_phrases() -> PhraseIndex[bool]:
    return PhraseIndex(dict.fromkeys(word_list("topics")["not_phrases"], True))


@cache
def _company() -> PrefixIndex[frozenset[str]]:
    """Give for a keyword the beginnings of words beside which it is an everyday word."""
    unless = word_list("topics")["unless"]
    return PrefixIndex({keyword: frozenset(words) for keyword, words in unless.items()})


@lru_cache(maxsize=8192)
def group_of(word: str) -> str | None:
    """Name the group whose keyword a folded word begins with."""
    entry = _single().find(word)
    return None if entry is None else entry[1]


def groups_by_word(words: Sequence[str]) -> list[str | None]:
    """Name the group of each word; of a phrase, its first word bears it.

    Keywords in everyday company (``altın günü``, ``coin`` in a game) bear none.
    """
    groups: list[str | None] = [group_of(word) for word in words]
    for index, group in enumerate(groups):
        if group is not None and _is_everyday(words, words[index]):
            groups[index] = None
    for index, length, group in _phrases().all_in(words):
        groups[index : index + length] = (group, *(None,) * (length - 1))
    for index in everyday_places(words):
        groups[index] = None
    return groups


def everyday_places(words: Sequence[str]) -> list[int]:
    """Give the places of words that are part of an everyday phrase."""
    found = _everyday_phrases().all_in(words)
    return [place for index, length, _ in found for place in range(index, index + length)]


def is_unit(words: Sequence[str], index: int) -> bool:
    """Tell whether a word is the currency of an amount (``60 dolardan``); after ``1`` it is what is being priced."""
    return index > 0 and words[index].startswith(_CURRENCIES) and _AMOUNT.fullmatch(words[index - 1]) is not None


def _is_everyday(words: Sequence[str], word: str) -> bool:
    company = _company().find(word)
    return company is not None and any(near.startswith(begin) for near in words for begin in company[1])
