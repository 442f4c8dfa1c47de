"""Whether a line says again what was just said, told from similarity sketches alone.

A sketch is URL-safe base64 of nine bytes of head and the message's trigrams, sixteen bits each, in ascending order.
"""

from __future__ import annotations

from array import array
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from functools import lru_cache

REPETITIVE_FROM = 0.6
"""Jaccard index of the trigrams."""
_HEAD = 9
_NONE: frozenset[int] = frozenset()


def is_repetitive(sketch: str, others: Iterable[str]) -> bool:
    """Whether any of the other sketches is alike; a text that is no sketch resembles nothing."""
    mine = _grams(sketch)
    return bool(mine) and any(_alike(mine, _grams(other)) for other in others)


def _alike(mine: frozenset[int], theirs: frozenset[int]) -> bool:
    fewer, more = sorted((len(mine), len(theirs)))
    if fewer < REPETITIVE_FROM * more:
        return False
    shared = len(mine & theirs)
    return shared >= REPETITIVE_FROM * (fewer + more - shared)


@lru_cache(maxsize=4096)
def _grams(sketch: str) -> frozenset[int]:
    try:
        raw = urlsafe_b64decode(sketch + "=" * (-len(sketch) % 4))
    except ValueError:
        return _NONE
    if len(raw) <= _HEAD or len(raw) % 2 == 0:
        return _NONE
    return frozenset(array("H", raw[_HEAD:]))
