"""What services ask of a persona's relationships at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from piyasa.projections.relationships.passing import passed
from piyasa.projections.relationships.state import STRANGER, Kind, Relationship, Ties

Tone = Literal["casual", "warm", "cold", "formal"]
TRUSTS_ABOVE = 70.0
MISTRUSTS_BELOW = 30.0
TRUST_BIAS = 0.2
"""The bias of whoever is trusted; its negative is that of the mistrusted."""
CONFLICT_ABOVE = 60.0
CONFLICT_BIAS = -0.3
NAMED, NAMED_AT_MOST = 0.10, 0.5
"""How often whoever is answered is called by name, before the relationship counts, and at most (behaviour 5.4)."""
COMPANIONS: frozenset[Kind] = frozenset({"friend", "close_friend"})
MATTERING: frozenset[Kind] = frozenset({"friend", "close_friend", "rival", "mentor", "student"})
"""Kinds of people whose lines are answered before others' (behaviour 8.3)."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What a relationship does to the next message to the other; every key is always there (behaviour 5.4)."""

    mention: float
    """Multiplies the probability of naming the other, 0.5..3."""
    delay: float
    """Multiplies the wait, 0.7..1.5."""
    tone: Tone
    """Cold never means rude."""
    agreement_bias: float
    """-0.3..0.3; at 0.15 or more lean to agree, at -0.15 or less respectfully differ."""
    emoji: float
    """Multiplies the use of emoji, 0.5..2."""


_OF_KIND: Mapping[Kind, Effects] = {
    "stranger": Effects(0.5, 1.2, "formal", 0.0, 1.0),
    "acquaintance": Effects(1.0, 1.0, "casual", 0.0, 1.0),
    "friend": Effects(2.0, 0.8, "warm", 0.0, 1.5),
    "close_friend": Effects(2.0, 0.8, "warm", 0.0, 1.5),
    "rival": Effects(1.5, 0.9, "cold", -0.2, 0.5),
    "mentor": Effects(1.5, 0.9, "warm", 0.15, 0.8),
    "student": Effects(1.5, 0.9, "warm", 0.0, 1.2),
}


def towards(ties: Ties | None, speaker: str, now: datetime) -> Relationship:
    """What the persona thinks of a speaker (``b:<bot id>`` or ``p:<person id>``) now; of one unmet, a stranger's."""
    known = None if ties is None else ties.towards.get(speaker)
    return STRANGER if known is None else passed(known, now)[0]


def effects(relationship: Relationship) -> Effects:
    """What a relationship does to behaviour; take it from ``towards`` first.

    Whoever is unmet counts as a stranger. Trust overwrites the bias of the kind, conflict that of trust.
    """
    given = _OF_KIND[relationship.kind]
    bias = _bias(relationship, given.agreement_bias)
    if bias == given.agreement_bias:
        return given
    return Effects(given.mention, given.delay, given.tone, bias, given.emoji)


def name_share(given: Effects) -> float:
    """How likely whoever is answered is called by name, 0..0.5."""
    return min(NAMED_AT_MOST, NAMED * given.mention)


def _bias(relationship: Relationship, of_kind: float) -> float:
    if relationship.conflict > CONFLICT_ABOVE:
        return CONFLICT_BIAS
    if relationship.trust > TRUSTS_ABOVE:
        return TRUST_BIAS
    return -TRUST_BIAS if relationship.trust < MISTRUSTS_BELOW else of_kind
