"""How a relationship becomes of another kind (behaviour 5.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from piyasa.projections.relationships.state import Kind, Relationship

ACQUAINTED_ABOVE = 30.0
FRIENDS_ABOVE = 60.0
"""Trust and affection of a friend, and the trust of a mentor."""
FAMILIAR_ABOVE = 50.0
CLOSE_ABOVE = 80.0
"""Trust and affection of a close friend, and the respect of a mentor."""
CLOSE_INTERACTIONS_ABOVE = 50
RIVAL_CONFLICT_ABOVE = 60.0
RIVAL_AFFECTION_BELOW = 40.0
RECONCILED_CONFLICT_BELOW = 30.0
RECONCILED_TRUST_ABOVE = 40.0
EXPLAINED_FROM = 10
"""Explanations that make a mentor or a student."""
STUDENT_AFFECTION_FROM = 50.0
COOLED_BELOW = 70.0
"""Trust or affection at which a close friend is a friend."""
ESTRANGED_BELOW = 45.0
"""Trust or affection at which a friend is an acquaintance."""
STRANGER_BELOW = 20.0
STRANGER_AFTER = timedelta(days=90)

Condition = Callable[[Relationship, datetime], bool]


def settled(relationship: Relationship, moment: datetime) -> Kind:
    """The kind after one look: the first rule in order that holds; nobody goes two steps at once."""
    kind = relationship.kind
    for before, after, holds in RULES:
        if (not before or kind in before) and kind != after and holds(relationship, moment):
            return after
    return kind


def _befriended(each: Relationship, _moment: datetime) -> bool:
    return each.trust > FRIENDS_ABOVE and each.affection > FRIENDS_ABOVE and each.familiarity > FAMILIAR_ABOVE


def _close(each: Relationship, _moment: datetime) -> bool:
    warm = each.trust > CLOSE_ABOVE and each.affection > CLOSE_ABOVE
    return warm and each.interactions > CLOSE_INTERACTIONS_ABOVE


def _hostile(each: Relationship, _moment: datetime) -> bool:
    return each.conflict > RIVAL_CONFLICT_ABOVE and each.affection < RIVAL_AFFECTION_BELOW


def _reconciled(each: Relationship, _moment: datetime) -> bool:
    return each.conflict < RECONCILED_CONFLICT_BELOW and each.trust > RECONCILED_TRUST_ABOVE


def _taught(each: Relationship, _moment: datetime) -> bool:
    trusted = each.trust > FRIENDS_ABOVE and each.familiarity > FAMILIAR_ABOVE
    return each.respect > CLOSE_ABOVE and trusted and each.explained_by >= EXPLAINED_FROM


def _teaching(each: Relationship, _moment: datetime) -> bool:
    liked = each.familiarity > FAMILIAR_ABOVE and each.affection >= STUDENT_AFFECTION_FROM
    return liked and each.explained_to >= EXPLAINED_FROM


def _estranged(each: Relationship, moment: datetime) -> bool:
    return each.last_at is not None and moment - each.last_at >= STRANGER_AFTER and each.familiarity < STRANGER_BELOW


RULES: tuple[tuple[tuple[Kind, ...], Kind, Condition], ...] = (
    (("stranger",), "acquaintance", lambda each, _: each.familiarity > ACQUAINTED_ABOVE),
    (("acquaintance",), "friend", _befriended),
    (("friend",), "close_friend", _close),
    ((), "rival", _hostile),
    (("rival",), "acquaintance", _reconciled),
    (("acquaintance", "friend"), "mentor", _taught),
    (("acquaintance", "friend"), "student", _teaching),
    (("close_friend",), "friend", lambda each, _: min(each.trust, each.affection) < COOLED_BELOW),
    (("friend",), "acquaintance", lambda each, _: min(each.trust, each.affection) < ESTRANGED_BELOW),
    (("acquaintance",), "stranger", _estranged),
)
"""From which kinds (none: from any), to which, and when; in the order in which they are looked at."""
