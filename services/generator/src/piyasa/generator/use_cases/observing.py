"""Looks at the sources of figures in turn, tells what is new and grades the calls that wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import structlog

from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.system import FigureObserved
from piyasa.contracts.values import format_time
from piyasa.generator.domain.market.quotes import Quote, is_of_today
from piyasa.generator.domain.market.telling import Told, newest, worth_telling
from piyasa.generator.market_ports import FactLog, Known, MarketTally, QuoteSource, SourceReading, SourceTrouble
from piyasa.generator.use_cases.grading import graded
from piyasa.projections.directory import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.figures import Figure

logger = structlog.get_logger(__name__)

BATCH: Final = 100
"""Facts published at once."""


@dataclass(slots=True)
class Observing:
    """The round of one replica; only the holder of the lease goes it."""

    sources: Sequence[QuoteSource]
    view: Known
    log: FactLog
    tally: MarketTally
    now: Callable[[], datetime]
    troubles: dict[str, str] = field(default_factory=dict)
    """Number and name of a source to what is wrong with it since its newest reading."""
    _told: Told = field(default_factory=dict)
    _waiting: dict[tuple[str, str], tuple[Quote, str]] = field(default_factory=dict)
    """Figures that were read and are not on the log yet, with the kind of their source."""

    def anew(self) -> None:
        """Begin as if nothing had been read: another replica may have seen what this one missed."""
        for source in self.sources:
            source.anew()
        self._told.clear()

    async def round(self) -> None:
        """Read every source, tell what is new, grade. One bad source never stops another."""
        readings = await asyncio.gather(*(self._read(number, source) for number, source in enumerate(self.sources)))
        now = self.now()
        for source, reading in zip(self.sources, readings, strict=True):
            fitting = [quote for quote in reading.quotes if is_of_today(quote, now)]
            self._waiting |= {key: (quote, source.kind) for key, quote in newest(fitting).items()}
        await self._tell()
        await self._grade(now)

    async def _read(self, number: int, source: QuoteSource) -> SourceReading:
        begun = self.now()
        try:
            reading = await source.read()
        except SourceTrouble as trouble:
            self.tally.fetched(source.kind, trouble.outcome, self._since(begun))
            self._note(number, source, trouble.reason)
            return SourceReading(changed=False)
        except Exception as error:  # noqa: BLE001 - a source is a process edge: what it sends may break any reader
            self.tally.fetched(source.kind, "content", self._since(begun))
            self._note(number, source, f"it cannot be read: {type(error).__name__}")
            return SourceReading(changed=False)
        self.tally.fetched(source.kind, "ok" if reading.changed else "unchanged", self._since(begun))
        if reading.changed:
            self._note(number, source, "; ".join(reading.problems[:3]))
        return reading

    def _since(self, begun: datetime) -> float:
        return max(0.0, (self.now() - begun).total_seconds())

    def _note(self, number: int, source: QuoteSource, trouble: str) -> None:
        """Remember what is wrong, and log it once until it changes."""
        key = f"{number + 1} {source.kind} {source.name}"
        before = self.troubles.get(key, "")
        if trouble:
            self.troubles[key] = trouble
        else:
            self.troubles.pop(key, None)
        if trouble and trouble != before:
            logger.warning("a source of figures is in trouble", source=source.name, kind=source.kind, reason=trouble)
        elif before and not trouble:
            logger.info("a source of figures is well again", source=source.name, kind=source.kind)

    async def _tell(self) -> None:
        """Put on the log what is new; what could not be put there waits for the next round."""
        tables = self.view.tables
        every = Settings.of(Directory(tables).installation).figure_fresh_minutes * 30  # half of it, in seconds
        figures: dict[str, Figure] = tables.tables["figures"].rows
        new: list[tuple[tuple[str, str], NewEvent[FigureObserved], str]] = []
        for key, (quote, kind) in self._waiting.items():
            known = self._told.get(key) or _folded(figures, quote)
            if worth_telling(quote, known, every):
                new.append((key, _observed(quote), kind))
            else:
                self._told[key] = quote if known is None else known
        unknown = [each for each in new if self.view.knows(each[1].id) is None]
        for start in range(0, len(unknown), BATCH):
            await self.log.publish(*(event for _, event, _ in unknown[start : start + BATCH]))
        for _, _, kind in unknown:
            self.tally.observed(kind)
        self._told |= {key: self._waiting[key][0] for key, _, _ in new}
        self._waiting.clear()

    async def _grade(self, now: datetime) -> None:
        events: list[NewEvent[Any]] = graded(self.view.tables, self._told.values(), now)
        fresh = [event for event in events if self.view.knows(event.id) is None]
        if fresh:
            await self.log.publish(*fresh)
        for event in fresh:
            self.tally.graded(event.data.outcome)


def _folded(figures: dict[str, Figure], quote: Quote) -> Quote | None:
    """What the log knows of the symbol from the same source."""
    known = figures.get(quote.symbol)
    if known is None or known.source != quote.source:
        return None
    return Quote(known.symbol, known.value, known.unit, known.source, known.as_of)


def _observed(quote: Quote) -> NewEvent[FigureObserved]:
    fact = FigureObserved(
        symbol=quote.symbol, value=quote.value, unit=quote.unit, source=quote.source, as_of=quote.as_of
    )
    return from_outside(fact, fact.symbol, fact.source, format_time(fact.as_of), fact.value)
