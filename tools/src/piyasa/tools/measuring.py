"""What a log is read into to be measured, and how what was found is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from piyasa.analytics import Collector, Report, Terms
from piyasa.analytics import report as measured
from piyasa.analytics.lives import Lives
from piyasa.contracts.catalogue import fact_of
from piyasa.contracts.errors import ContractError
from piyasa.projections.pace import Pace
from piyasa.tools.message import fact_in
from piyasa.tools.output import err, out
from piyasa.tools.report_page import tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from piyasa.contracts.envelope import Recorded
    from piyasa.contracts.event import Event
    from piyasa.tools.message import Message


@dataclass(slots=True)
class Reading:
    """The log on its way into what is measured."""

    collector: Collector
    lives: Lives
    pace: float = 1.0
    chats: Sequence[str] = ()
    """Those that are measured; none of them means all."""
    unread: int = 0
    """Messages that no fact could be made of."""

    @classmethod
    def over(cls, since: datetime | None, pace: float = 1.0, chats: Sequence[str] = ()) -> Reading:
        """Count from a moment on, and of what happens in chats only that of these."""
        return cls(Collector(since=since, chats=chats), Lives(Pace(pace), since=since), pace, chats)

    @property
    def wanted(self) -> frozenset[str]:
        """The facts that change anything."""
        return Collector.wanted() | self.lives.wanted

    def take(self, event: Recorded[Event]) -> None:
        """Take one fact."""
        self.collector.take(event)
        self.lives.take(event)

    def take_messages(self, batch: Sequence[Message]) -> None:
        """Take what of a batch is wanted."""
        wanted = self.wanted
        for each in batch:
            try:
                if fact_of(each.subject) in wanted:
                    self.take(fact_in(each))
            except ContractError:
                self.unread += 1

    def report(self, since: datetime | None = None, until: datetime | None = None) -> Report:
        """What was measured of a stretch of what was read; it ends with the log, however long nobody spoke."""
        until = until or self.collector.last_at
        facts = self.lives.added_to(self.collector.facts)
        lines = self.collector.utterances
        return measured(lines, facts=facts, terms=self.terms, since=since, until=until, chats=self.chats)

    @property
    def terms(self) -> Terms:
        """What the installation promises."""
        return Terms.of(self.lives.settings, pace=self.pace)

    def draw(self, found: Report, folder: Path) -> None:
        """Write the plots of a report."""
        # Importing matplotlib takes most of a second; who wants no plots does not wait for it.
        from piyasa.analytics.plots import draw  # noqa: PLC0415

        lines = [
            line
            for line in self.collector.utterances
            if (found.since is None or line.time >= found.since) and (not self.chats or line.chat_id in self.chats)
        ]
        terms, lives = self.terms, self.lives
        drawn = draw(folder, lines, feelings=lives.feelings, ties=lives.ties, timezone=terms.timezone, pace=terms.pace)
        for path in drawn:
            err.print(f"wrote {path}", soft_wrap=True)


def show(found: Report) -> None:
    """Print a report for people."""
    for table in tables_of(found):
        out.print(table)
