"""How near memories are to what is said, without a model (behaviour 4.5): what stands in for embeddings.

Turkish piles suffixes on stems, so that the first letters of a word say more than its trigrams, and cost a tenth. A
rare beginning says more than one that half of the memories have, and two things in common say more than one: a single
word is as often met by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from math import log, sqrt
from typing import Final

from piyasa.generator.domain.memory.kindred import Groups, forget_words, kindred, listed
from piyasa.language import tokenise

_STEM: Final = 5
_KINDRED_STEM: Final = 4
"""Letters in common that make two words kindred though not the same."""
_SHORTEST: Final = 3
_KINDRED: Final = 0.64
"""Weight of a kindred word beside that of the same word."""
_ALONE: Final = 0.35
"""What is left of a likeness that rests on one thing in common."""
_SCALE: Final = 3.0
"""Brings the cosine of a few words to where the cosine of embeddings of like texts is, so that one gate fits both."""
_UNDER: Final = frozenset(("altina", "altinda", "altindaki", "altindan"))
"""Far more often under something than of gold, which they are spelt like."""
Words = Mapping[str, tuple[str, ...]]
"""Beginnings of words to what they share with kindred words."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Where a persona's memories have each beginning and each group, and how much that says."""

    places: Mapping[str, tuple[int, ...]]
    weights: tuple[float, ...]
    """By the number of memories that have something: more for what few have."""
    lengths: tuple[float, ...]

    def weight(self, feature: str) -> float:
        return self.weights[len(self.places.get(feature, ()))]

    def met(self, stem: str, shared: Iterable[str]) -> dict[int, tuple[float, str]]:
        """Which memories have a word or a kindred one: what that says, and what they have in common."""
        found: dict[int, tuple[float, str]] = {}
        for feature in shared:
            says = _KINDRED * self.weight(feature)
            for place in self.places.get(feature, ()):
                if place not in found or found[place][0] < says:
                    found[place] = (says, feature)
        found.update(dict.fromkeys(self.places.get(stem, ()), (self.weight(stem), stem)))
        return found


def likenesses(contents: tuple[str, ...], said: Iterable[str]) -> list[float]:
    """How near each content is to all that is said, 0..1, in the order of the contents."""
    index = _index_of(contents)
    cue: dict[str, tuple[str, ...]] = {}
    for text in said:
        cue.update(_read(text))  # unlike memories, people's lines are kept nowhere for having been read
    common: dict[int, dict[str, float]] = {}
    for stem, shared in cue.items():
        for place, (says, feature) in index.met(stem, shared).items():
            common.setdefault(place, {})[feature] = says
    found = [0.0] * len(contents)
    length = sum(map(index.weight, cue))
    for place, things in common.items():
        cosine = sum(things.values()) / sqrt(length * index.lengths[place])
        found[place] = min(1.0, _SCALE * cosine * (_ALONE if len(things) == 1 else 1.0))
    return found


def forget() -> None:
    """Hold no text and no word any more that was compared so far."""
    for known in (words_of, _shared, _index_of):
        known.cache_clear()
    forget_words()


@lru_cache(maxsize=20_000)
def words_of(text: str) -> Words:
    """The content words of a memory."""
    return _read(text)


def _read(text: str) -> Words:
    words = [token.word for token in tokenise(text) if token.word not in _UNDER]
    empty = _empty()
    found: dict[str, tuple[str, ...]] = {}
    for word, groups in zip(words, kindred(words), strict=True):
        stem = word[:_STEM]
        if len(word) >= _SHORTEST and stem not in empty:
            found[stem] = found.get(stem, ()) + _shared(word[:_KINDRED_STEM], groups)
    return found


@lru_cache(maxsize=20_000)
def _shared(beginning: str, groups: Groups) -> tuple[str, ...]:
    return (f"{beginning}-", *(f"#{group}" for group in groups))


@cache
def _empty() -> frozenset[str]:
    """Words, cut after five letters, that say nothing of what a text is about."""
    return frozenset(word for line in listed("empty") for word in line)


@lru_cache(maxsize=512)
def _index_of(contents: tuple[str, ...]) -> _Index:
    texts = [words_of(content) for content in contents]
    places: dict[str, list[int]] = {}
    for place, words in enumerate(texts):
        for feature in {*words, *chain.from_iterable(words.values())}:
            places.setdefault(feature, []).append(place)
    size = len(contents)
    weights = tuple(log((size + 1) / (had + 0.5)) ** 2 for had in range(size + 1))
    lengths = tuple(sum([weights[len(places[stem])] for stem in words]) for words in texts)
    return _Index({feature: tuple(where) for feature, where in places.items()}, weights, lengths)
