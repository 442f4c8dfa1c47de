"""Everything together: what the chats add up to, and what can only be told of all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from piyasa.analytics.answers import Answers
from piyasa.analytics.ceilings import Ceilings, Hours
from piyasa.analytics.clockwork import Clockwork
from piyasa.analytics.repetition import Repetition
from piyasa.analytics.replies import Replies
from piyasa.analytics.shares import Share
from piyasa.analytics.turns import Turns
from piyasa.analytics.voices import Separability

MECHANICAL_FROM = 0.5
"""From this score on a persona counts as mechanical (behaviour 14)."""
OF_ALL_CHATS = (
    "styles",
    "styled",
    "life_events",
    "life_event_types_missing",
    "relationship_changes",
    "closer",
    "apart",
)
"""Figures that no single chat can claim: the facts they are made of are about personas, wherever they talk."""
_CLOSENESS = {"rival": -1, "stranger": 0, "acquaintance": 1, "student": 2, "mentor": 2, "friend": 2, "close_friend": 3}


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures over all chats and personas of the stretch."""

    messages: int
    chats: int
    personas: int
    people: int
    coherence: float | None
    """Mean of the chats, weighted by their links."""
    naturalness: float | None
    """Mean of the chats, weighted by their messages of personas."""
    burstiness: float | None
    """Median of the chats."""
    memory: float | None
    """Median of the chats: the correlation of each interval with the next."""
    clockwork: Clockwork
    mechanical: Share
    """Personas with a mechanical score of 0.5 or more, among those that have one."""
    consistency: Share
    """First drafts that every guard let through."""
    turns: Turns
    replies: Replies
    repetition: Repetition
    voices: Separability
    answers: Answers
    ceilings: Ceilings
    hours: Hours
    styles: int
    """Distinct writing styles."""
    styled: int
    """Personas whose style is known."""
    ticks: Mapping[str, int]
    suppressed: Mapping[str, int]
    rejected: Mapping[str, int]
    abandoned: Mapping[str, int]
    life_events: Mapping[str, int]
    life_event_types_missing: tuple[str, ...] | None
    life_event_types_untold: tuple[str, ...] | None
    """Types of life events that did not occur; None when nobody said which there are."""
    life_events_mentioned: int
    """Lines said because of a life event."""
    relationship_changes: Mapping[tuple[str, str], int]
    relationships_followed: bool
    """Whether somebody looked for changes: else none tells nothing."""
    of_all_chats: tuple[str, ...] = ()
    """Names of figures here that are those of all chats though only some were asked for."""

    @property
    def closer(self) -> int:
        """Relationships that became closer."""
        return self._changes(+1)

    @property
    def apart(self) -> int:
        """Relationships that cooled, or turned into rivalry."""
        return self._changes(-1)

    def _changes(self, direction: int) -> int:
        return sum(
            count
            for (before, after), count in self.relationship_changes.items()
            if (_CLOSENESS.get(after, 0) - _CLOSENESS.get(before, 0)) * direction > 0
        )


def weighted(pairs: Sequence[tuple[float | None, int]]) -> float | None:
    """The mean of values by their weights; what is None or weighs nothing is left out."""
    known = [(value, weight) for value, weight in pairs if value is not None and weight > 0]
    total = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / total if total else None
