"""Which of a persona's memories become one, weekly (behaviour 4.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from piyasa.language import Sketch
from piyasa.projections.memories.reading import KEPT_AT_LEAST, live, strength
from piyasa.projections.memories.state import Memory, Remembered

ALIKE_FROM: Final = 0.60
"""Trigram Jaccard from which two memories say the same (behaviour 4.7)."""
VALENCES_APART: Final = 1.0
"""Memories whose valences differ by more stay apart (behaviour 4.7)."""
MERGES_AT_MOST: Final = 20
"""Merges of one persona in a run (behaviour 4.7)."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One memory that takes in others."""

    winner: str
    losers: tuple[str, ...]


def merges(remembered: Remembered, now: datetime) -> list[Merge]:
    """What merges, greedy from the strongest; the same for the same memories in any order.

    Memories about different people stay apart, or nobody could be forgotten without another being forgotten too.
    """
    known = live(remembered, now)
    ordered = sorted(known, key=lambda memory: (-strength(memory, now), memory.memory_id))
    sketches = {memory.memory_id: Sketch.of(memory.content) for memory in ordered}
    spare = min(MERGES_AT_MOST, len(ordered) - KEPT_AT_LEAST)
    gone: set[str] = set()
    found: list[Merge] = []
    for index, winner in enumerate(ordered):
        if spare <= 0:
            break
        if winner.memory_id not in gone:
            rest = [each for each in ordered[index + 1 :] if each.memory_id not in gone]
            losers = _losers(winner, rest, sketches)[:spare]
            spare -= len(losers)
            gone.update(losers)
            found += [Merge(winner.memory_id, tuple(losers))] if losers else []
    return found


def _losers(winner: Memory, weaker: Sequence[Memory], sketches: dict[str, Sketch]) -> list[str]:
    own = sketches[winner.memory_id]
    return [
        each.memory_id
        for each in weaker
        if _may_merge(winner, each) and own.likeness(sketches[each.memory_id]) >= ALIKE_FROM
    ]


def _may_merge(one: Memory, other: Memory) -> bool:
    if one.type != other.type or set(one.related) != set(other.related):
        return False
    if abs(one.valence - other.valence) > VALENCES_APART:
        return False
    return bool(set(one.tags) & set(other.tags)) or not (one.tags or other.tags)
