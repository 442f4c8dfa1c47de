"""What services ask of a persona's memories at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from piyasa.projections.memories.fading import DAY, relevance, strength
from piyasa.projections.memories.state import Memory, Remembered

__all__ = ["Context", "collectable", "live", "recall", "relevance", "score", "strength"]

LIVE_ABOVE = 20.0
"""Strength of what can be recalled."""
TAG_POINTS = 20.0
RECENT_POINTS = 5.0
RECENT_DAYS = 7
STRENGTH_SHARE = 5.0
USER_POINTS = 30.0
FEELING_POINTS = 15.0
FEELING_WITHIN = 0.3
SIMILARITY_POINTS = 40.0
"""Of a cosine of 1 (behaviour 4.5)."""
SIMILAR_FROM = 0.35
"""Similarity that makes a memory relevant without a shared tag or the user."""
JUST_USED_POINTS = -25.0
"""Of what the persona's last three messages used."""
RECALL_LIMIT = 5
COLLECTED_BELOW = 30.0
COLLECTED_AFTER = timedelta(days=30)
KEPT_AT_LEAST = 50
"""Memories that are left whatever their strength."""
_NOTHING: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Context:
    """What a persona is about to speak of, to whom, and how it feels."""

    tags: frozenset[str] = frozenset()
    """Symbols, topics and themes, spelt as memories' tags are."""
    user: str | None = None
    """The person it speaks to, as a slug or as a speaker (``p:<slug>``)."""
    emotion: float = 0.0
    """-1..1: (mood - 50) / 50."""

    @property
    def person_id(self) -> str | None:
        """The slug of the person it speaks to."""
        return None if self.user is None else self.user.removeprefix("p:")


def live(remembered: Remembered | None, now: datetime) -> list[Memory]:
    """What can be recalled: strength above 20 and merged into no other, oldest first."""
    if remembered is None:
        return []
    return [each for each in remembered.items.values() if each.is_live and strength(each, now) > LIVE_ABOVE]


def score(memory: Memory, context: Context, now: datetime) -> float:
    """How much a memory suits a context (behaviour 4.4).

    ``20 |tags and context's| + 5 max(0, 7 - d) + strength / 5 + 30 [user related] + 15 [|valence - emotion| < 0.3]``,
    d being the whole days since the last access.
    """
    return _score(memory, context, context.person_id, now, strength(memory, now))


def recall(
    remembered: Remembered | None,
    context: Context,
    now: datetime,
    limit: int = RECALL_LIMIT,
    *,
    relevant: bool = True,
    similarities: Mapping[str, float] = _NOTHING,
) -> list[tuple[Memory, float]]:
    """The memories that suit best with their scores, best first, of equal ones the newer first.

    ``similarities`` are those of memories' contents with the context by id, -1..1. ``relevant`` asks for what shares
    a tag or the user with the context or is similar; without it strong and recent memories come up for no reason.
    """
    if remembered is None or limit <= 0:
        return []
    just_used = {memory_id for use in remembered.used for memory_id in use.memory_ids}
    person = context.person_id
    found = []
    for memory in remembered.items.values():
        similarity = similarities.get(memory.memory_id, 0.0) if similarities else 0.0
        if relevant and similarity < SIMILAR_FROM and not _shares(memory, context, person):
            continue
        level = strength(memory, now) if memory.merged_into is None else 0.0
        if level > LIVE_ABOVE:
            points = _score(memory, context, person, now, level) + SIMILARITY_POINTS * max(0.0, similarity)
            found.append((points + JUST_USED_POINTS * (memory.memory_id in just_used), memory))
    found.sort(key=lambda each: (each[0], each[1].created_at, each[1].memory_id), reverse=True)
    return [(memory, points) for points, memory in found[:limit]]


def _shares(memory: Memory, context: Context, person: str | None) -> bool:
    """Whether a memory has a tag or the person in common with what is talked about."""
    return person in memory.related or not context.tags.isdisjoint(memory.tags)


def collectable(remembered: Remembered | None, now: datetime) -> list[Memory]:
    """What is weak and long unused and may be given up, weakest first; fifty live memories are always left."""
    if remembered is None:
        return []
    own = [each for each in remembered.items.values() if each.is_live]
    since = now - COLLECTED_AFTER
    weak = [
        (level, each.memory_id, each)
        for each in own
        if not each.pinned and each.accessed_at <= since and (level := strength(each, now)) < COLLECTED_BELOW
    ]
    weak.sort(key=lambda each: each[:2])
    return [memory for _, _, memory in weak[: max(0, len(own) - KEPT_AT_LEAST)]]


def _score(memory: Memory, context: Context, person: str | None, now: datetime, level: float) -> float:
    points = level / STRENGTH_SHARE
    if memory.tags:
        points += TAG_POINTS * len(context.tags.intersection(memory.tags))
    days = (now - memory.accessed_at).total_seconds() // DAY
    if days < RECENT_DAYS:
        points += RECENT_POINTS * (RECENT_DAYS - max(0.0, days))
    if person is not None and person in memory.related:
        points += USER_POINTS
    if abs(memory.valence - context.emotion) < FEELING_WITHIN:
        points += FEELING_POINTS
    return points
