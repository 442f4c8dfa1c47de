"""Finds where a persona contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from piyasa.cast.member import CastMember, Memory, Stance
from piyasa.cast.opinions import side_of
from piyasa.language.meaning import analyse

_BELIEFS: Final = frozenset({"preference", "semantic"})
"""Types of memories that hold opinions; others tell what happened, which may be at odds with what one thinks now."""
_FELT: Final = 0.2
"""Valence from which a belief takes a side."""
_WORDED: Final = 0.3
"""Sentiment from which its words do."""


def contradicted(member: CastMember, memory: Memory) -> Stance | None:
    """The stance that a remembered belief goes against, if any."""
    if memory.type not in _BELIEFS:
        return None
    for stance in member.stances:
        side = side_of(stance)
        if side and stance.topic in memory.tags and _against(side, memory):
            return stance
    return None


def contradictions(member: CastMember) -> Iterator[str]:
    """Everything in which a persona contradicts itself, one sentence each."""
    for number, memory in enumerate(member.memories):
        stance = contradicted(member, memory)
        if stance is not None:
            yield f"memories.{number} goes against the stance on {stance.topic}: {memory.content}"
    falling = {stance.topic for stance in member.stances if side_of(stance) < 0}
    for holding in member.holdings:
        if holding.side == "long" and holding.symbol in falling:
            yield f"holdings names {holding.symbol} as long, but the stance on it is bearish"


def _against(side: int, memory: Memory) -> bool:
    return side * memory.valence <= -_FELT or side * _sentiment(memory.content) <= -_WORDED


@lru_cache(maxsize=8192)
def _sentiment(text: str) -> float:
    return analyse(text).sentiment
