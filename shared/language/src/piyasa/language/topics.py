"""The market topics a message touches, by groups of keywords and instruments (behaviour 8.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final

from piyasa.language.groups import groups_by_word, is_unit
from piyasa.language.lexicon import PrefixIndex, word_list
from piyasa.language.symbols import is_shouted, symbol_list
from piyasa.language.tokens import Token

_NEAR: Final = 3


@cache
def _ambiguous() -> PrefixIndex[str]:
    data = word_list("topics")
    groups = {word: group for group, words in data["groups"].items() for word in words}
    return PrefixIndex({word: groups[word] for word in data["ambiguous"]})


@lru_cache(maxsize=8192)
def _perhaps(word: str) -> str | None:
    entry = _ambiguous().find(word)
    return None if entry is None else entry[1]


def topics_in(tokens: Sequence[Token], symbols: Sequence[str | None]) -> dict[str, float]:
    """Count the words of each topic group, its symbols (one or none for each token) included.

    A currency that only says what something else costs (``AVAX'ı 60 dolardan aldım``) is not counted.
    """
    words = [token.word for token in tokens]
    groups = groups_by_word(words)
    known = symbol_list().group
    for index, symbol in enumerate(symbols):
        if symbol is not None:
            groups[index] = known.get(symbol)
    for index, word in enumerate(words):
        group = _perhaps(word)
        if group is not None and groups[index] is None and _is_meant(tokens, groups, index):
            groups[index] = group
    return _count(_without_prices(words, groups))


def _without_prices(words: Sequence[str], groups: Sequence[str | None]) -> Sequence[str | None]:
    if "FX" not in groups:
        return groups
    units = [index for index, group in enumerate(groups) if group == "FX" and is_unit(words, index)]
    others = any(group is not None and index not in units for index, group in enumerate(groups))
    dropped = [index for index in units if others or words[index].startswith("lira")]
    return [None if index in dropped else group for index, group in enumerate(groups)] if dropped else groups


def _is_meant(tokens: Sequence[Token], groups: Sequence[str | None], index: int) -> bool:
    """Take an everyday word for its market sense in capitals, or near a word of any group."""
    if tokens[index].written.isupper() and not is_shouted(tokens):
        return True
    return any(groups[max(0, index - _NEAR) : index]) or any(groups[index + 1 : index + 1 + _NEAR])


def _count(groups: Iterable[str | None]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for group in groups:
        if group is not None:
            counts[group] = counts.get(group, 0.0) + 1.0
    return counts
