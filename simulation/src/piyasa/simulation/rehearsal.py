"""A rehearsal from its first fact to its last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.event import Event
from piyasa.projections.catalogue import all_projections
from piyasa.projections.fold import FoldFailure, TableSet
from piyasa.projections.pace import LIFE
from piyasa.simulation.agenda import Agenda
from piyasa.simulation.crowd import Crowd, crowd_of
from piyasa.simulation.log import Follower, RehearsalLog
from piyasa.simulation.services import Services
from piyasa.simulation.stage import Stage
from piyasa.simulation.town import Town

START: Final = datetime(2026, 11, 15, 21, tzinfo=UTC)
"""A Monday's midnight in Istanbul; a rehearsal depends on no clock of this world."""
Progress = Callable[[timedelta], None]
"""Told how much more of the time has passed."""
_PROGRESS_EVERY = timedelta(minutes=5)
Populate = Callable[[Stage], None]
"""Puts people, and what operators did, on the agenda of a stage."""


@dataclass(slots=True)
class Rehearsal:
    """One installation and its people over some virtual hours; equal ones give equal logs, to the byte."""

    populate: Populate
    hours: float
    seed: int = 7
    start: datetime = START
    followers: Sequence[Follower] = ()
    stage: Stage = field(init=False)

    def __post_init__(self) -> None:
        agenda = Agenda(self.start)
        log = RehearsalLog(TableSet.of(all_projections(LIFE)), agenda.clock)
        log.followers.extend(self.followers)
        self.stage = Stage(log, agenda, f"rehearsal-{self.seed}")

    @property
    def failures(self) -> list[FoldFailure]:
        """Folds that raised; a sound release has none."""
        return self.stage.log.tables.failures

    def run(self, progress: Progress | None = None) -> None:
        """Let the hours pass."""
        Services(self.stage).start()
        self.populate(self.stage)
        agenda, end = self.stage.agenda, self.start + timedelta(hours=self.hours)
        shown = self.start
        while agenda.step(end):
            if progress is not None and agenda.now - shown >= _PROGRESS_EVERY:
                progress(agenda.now - shown)
                shown = agenda.now
        if progress is not None:
            progress(end - shown)


def invented(town: Town, people: int) -> Populate:
    """A town with people of several habits, who write as it comes to them."""

    def populate(stage: Stage) -> None:
        set_up(stage, town.facts(stage.agenda.now))
        Crowd(crowd_of(people, town.chat_ids, stage.chance("crowd")), stage).begin()

    return populate


def set_up(stage: Stage, facts: Iterable[NewEvent[Event]]) -> None:
    """Record what operators have done."""
    stage.log.put(*facts, source="admin-api")
