"""What a rehearsal came to: measured on its log and on what its folds saw, as a running installation is measured."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from piyasa.analytics import Collector, Report, Terms, report
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.projections.directory import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.life_events.catalogue import TYPES
from piyasa.projections.relationships import Ties
from piyasa.simulation.rehearsal import Rehearsal


class Witness:
    """Follows a rehearsal from its beginning."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        """Listen from now on."""
        self.collector = Collector()
        self._rehearsal = rehearsal
        self._changes: Counter[tuple[str, str]] = Counter()
        log = rehearsal.stage.log
        log.followers.append(self.collector.take)
        log.on_change(self._changed)

    def report(self) -> Report:
        """What was measured over all of it."""
        directory = Directory(self._rehearsal.stage.log.tables)
        facts = replace(
            self.collector.facts,
            known_life_events=tuple(TYPES),
            relationship_changes=dict(sorted(self._changes.items())),
        )
        terms = Terms.of(Settings.of(directory.installation))
        return report(self.collector.utterances, facts=facts, terms=terms)

    def _changed(self, projection: str, key: str, event: Recorded[Event]) -> None:
        if projection != "relationships":
            return
        ties: Ties | None = self._rehearsal.stage.log.rows(projection).get(key)
        for change in reversed(() if ties is None else ties.transitions):
            if change.position != event.position:
                break
            self._changes[change.before, change.after] += 1
