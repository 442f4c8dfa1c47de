"""Phrases that take back what they touch: negation, reported speech and warnings."""

from __future__ import annotations

from piyasa.language.disguise import Plain
from piyasa.language.phrases import phrases


def is_taken_back(plain: Plain, start: int, end: int) -> bool:
    """Tell whether what follows or precedes a stretch in its sentence negates, reports or asks it."""
    begin, close = plain.sentence_around(start, end)
    known = phrases("denied")
    follows, precedes = plain.text[end:close], plain.text[begin:start]
    return known["after"].match(follows) is not None or known["before"].search(precedes) is not None


def is_warned_of(plain: Plain, start: int, end: int) -> bool:
    """Tell whether the sentence that holds a stretch warns of those who say it, or denies it to everybody."""
    return phrases("denied")["warned"].search(plain.sentence(start, end)) is not None
