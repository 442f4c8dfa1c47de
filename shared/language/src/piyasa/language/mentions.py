"""Which personas a message names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from piyasa.language.folding import bare
from piyasa.language.lexicon import word_list
from piyasa.language.tokens import Token, tokenise

_BEARS_SUFFIX: Final = 5
"""Shorter names with a suffix and no apostrophe are too often other words."""


@dataclass(frozen=True, slots=True)
class PersonaName:
    """What a persona answers to."""

    bot_id: str
    """The slug that mentions report."""
    name: str
    handle: str
    username: str | None = None


@dataclass(frozen=True, slots=True)
class _Called:
    """One way of calling a persona: its words, and whether it is a first name alone."""

    words: tuple[str, ...]
    bot_id: str
    first_name: bool


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word_list("words")[name])


class _Matcher:
    """Looks words up by the first word of each name; longer names first."""

    def __init__(self, personas: tuple[PersonaName, ...]) -> None:
        self._by_first: dict[str, list[_Called]] = {}
        first_names = Counter(_name_words(persona.name)[:1] for persona in personas)
        for persona in personas:
            full = _name_words(persona.name)
            for single in (persona.handle, persona.username):
                if single:
                    self._add(_Called((bare(single.lstrip("@")),), persona.bot_id, first_name=False))
            self._add(_Called(full, persona.bot_id, first_name=False))
            if len(full) > 1 and first_names[full[:1]] == 1:
                self._add(_Called(full[:1], persona.bot_id, first_name=True))
        for called in self._by_first.values():
            called.sort(key=lambda way: -len(way.words))

    def _add(self, called: _Called) -> None:
        if called.words:
            self._by_first.setdefault(called.words[0], []).append(called)

    def find(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for index, token in enumerate(tokens):
            for called in self._by_first.get(token.word) or self._suffixed(token.word):
                if _is_called(called, tokens, index):
                    found[called.bot_id] = None
                    break
        return tuple(found)

    def _suffixed(self, word: str) -> Sequence[_Called]:
        for length in range(len(word) - 1, max(_BEARS_SUFFIX, len(word) - 4) - 1, -1):
            called = self._by_first.get(word[:length])
            if called is not None and word[length:] in _words("name_suffixes"):
                return [way for way in called if len(way.words) == 1]
        return ()


@lru_cache(maxsize=256)
def _matcher(personas: tuple[PersonaName, ...]) -> _Matcher:
    return _Matcher(personas)


def mentions_in(tokens: Sequence[Token], personas: tuple[PersonaName, ...]) -> tuple[str, ...]:
    """Name the personas called by handle, username, name, or a first name that only one of them bears."""
    return _matcher(personas).find(tokens) if personas else ()


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokenise(name))


def _is_called(called: _Called, tokens: Sequence[Token], index: int) -> bool:
    length = len(called.words)
    words = tuple(token.word for token in tokens[index : index + length])
    if length > 1:
        last_may_bear_suffix = len(words) == length and words[-1][: len(called.words[-1])] == called.words[-1]
        return words[:-1] == called.words[:-1] and last_may_bear_suffix and _tail_is_suffix(called, words[-1])
    return not called.first_name or _is_first_name_call(tokens, index)


def _tail_is_suffix(called: _Called, last: str) -> bool:
    tail = last[len(called.words[-1]) :]
    return not tail or tail in _words("name_suffixes")


def _is_first_name_call(tokens: Sequence[Token], index: int) -> bool:
    """Refuse a first name when a stranger's surname follows, or when it is an everyday word in lower case."""
    token = tokens[index]
    if token.sign in {"#", "$"} or (token.word in _words("names_that_are_words") and not token.written[0].isupper()):
        return False
    if index + 1 == len(tokens) or token.tail:
        return True
    follower = tokens[index + 1]
    if f"{token.word} {follower.word}" in _words("public_figures"):
        return False
    adjacent = follower.start == token.start + len(token.written) + 1
    surname = adjacent and follower.written.istitle() and len(follower.written) > 1 and not follower.sign
    return not surname or follower.word in _words("honorifics")
