"""Measuring the conversations again and again, from the archive, and keeping the reports."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from piyasa.analytics import ChatReport, Collector, PersonaReport, Terms
from piyasa.analytics.report import parts
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.projections.directory.settings import Settings
from piyasa.projector.domain.report_windows import HISTORY, KEPT_FOR, MEASURED_OVER, due, ends_an_hour

logger = structlog.get_logger(__name__)
LINES_KEPT = 60_000
"""About three days of two hundred personas; what is older tells nothing but the hours of the day they keep."""
SETTLED_AFTER = timedelta(minutes=1)
"""A window is measured this long after its end, when its last facts are in the archive."""
_PAUSE, _RETRY = 15.0, 60.0


class Archived(Protocol):
    """The archive of the log."""

    async def last(self) -> int:
        """Position of the newest fact; 0 when there is none."""

    def read(self, after: int, until: int | None = None) -> AsyncIterator[Recorded[Event]]:
        """Facts with after < position <= until."""


@dataclass(frozen=True, slots=True)
class Window:
    """What was measured over one window; no personas where only chats were due."""

    since: datetime
    until: datetime
    chats: Mapping[str, ChatReport]
    personas: Mapping[str, PersonaReport] = field(default_factory=dict)


class Reports(Protocol):
    """Where reports are kept."""

    async def last(self) -> datetime | None:
        """The end of the newest window measured."""

    async def position_at(self, moment: datetime) -> int:
        """The position of the last fact before a moment; 0 when there is none."""

    async def settings(self) -> Settings:
        """How the installation is set."""

    async def keep(self, window: Window, *, forget_before: datetime) -> None:
        """Keep a window's reports, in place of those of the same window; drop those of windows too old."""


class Reporting:
    """Measures each quarter of an hour while it may: chats every time, personas with each hour."""

    def __init__(
        self,
        *,
        archive: Archived,
        reports: Reports,
        ready: Callable[[], bool],
        now: Callable[[], datetime],
        tell: Callable[[Window], None],
        pace: float = 1.0,
    ) -> None:
        """``ready`` tells whether this replica writes and its archive has caught up; ``tell`` gets every window."""
        self._archive, self._reports, self._ready, self._now, self._tell = archive, reports, ready, now, tell
        self._pace = pace
        self._collector: Collector | None = None
        self._position = 0
        self._last: datetime | None = None

    async def run(self, stopping: asyncio.Event) -> None:
        """Measure until told to stop; trouble with the database is tried again."""
        while not stopping.is_set():
            pause = _PAUSE
            try:
                await self.step()
            except Exception as error:  # noqa: BLE001 - whatever the driver raises while its server is away
                self._collector = None
                pause = _RETRY
                logger.warning("cannot measure conversations, trying again", reason=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await stopping.wait()

    async def step(self) -> int:
        """Measure what is due; returns how many windows that were."""
        if not self._ready():
            self._collector = None
            return 0
        settled = self._now() - SETTLED_AFTER
        ends = [end for end in due(await self._newest(), settled) if end <= settled]
        if not ends:
            return 0
        terms = Terms.of(await self._reports.settings(), pace=self._pace)
        collector = await self._caught_up()
        measured = 0
        for end in ends:
            if not self._ready():
                break
            # Measuring takes seconds of pure computing; facts go on being archived meanwhile.
            window = await asyncio.to_thread(_measured, collector, terms, end)
            await self._reports.keep(window, forget_before=end - KEPT_FOR)
            self._last = end
            self._tell(window)
            measured += 1
        return measured

    async def _newest(self) -> datetime | None:
        if self._collector is None or self._last is None:
            self._last = await self._reports.last()
        return self._last

    async def _caught_up(self) -> Collector:
        if self._collector is None:
            self._collector = Collector(keep=LINES_KEPT)
            self._position = await self._reports.position_at(self._now() - HISTORY)
        until = await self._archive.last()
        async for event in self._archive.read(self._position, until):
            self._collector.take(event)
        self._position = max(self._position, until)
        return self._collector


def _measured(collector: Collector, terms: Terms, end: datetime) -> Window:
    since = end - MEASURED_OVER
    personas, chats = parts(collector.utterances, facts=collector.facts, terms=terms, since=since, until=end)
    return Window(since, end, chats, personas if ends_an_hour(end) else {})
