"""Which personas a message names, and how."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from piyasa.language.folding import bare
from piyasa.language.lexicon import word_list
from piyasa.language.tokens import Token, tokenise

_BEARS_SUFFIX: Final = 4
"""Shorter names with a case suffix and no apostrophe are too often other words."""
_BEARS_ENDEARMENT: Final = 3
_SUFFIX_AT_MOST: Final = 6
_BEGINNING: Final = 2
"""Letters by which most words are told to be no name, however it is drawn out after them."""
_VOWELS: Final = frozenset("aeiou")
_DOUBLED: Final = re.compile(r"(.)\1+")


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


class Mention(NamedTuple):
    """One persona called by one of its names."""

    bot_id: str
    begin: int
    """The first token of the name."""
    end: int
    """The token after the name and the honorific that goes with it."""
    suffix: str
    """The case that name or honorific bears, with or without an apostrophe; empty for none."""
    honorific: str


class _Matcher:
    """Looks words up by the first word of each name; longer names first."""

    def __init__(self, personas: tuple[PersonaName, ...]) -> None:
        self._by_first: dict[str, list[_Called]] = {}
        self._drawn_out: dict[str, str] = {}
        first_names = Counter(_name_words(persona.name)[:1] for persona in personas)
        for persona in personas:
            full = _name_words(persona.name)
            for single in (persona.handle, persona.username):
                if single:
                    self._add(_Called((bare(single.lstrip("@")),), persona.bot_id, first_name=False))
            self._add(_Called(full, persona.bot_id, first_name=False))
            if len(full) > 1 and first_names[full[:1]] == 1:
                self._add(_Called(full[:1], persona.bot_id, first_name=True))
        self._begin = frozenset(first[:_BEGINNING] for first in self._by_first)
        for first, called in self._by_first.items():
            called.sort(key=lambda way: -len(way.words))
            self._drawn_out[_DOUBLED.sub(r"\1", first)] = first

    def _add(self, called: _Called) -> None:
        if called.words:
            self._by_first.setdefault(called.words[0], []).append(called)

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        found: list[Mention] = []
        for index, token in enumerate(tokens):
            if token.word[:_BEGINNING] not in self._begin:
                continue
            ways, suffix = self._ways(token.word)
            for called in ways:
                if _is_called(called, tokens, index):
                    found.append(_mention(called, tokens, index, suffix))
                    break
        return found

    def _ways(self, word: str) -> tuple[Sequence[_Called], str]:
        """Give the ways of calling that begin with a word, and the suffix it bears."""
        ways = self._by_first.get(word)
        if ways is not None:
            return ways, ""
        name, suffix = self._suffixed(word)
        if not name and _DOUBLED.search(word) is not None:
            name = self._drawn_out.get(_DOUBLED.sub(r"\1", word), "")
        return [way for way in self._by_first.get(name, ()) if len(way.words) == 1], suffix

    def _suffixed(self, word: str) -> tuple[str, str]:
        """Cut a word into a name and the suffix it bears; nothing when it is no name."""
        for length in range(len(word) - 1, max(_BEARS_ENDEARMENT, len(word) - _SUFFIX_AT_MOST) - 1, -1):
            if word[:length] in self._by_first and _bears(word[:length], word[length:]):
                return word[:length], word[length:]
        return "", ""


@lru_cache(maxsize=256)
def _matcher(personas: tuple[PersonaName, ...]) -> _Matcher:
    return _Matcher(personas)


def mentions_in(tokens: Sequence[Token], personas: tuple[PersonaName, ...]) -> list[Mention]:
    """Find the personas called by handle, username, name, or a first name that only one of them bears.

    Names may bear a suffix (``ayşenin``, ``Zeynepciğim``) or be drawn out (``zeyneeep``). In the order of the message.
    """
    return _matcher(personas).find(tokens) if personas else []


def is_endearment(suffix: str) -> bool:
    """Tell whether a suffix calls on somebody with affection (``-cim``) rather than marking a case."""
    return suffix in _words("endearments")


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokenise(name))


def _bears(name: str, suffix: str) -> bool:
    if suffix in _words("endearments"):
        return True
    if name[-1] in _VOWELS and suffix[0] in _VOWELS:
        return False
    may = len(name) >= _BEARS_SUFFIX and name not in _words("names_that_are_words")
    return may and suffix in _words("name_suffixes")


def _is_called(called: _Called, tokens: Sequence[Token], index: int) -> bool:
    length = len(called.words)
    words = tuple(token.word for token in tokens[index : index + length])
    if length > 1:
        last_may_bear_suffix = len(words) == length and words[-1][: len(called.words[-1])] == called.words[-1]
        return words[:-1] == called.words[:-1] and last_may_bear_suffix and _tail_is_suffix(called, words[-1])
    return not called.first_name or _is_first_name_call(tokens, index)


def _tail_is_suffix(called: _Called, last: str) -> bool:
    tail = last[len(called.words[-1]) :]
    return not tail or any(tail in _words(name) for name in ("name_suffixes", "possessed", "endearments"))


def _mention(called: _Called, tokens: Sequence[Token], index: int, suffix: str) -> Mention:
    end = index + len(called.words)
    last = tokens[end - 1]
    case = suffix or bare(last.tail[1:]) or (last.word[len(called.words[-1]) :] if len(called.words) > 1 else "")
    honorific = last.word if len(called.words) > 1 and _honorific_of(last.word) is not None else ""
    if end < len(tokens) and not case and not tokens[end].sign:
        borne = _honorific_of(tokens[end].word)
        if borne is not None:
            honorific, case, end = tokens[end].word, borne or bare(tokens[end].tail[1:]), end + 1
    return Mention(called.bot_id, index, end, "" if case in _words("possessed") else case, honorific)


@lru_cache(maxsize=2048)
def _honorific_of(word: str) -> str | None:
    """Give the case an honorific bears, empty for none; nothing when the word is no honorific."""
    if word in _words("honorifics"):
        return ""
    for base in _words("honorifics"):
        if word.startswith(base) and word[len(base) :] in _words("name_suffixes"):
            return word[len(base) :]
    return None


def _is_first_name_call(tokens: Sequence[Token], index: int) -> bool:
    """Refuse a first name when a stranger's surname follows, or when it is an everyday word in lower case.

    With an honorific it is a name after all (``deniz hocam``).
    """
    token = tokens[index]
    if token.sign in {"#", "$"}:
        return False
    if token.word in _words("names_that_are_words") and not token.written[0].isupper():
        return index + 1 < len(tokens) and _honorific_of(tokens[index + 1].word) is not None
    if index + 1 == len(tokens) or token.tail:
        return True
    follower = tokens[index + 1]
    if f"{token.word} {follower.word}" in _words("public_figures"):
        return False
    adjacent = follower.start == token.start + len(token.written) + 1
    surname = adjacent and follower.written.istitle() and len(follower.written) > 1 and not follower.sign
    return not surname or _honorific_of(follower.word) is not None
