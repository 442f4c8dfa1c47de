"""The market topics a message touches, by groups of keywords."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from piyasa.language.lexicon import PrefixIndex, word_list
from piyasa.language.symbols import is_shouted, symbol_list
from piyasa.language.tokens import Token

_NEAR: Final = 2


@cache
def _single() -> PrefixIndex[str]:
    data = word_list("topics")
    entries = {word: group for group, words in data["groups"].items() for word in words if " " not in word}
    for word in data["ambiguous"]:
        entries.pop(word, None)
    return PrefixIndex(entries, data["not_prefixed"])


@cache
def _pairs() -> dict[str, tuple[tuple[str, str], ...]]:
    """First word to (beginning of the second word, group)."""
    pairs: dict[str, tuple[tuple[str, str], ...]] = {}
    for group, words in word_list("topics")["groups"].items():
        for word in words:
            first, _, second = word.partition(" ")
            if second:
                pairs[first] = (*pairs.get(first, ()), (second, group))
    return pairs


@cache
def _ambiguous() -> dict[str, str]:
    data = word_list("topics")
    return {word: group for group, words in data["groups"].items() for word in words if word in data["ambiguous"]}


def topics_in(tokens: Sequence[Token], symbols: Sequence[str | None]) -> dict[str, float]:
    """Count the words of each topic group, its symbols (one or none for each token) included."""
    groups = [_group_of(token.word, symbol) for token, symbol in zip(tokens, symbols, strict=True)]
    for index, token in enumerate(tokens[:-1]):
        for second, group in _pairs().get(token.word, ()):
            if tokens[index + 1].word.startswith(second):
                groups[index], groups[index + 1] = group, None
    ambiguous = _ambiguous()
    for index, token in enumerate(tokens):
        group_if_meant = ambiguous.get(token.word)
        if group_if_meant is not None and _is_meant(tokens, groups, index, group_if_meant):
            groups[index] = group_if_meant
    return _count(groups)


def _group_of(word: str, symbol: str | None) -> str | None:
    if symbol is not None:
        return symbol_list().group.get(symbol)
    entry = _single().find(word)
    return None if entry is None else entry[1]


def _is_meant(tokens: Sequence[Token], groups: Sequence[str | None], index: int, group: str) -> bool:
    """Take an everyday word for its market sense in capitals, or near another word of its group."""
    if tokens[index].written.isupper() and not is_shouted(tokens):
        return True
    return group in groups[max(0, index - _NEAR) : index] or group in groups[index + 1 : index + 1 + _NEAR]


def _count(groups: Iterable[str | None]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for group in groups:
        if group is not None:
            counts[group] = counts.get(group, 0.0) + 1.0
    return counts
