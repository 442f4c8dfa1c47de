"""Whether a line says again what was just said, told from similarity sketches alone.

A sketch is URL-safe base64 of a head and the message's trigrams, sixteen bits each, in ascending order. The head has
nine bytes, or eleven when the highest bit of the ninth is set.
"""

from __future__ import annotations

from array import array
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from functools import lru_cache

from piyasa.projections.conversations.state import Line

REPETITIVE_FROM = 0.6
"""Jaccard index of the trigrams (behaviour 7.2)."""
_SHORT_HEAD, _LONG_HEAD = 9, 11
_IS_LONG = 0x80
_NONE: frozenset[int] = frozenset()


def is_repetitive(line: Line, others: Iterable[Line]) -> bool:
    """Whether any of the other lines is alike; a text whose sketch is none resembles nothing."""
    mine = _grams(line.meaning.sketch)
    size = len(mine)
    if not size:
        return False
    least, most = size * REPETITIVE_FROM, size / REPETITIVE_FROM
    for other in others:
        theirs = _grams(other.meaning.sketch)
        if least <= len(theirs) <= most:
            shared = len(mine & theirs)
            if shared >= REPETITIVE_FROM * (size + len(theirs) - shared):
                return True
    return False


@lru_cache(maxsize=4096)
def _grams(sketch: str) -> frozenset[int]:
    try:
        raw = urlsafe_b64decode(sketch + "=" * (-len(sketch) % 4))
    except ValueError:
        return _NONE
    if len(raw) < _SHORT_HEAD or len(raw) % 2 == 0:
        return _NONE
    head = _LONG_HEAD if raw[_SHORT_HEAD - 1] & _IS_LONG else _SHORT_HEAD
    return frozenset(array("H", raw[head:]))
