"""How near two texts are by the beginnings of their words: what stands in for embeddings (behaviour 4.5).

Turkish piles suffixes on stems, so that the first letters of a word say more than its trigrams, and cost a tenth.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import sqrt
from sys import intern
from typing import Final

from piyasa.language import tokenise

_STEM: Final = 5
_SHORTEST: Final = 4
_EMPTY: Final = frozenset((
    "ama", "ancak", "bana", "belki", "biraz", "bugun", "bunu", "daha", "diye", "gibi", "icin", "konus", "nasil",
    "neden", "olan", "olara", "olur", "onun", "sadec", "sana", "senin", "sonra", "taraf", "uzeri", "zaman", "that",
    "this", "with", "what", "about", "have",
))  # fmt: skip
"""Beginnings of words that say nothing of what a text is about."""


@lru_cache(maxsize=20_000)
def stems_of(text: str) -> frozenset[str]:
    """The beginnings of a text's content words."""
    words = (token.word for token in tokenise(text))
    stems = (word[:_STEM] for word in words if len(word) >= _SHORTEST and not word.isdigit())
    return frozenset(intern(stem) for stem in stems if stem not in _EMPTY)


def nearness(one: frozenset[str], other: frozenset[str]) -> float:
    """Cosine of two sets of stems, 0..1."""
    if not one or not other:
        return 0.0
    return len(one & other) / sqrt(len(one) * len(other))


def joined(texts: Iterable[str]) -> frozenset[str]:
    """The stems of several texts together."""
    return frozenset().union(*(stems_of(text) for text in texts))
