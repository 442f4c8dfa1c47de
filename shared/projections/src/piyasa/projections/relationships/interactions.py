"""What each kind of interaction does to a relationship (behaviour 5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from piyasa.projections.relationships.kinds import settled
from piyasa.projections.relationships.state import SHARED_KEPT, Relationship
from piyasa.projections.replacing import replace

Interaction = Literal[
    "positive_agreement", "disagreement", "help_received", "help_given", "betrayal", "praise", "criticism", "ignored"
]


class Effect(NamedTuple):
    """What is added to each dimension."""

    trust: float = 0.0
    respect: float = 0.0
    familiarity: float = 0.0
    affection: float = 0.0
    conflict: float = 0.0


EFFECTS: Mapping[Interaction, Effect] = {
    "positive_agreement": Effect(trust=3, affection=2, conflict=-2),
    "disagreement": Effect(trust=-1, conflict=2),
    "help_received": Effect(trust=5, respect=3, affection=5),
    "help_given": Effect(respect=2, affection=3),
    "betrayal": Effect(trust=-20, affection=-10, conflict=15),
    "praise": Effect(respect=5, affection=3),
    "criticism": Effect(affection=-2, conflict=3),
    "ignored": Effect(familiarity=-1, affection=-1),
}
FAMILIARITY_GAINED = 1.0
"""By every real interaction, whatever its kind."""
SENTIMENT_WEIGHT = 0.3
"""Of the newest words in the mean sentiment."""
BETRAYALS_APART = timedelta(days=30)
_BETRAYED_BY = frozenset({"friend", "close_friend"})
_PLAIN = Effect()


def met(
    relationship: Relationship, kind: Interaction | None, sentiment: float, topic: str | None, moment: datetime
) -> Relationship:
    """The relationship after a real interaction; carry it to the moment first.

    ``kind`` is None for a mere meeting. A betrayal counts between friends only and once in thirty days: otherwise it
    is a mere meeting. No fact of today tells one, so it waits for a publisher that can.
    """
    if kind == "betrayal" and not _may_betray(relationship, moment):
        kind = None
    effect = _PLAIN if kind is None else EFFECTS[kind]
    after = replace(
        relationship,
        trust=clamp(relationship.trust + effect.trust),
        respect=clamp(relationship.respect + effect.respect),
        familiarity=clamp(relationship.familiarity + effect.familiarity + FAMILIARITY_GAINED),
        affection=clamp(relationship.affection + effect.affection),
        conflict=clamp(relationship.conflict + effect.conflict),
        interactions=relationship.interactions + 1,
        last_at=moment,
        updated_at=moment,
        sentiment=SENTIMENT_WEIGHT * sentiment + (1 - SENTIMENT_WEIGHT) * relationship.sentiment,
        shared=_with_topic(relationship.shared, topic),
        explained_to=relationship.explained_to + (kind == "help_given"),
        explained_by=relationship.explained_by + (kind == "help_received"),
        betrayed_at=moment if kind == "betrayal" else relationship.betrayed_at,
    )
    now = settled(after, moment)
    return after if now == after.kind else replace(after, kind=now)


def ignored(relationship: Relationship, moment: datetime) -> Relationship:
    """The relationship after the other left the persona without an answer.

    Nothing of a real interaction applies, else the familiarity that it takes would come back at once.
    """
    effect = EFFECTS["ignored"]
    return replace(
        relationship,
        familiarity=clamp(relationship.familiarity + effect.familiarity),
        affection=clamp(relationship.affection + effect.affection),
        updated_at=moment,
        awaiting=None,
    )


def clamp(level: float) -> float:
    """Keep a dimension within 0..100."""
    return 0.0 if level < 0.0 else min(level, 100.0)


def _may_betray(relationship: Relationship, moment: datetime) -> bool:
    before = relationship.betrayed_at
    return relationship.kind in _BETRAYED_BY and (before is None or moment - before >= BETRAYALS_APART)


def _with_topic(shared: tuple[str, ...], topic: str | None) -> tuple[str, ...]:
    if topic is None or (shared and shared[-1] == topic):
        return shared
    return (*(each for each in shared if each != topic), topic)[-SHARED_KEPT:]
