"""How strong a memory is at a moment, in closed form (behaviour 4.6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from piyasa.contracts.memories import MemoryType
from piyasa.projections.memories.state import Memory

FADES: Mapping[MemoryType, float] = {
    "personal_fact": 0.5,
    "preference": 0.5,
    "past_event": 2.0,
    "episodic": 2.0,
    "relationship": 1.0,
    "routine": 1.0,
    "procedural": 1.0,
    "semantic": 1.0,
}
"""Strength lost a day since the last access, by type (behaviour 4.1)."""
FAMILIAR_ABOVE = 10
"""Accesses beyond which a memory fades half as fast."""
FAMILIAR_FADES = 0.5
PINNED_AT_LEAST = 40.0
FULL = 100.0
DAY = 86_400.0


def strength(memory: Memory, now: datetime) -> float:
    """0..100: what it was when last anchored less what faded since; a pinned one never falls below 40."""
    days = (now - memory.anchored_at).total_seconds() / DAY
    left = memory.anchor - rate(memory) * days if days > 0 else memory.anchor
    return max(PINNED_AT_LEAST if memory.pinned else 0.0, left)


def rate(memory: Memory) -> float:
    """Strength lost a day."""
    fades = FADES[memory.type]
    return fades * FAMILIAR_FADES if memory.accesses > FAMILIAR_ABOVE else fades


def relevance(memory: Memory, now: datetime) -> float:
    """The strength as 0..1, the other name it goes by (F-9)."""
    return strength(memory, now) / FULL
