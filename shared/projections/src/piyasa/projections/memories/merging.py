"""What becomes of memories that are so alike that one is enough (behaviour 4.7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from piyasa.projections.memories.fading import FULL, strength
from piyasa.projections.memories.state import TAGS_KEPT, Memory
from piyasa.projections.replacing import replace

LOSERS_SHARE = 0.2
"""Of the losers' strength that the winner gains."""


def merged(winner: Memory, losers: Sequence[Memory], now: datetime) -> Memory:
    """The winner with what the losers leave it; it keeps its words."""
    everybody = (winner, *losers)
    strengths = [strength(each, now) for each in everybody]
    total = sum(strengths)
    weighted = sum(each.valence * level for each, level in zip(everybody, strengths, strict=True))
    return replace(
        winner,
        anchor=min(FULL, strengths[0] + LOSERS_SHARE * sum(strengths[1:])),
        anchored_at=now,
        valence=min(1.0, max(-1.0, weighted / total)) if total else winner.valence,
        tags=_united(each.tags for each in everybody),
        related=_united(each.related for each in everybody),
        people=tuple(dict.fromkeys(person for each in everybody for person in each.people)),
        pinned=any(each.pinned for each in everybody),
        accesses=sum(each.accesses for each in everybody),
        created_at=min(each.created_at for each in everybody),
        accessed_at=max(each.accessed_at for each in everybody),
    )


def _united(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for part in parts for each in part))[:TAGS_KEPT]
