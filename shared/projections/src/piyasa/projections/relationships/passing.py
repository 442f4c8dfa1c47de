"""What time does to a relationship, in closed form: conflict and unused closeness fade (behaviour 5.3).

Carrying a relationship over a month at once or day by day gives the same, but for rounding: a kind that ends by time
alone ends at its own moment, and so does the patience with somebody who does not answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from piyasa.projections.relationships.interactions import ignored
from piyasa.projections.relationships.kinds import (
    COOLED_BELOW,
    RECONCILED_CONFLICT_BELOW,
    RECONCILED_TRUST_ABOVE,
    STRANGER_AFTER,
    STRANGER_BELOW,
    settled,
)
from piyasa.projections.relationships.state import Kind, Relationship
from piyasa.projections.replacing import replace

CONFLICT_FADES = 1.0
"""A day."""
WARMTH_FADES = 0.5
"""A day, of trust and affection towards ``NEUTRAL``."""
NEUTRAL = 50.0
WARMTH_FADES_AFTER = timedelta(days=14)
"""Without contact."""
FAMILIARITY_FADES = 0.2
"""A day."""
FAMILIARITY_FADES_AFTER = timedelta(days=30)
"""Without contact."""
_DAY = timedelta(days=1)
_JUST_BEYOND = timedelta(seconds=1)
"""A bound is crossed after it is reached."""


class Change(NamedTuple):
    """A kind that time alone ended."""

    time: datetime
    before: Kind
    after: Kind


def passed(relationship: Relationship, now: datetime) -> tuple[Relationship, tuple[Change, ...]]:
    """The relationship at a later moment and what became of its kind; an earlier moment changes nothing."""
    changes: tuple[Change, ...] = ()
    while True:
        moment = min((each for each in _turns(relationship) if each <= now), default=None)
        if moment is None:
            return _faded(relationship, now), changes
        waits = relationship.awaiting
        relationship = _faded(relationship, moment)
        if waits is not None and waits <= moment:
            relationship = ignored(relationship, moment)
            continue
        kind = settled(relationship, moment)
        if kind == relationship.kind:
            return _faded(relationship, now), changes
        changes = (*changes, Change(moment, relationship.kind, kind))
        relationship = replace(relationship, kind=kind)


def _faded(relationship: Relationship, now: datetime) -> Relationship:
    since, last = relationship.updated_at, relationship.last_at
    if since is None or last is None or now <= since:
        return relationship
    days = (now - since) / _DAY
    cold = _days_beyond(since, last + WARMTH_FADES_AFTER, now) * WARMTH_FADES
    strange = _days_beyond(since, last + FAMILIARITY_FADES_AFTER, now) * FAMILIARITY_FADES
    return replace(
        relationship,
        conflict=max(0.0, relationship.conflict - days * CONFLICT_FADES),
        trust=_nearer(relationship.trust, cold) if cold else relationship.trust,
        affection=_nearer(relationship.affection, cold) if cold else relationship.affection,
        familiarity=max(0.0, relationship.familiarity - strange),
        updated_at=now,
    )


def _turns(relationship: Relationship) -> Iterator[datetime]:
    """The moments still to come at which more happens to a relationship than that it fades."""
    since, last = relationship.updated_at, relationship.last_at
    if since is None or last is None:
        return
    if relationship.awaiting is not None:
        yield max(since, relationship.awaiting)
    kind = relationship.kind
    if kind == "rival":
        moment = _reconciles(relationship, since, last)
    elif kind == "close_friend":
        moment = _cools(relationship, since, last)
    elif kind == "acquaintance":
        moment = _is_forgotten(relationship, since, last)
    else:
        moment = None
    if moment is not None and moment + _JUST_BEYOND > since:
        yield moment + _JUST_BEYOND


def _reconciles(each: Relationship, since: datetime, last: datetime) -> datetime | None:
    peace = _reached(each.conflict - RECONCILED_CONFLICT_BELOW, CONFLICT_FADES, since)
    trust = RECONCILED_TRUST_ABOVE - each.trust
    trusts = _reached(trust, WARMTH_FADES, max(since, last + WARMTH_FADES_AFTER)) if trust >= 0 else None
    known = [moment for moment in (peace, trusts) if moment is not None]
    return max(known, default=None)


def _cools(each: Relationship, since: datetime, last: datetime) -> datetime | None:
    begins = max(since, last + WARMTH_FADES_AFTER)
    falls = (_reached(level - COOLED_BELOW, WARMTH_FADES, begins) for level in (each.trust, each.affection))
    return min((moment for moment in falls if moment is not None), default=None)


def _is_forgotten(each: Relationship, since: datetime, last: datetime) -> datetime | None:
    fades = _reached(each.familiarity - STRANGER_BELOW, FAMILIARITY_FADES, max(since, last + FAMILIARITY_FADES_AFTER))
    alone = last + STRANGER_AFTER
    if fades is None:
        return alone if alone > since else None
    return max(fades, alone)


def _reached(distance: float, a_day: float, since: datetime) -> datetime | None:
    """When a level has come so far; None when it is beyond already."""
    return None if distance < 0 else since + _DAY * (distance / a_day)


def _days_beyond(since: datetime, begins: datetime, now: datetime) -> float:
    return max(0.0, (now - max(since, begins)) / _DAY)


def _nearer(level: float, by: float) -> float:
    return max(NEUTRAL, level - by) if level > NEUTRAL else min(NEUTRAL, level + by)
