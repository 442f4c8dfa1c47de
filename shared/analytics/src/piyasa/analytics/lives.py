"""What goes on inside while people and personas talk: ties, feelings and settings, folded beside the lines."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from piyasa.analytics.facts import Facts
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.persona import DIMENSIONS
from piyasa.projections.directory import Installations
from piyasa.projections.directory.reading import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.emotions import Emotions
from piyasa.projections.emotions.reading import feelings_at
from piyasa.projections.fold import TableSet
from piyasa.projections.life_events.catalogue import TYPES
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.relationships import Relationships, Ties

SAMPLED_EVERY = timedelta(minutes=15)
SAMPLES_KEPT = 97
"""A day of them, both ends included."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Feeling:
    """What a persona felt at a moment, in the order of ``DIMENSIONS``, 0..100 each."""

    time: datetime
    levels: tuple[float, ...]


class Lives:
    """Folds relationships, emotions and settings; feelings are sampled every quarter of an hour of the newest day."""

    def __init__(self, pace: Pace = LIFE, *, since: datetime | None = None) -> None:
        """Count the changes of relationships from ``since`` on."""
        self._since = since
        self._tables = TableSet.of([Installations(), Emotions(pace), Relationships(pace)])
        self._changes: Counter[tuple[str, str]] = Counter()
        self._samples: dict[str, deque[Feeling]] = {}
        self._next: datetime | None = None

    @property
    def wanted(self) -> frozenset[str]:
        """The names of the facts that change anything here."""
        return self._tables.facts

    def take(self, event: Recorded[Event]) -> None:
        """Take one fact, in the order of the log."""
        self._sample(event.time)
        self._tables.apply(event, self._note)

    @property
    def settings(self) -> Settings:
        """How the installation is set."""
        return Settings.of(Directory(self._tables).installation)

    @property
    def ties(self) -> Mapping[str, Ties]:
        """What each persona thinks of everybody it met."""
        return self._tables.tables["relationships"].rows

    @property
    def feelings(self) -> Mapping[str, tuple[Feeling, ...]]:
        """By persona, oldest first."""
        return {bot: tuple(self._samples[bot]) for bot in sorted(self._samples)}

    def added_to(self, facts: Facts) -> Facts:
        """The facts with what only these folds know."""
        return replace(
            facts,
            relationship_changes=dict(sorted(self._changes.items())),
            relationships_followed=True,
            known_life_events=tuple(TYPES),
            public_life_events=tuple(name for name, each in TYPES.items() if each.public),
        )

    def _sample(self, now: datetime) -> None:
        if self._next is None:
            self._next = now + (_EPOCH - now) % SAMPLED_EVERY
        if now < self._next:
            return
        at = now - (now - _EPOCH) % SAMPLED_EVERY
        for bot, row in self._tables.tables["emotions"].rows.items():
            felt = feelings_at(row, at)
            sample = Feeling(at, tuple(getattr(felt, name) for name in DIMENSIONS))
            self._samples.setdefault(bot, deque(maxlen=SAMPLES_KEPT)).append(sample)
        self._next = at + SAMPLED_EVERY

    def _note(self, projection: str, key: str, event: Recorded[Any]) -> None:
        if projection != "relationships" or (self._since is not None and event.time < self._since):
            return
        row = self._tables.tables[projection].rows.get(key)
        for turn in () if row is None else reversed(row.transitions):
            if turn.position != event.position:
                break
            self._changes[turn.before, turn.after] += 1
