"""How near memories are to what is said, without a model (behaviour 4.5): what stands in for embeddings.

Turkish piles suffixes on stems, so that the first letters of a word say more than its trigrams, and cost a tenth. A
rare beginning says more than one that half of the memories have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from sys import intern
from typing import Final

from piyasa.generator.domain.memory.kindred import kindred
from piyasa.language import tokenise

_STEM: Final = 4
_SHORTEST: Final = 3
_KINDRED_WEIGHT: Final = 1.75
"""Of a group of words beside a beginning: it was put together because it tells what a text is about."""
_SCALE: Final = 2.0
"""Brings the cosine of a few words to where the cosine of embeddings of like texts is, so that one gate fits both."""
_EMPTY: Final = frozenset((
    "about", "ama", "ancak", "and", "artik", "ayni", "bana", "baska", "bazi", "belki", "ben", "bence", "beni",
    "benim", "bir", "biraz", "biz", "bizim", "bugun", "bunu", "butun", "cok", "daha", "dedi", "diye", "diyor",
    "dun", "eden", "eder", "etti", "falan", "for", "geldi", "gelen", "gelir", "geliy", "geri", "gibi", "giden",
    "gidiy", "gitti", "gore", "gun", "gunde", "gunu", "hafta", "hala", "hangi", "have", "hep", "her", "hic", "icin",
    "ile", "ise", "iste", "kadar", "kaldi", "kim", "kimse", "konus", "nasil", "neden", "niye", "olan", "olara",
    "oldu", "olmad", "olmaz", "olmus", "olsa", "olur", "oluyo", "once", "onlar", "onun", "sadec", "sana", "sen",
    "sence", "seni", "senin", "simdi", "siz", "sizce", "sizin", "sonra", "tam", "taraf", "that", "the", "this",
    "uzeri", "var", "veya", "what", "with", "yani", "yapan", "yapiy", "yapti", "yarin", "yine", "yok", "you",
    "zaman",
))  # fmt: skip
"""Words, cut after five letters, that say nothing of what a text is about."""
_CUT: Final = 5
_UNDER: Final = frozenset(("altina", "altinda", "altindaki", "altindan"))
"""Far more often under something than of gold, which they are spelt like."""
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Index:
    """Where a persona's memories have each feature, and the squared weight it has there."""

    size: int
    places: Mapping[str, tuple[int, ...]]
    lengths: tuple[float, ...]

    def weight(self, feature: str, how_much: float) -> float:
        """The squared weight: more for what few memories have."""
        return float((log((self.size + 1) / (len(self.places.get(feature, ())) + 0.5)) * how_much) ** 2)


def likenesses(contents: tuple[str, ...], said: Iterable[str]) -> list[float]:
    """How near each content is to all that is said, 0..1, in the order of the contents."""
    index = _index_of(contents)
    cue: dict[str, float] = {}
    for text in said:
        cue.update(features_of(text))
    found = [0.0] * len(contents)
    length = 0.0
    for feature, how_much in cue.items():
        weight = index.weight(feature, how_much)
        length += weight
        for place in index.places.get(feature, ()):
            found[place] += weight
    if not length:
        return found
    return [
        min(1.0, _SCALE * both / sqrt(length * own)) if both else 0.0
        for both, own in zip(found, index.lengths, strict=True)
    ]


@lru_cache(maxsize=20_000)
def features_of(text: str) -> Features:
    """What a text's content words are compared by: their groups or, without one, their beginnings."""
    words = [token.word for token in tokenise(text) if token.word not in _UNDER]
    found: dict[str, float] = {}
    for word, groups in zip(words, kindred(words), strict=True):
        for group in groups:
            found[intern(f"#{group}")] = _KINDRED_WEIGHT
        if not groups and len(word) >= _SHORTEST and word[:_CUT] not in _EMPTY:
            found[intern(word[:_STEM])] = 1.0
    return found


@lru_cache(maxsize=512)
def _index_of(contents: tuple[str, ...]) -> _Index:
    features = [features_of(content) for content in contents]
    places: dict[str, list[int]] = {}
    for place, found in enumerate(features):
        for feature in found:
            places.setdefault(feature, []).append(place)
    index = _Index(len(contents), {each: tuple(where) for each, where in places.items()}, ())
    lengths = tuple(sum(index.weight(each, how_much) for each, how_much in found.items()) for found in features)
    return _Index(index.size, index.places, lengths)
