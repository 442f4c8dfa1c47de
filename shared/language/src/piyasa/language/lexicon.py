"""The word lists of the package, read once and indexed for looking up words by their beginning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, Generic, TypeVar

V = TypeVar("V")

PREFIX_LETTERS: Final = 4
"""Entries this long match the beginning of a word, shorter ones the whole word (behaviour 8.1)."""


@cache
def word_list(name: str) -> Mapping[str, Any]:
    """Read one of the package's data files by its name without ``.json``."""
    text = files("piyasa.language").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


class PrefixIndex(Generic[V]):
    """Folded entries found by word beginnings; the longest entry wins, and exceptions win over entries."""

    def __init__(self, entries: Mapping[str, V], exceptions: Iterable[str] = ()) -> None:
        self._whole = {entry: value for entry, value in entries.items() if len(entry) < PREFIX_LETTERS}
        self._begins: dict[str, list[tuple[str, V | None]]] = {}
        listed: list[tuple[str, V | None]] = [(e, v) for e, v in entries.items() if len(e) >= PREFIX_LETTERS]
        listed += [(exception, None) for exception in exceptions]
        for entry, value in sorted(listed, key=lambda pair: -len(pair[0])):
            self._begins.setdefault(entry[:PREFIX_LETTERS], []).append((entry, value))

    def find(self, word: str) -> tuple[str, V] | None:
        """Find the entry a folded word begins with."""
        if len(word) < PREFIX_LETTERS:
            whole = self._whole.get(word)
            return None if whole is None else (word, whole)
        for entry, value in self._begins.get(word[:PREFIX_LETTERS], ()):
            if word.startswith(entry):
                return None if value is None else (entry, value)
        return None


class PhraseIndex(Generic[V]):
    """Entries of several folded words; each matches as a single entry would, and the longest phrase wins."""

    def __init__(self, entries: Mapping[str, V]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for phrase, value in sorted(entries.items(), key=lambda pair: -len(pair[0].split())):
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0][:PREFIX_LETTERS], []).append((words, value))

    def all_in(self, words: Sequence[str]) -> list[tuple[int, int, V]]:
        """Find the phrases of a message: where each begins, how many words it has, and its value."""
        begins = [index for index, word in enumerate(words) if word[:PREFIX_LETTERS] in self._by_first]
        return [(index, *found) for index in begins if (found := self.find(words, index)) is not None]

    def find(self, words: Sequence[str], index: int) -> tuple[int, V] | None:
        """Find the phrase that begins at a word: how many words it has, and its value."""
        phrases = self._by_first.get(words[index][:PREFIX_LETTERS])
        if phrases is None:
            return None
        for phrase, value in phrases:
            following = words[index : index + len(phrase)]
            if len(following) == len(phrase) and all(map(_begins, following, phrase)):
                return len(phrase), value
        return None


def _begins(word: str, entry: str) -> bool:
    return word.startswith(entry) if len(entry) >= PREFIX_LETTERS else word == entry
