"""Lines as words and runs of words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from piyasa.language import Sketch, SketchMalformed, normal_form


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """A line without casing, signs and emoji: what two lines are compared by."""
    return normal_form(text)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a line, folded."""
    return tuple(plain(text).split())


def grams(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    """Every run of so many words."""
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


def sketched(text: str) -> Sketch | None:
    """What a recorded sketch tells; None when there is none, or none that any release has written."""
    try:
        return Sketch.parse(text) if text else None
    except SketchMalformed:
        return None
