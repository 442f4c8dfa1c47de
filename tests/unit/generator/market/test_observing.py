"""From sources to facts: what is told once, what is graded, and what one bad source cannot stop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.opinions import HoldingSet, StanceStated
from piyasa.contracts.system import FigureObserved, SettingChanged
from piyasa.generator.domain.market.quotes import Quote
from piyasa.generator.market_ports import SourceReading, SourceTrouble
from piyasa.generator.use_cases.observing import Observing
from piyasa.generator.use_cases.watching import Watch
from piyasa.projections.catalogue import projections_for
from piyasa.projections.fold import TableSet
from support.events import MEHMET, Log, registered, uid
from support.folding import tables_of


@dataclass
class Source:
    """Says what it was given, in order; then that nothing changed."""

    says: list[Any] = field(default_factory=list)
    name: str = "borsa"
    kind: str = "file"
    renewed: int = 0

    def anew(self) -> None:
        self.renewed += 1

    async def read(self) -> SourceReading:
        if not self.says:
            return SourceReading(changed=False)
        said = self.says.pop(0)
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, SourceReading) else SourceReading(tuple(said))


@dataclass
class Counts:
    """What was counted."""

    kinds: list[str] = field(default_factory=list)
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    grades: list[str] = field(default_factory=list)

    def observed(self, kind: str) -> None:
        self.kinds.append(kind)

    def fetched(self, kind: str, outcome: str, seconds: float) -> None:
        assert seconds >= 0
        self.outcomes.append((kind, outcome))

    def graded(self, outcome: str) -> None:
        self.grades.append(outcome)


@dataclass
class World:
    """A log and a view of it that is never behind."""

    log: Log = field(default_factory=Log)
    published: list[NewEvent[Any]] = field(default_factory=list)
    refuses: bool = False

    @property
    def tables(self) -> TableSet:
        return tables_of(projections_for("generator"), self.log.events)

    @property
    def position(self) -> int:
        return self.log.position

    def knows(self, event_id: str) -> int | None:
        return next((event.position for event in self.log.events if event.id == event_id), None)

    def now(self) -> datetime:
        return self.log.now

    def wait(self, **known: float) -> None:
        self.log.now += timedelta(**known)

    def record(self, *facts: Any) -> list[Recorded[Any]]:
        return self.log.add(*facts)

    async def publish(self, *events: NewEvent[Any]) -> None:
        if self.refuses:
            raise TimeoutError
        for event in events:
            self.published.append(event)
            self.log.position += 1
            self.log.events.append(Recorded(self.log.position, self.log.now, event.data.subject, event.data, event.id))

    @property
    def figures(self) -> list[tuple[str, float]]:
        return [(each.data.symbol, each.data.value) for each in self.published if isinstance(each.data, FigureObserved)]

    @property
    def grades(self) -> list[Any]:
        return [each.data for each in self.published if each.data.fact == "call-graded"]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def counts() -> Counts:
    return Counts()


def observing(world: World, counts: Counts, *sources: Source) -> Observing:
    return Observing(sources, world, world, counts, world.now)


def quote(world: World, value: float = 100.0, *, ago: float = 0.0, **known: Any) -> Quote:
    values: dict[str, Any] = {"symbol": "THYAO", "unit": "TRY", "source": "borsa"}
    return Quote(value=value, as_of=world.now() - timedelta(seconds=ago), **values | known)


def stated(world: World, price: float | None = 100.0, direction: float = 0.5, **known: Any) -> Recorded[Any]:
    source = None if price is None else "borsa"
    values: dict[str, Any] = {"bot_id": MEHMET, "topic": "THYAO", "message_id": uid(("tick", 1))}
    (event,) = world.record(StanceStated(direction=direction, price=price, source=source, **values | known))
    return event


async def test_a_new_figure_becomes_one_fact_however_often_it_is_seen(world: World, counts: Counts) -> None:
    seen = quote(world)
    watch = observing(world, counts, Source([[seen], [seen], [seen, seen]]))
    for _ in range(3):
        await watch.round()
    assert world.figures == [("THYAO", 100.0)]
    assert counts.kinds == ["file"]
    assert counts.outcomes == [("file", "ok")] * 3


async def test_two_replicas_make_the_same_fact(world: World, counts: Counts) -> None:
    seen = quote(world)
    first, second = World(), World()
    for other in (first, second):
        await observing(other, counts, Source([[seen]])).round()
    assert first.published[0].id == second.published[0].id
    await observing(world, counts, Source([[seen]])).round()
    await observing(world, counts, Source([[seen]])).round()
    assert len(world.published) == 1


async def test_an_unchanged_figure_is_told_again_before_it_grows_stale(world: World, counts: Counts) -> None:
    source = Source()
    watch = observing(world, counts, source)
    for _ in range(60):
        source.says.append([quote(world)])
        await watch.round()
        world.wait(minutes=1)
    assert len(world.figures) == 4, "every quarter of an hour: half of the half hour that it may be spoken of"


async def test_freshness_is_what_the_operator_says(world: World, counts: Counts) -> None:
    world.record(SettingChanged(key="figure_fresh_minutes", value=10, origin="test", by="admin"))
    source = Source()
    watch = observing(world, counts, source)
    for _ in range(20):
        source.says.append([quote(world)])
        await watch.round()
        world.wait(minutes=1)
    assert len(world.figures) == 4


async def test_a_replica_that_takes_over_does_not_tell_again_what_is_told(world: World, counts: Counts) -> None:
    await observing(world, counts, Source([[quote(world)]])).round()
    world.wait(minutes=2)
    await observing(world, counts, Source([[quote(world)]])).round()
    assert len(world.figures) == 1


async def test_figures_of_the_future_and_of_other_days_are_left_out(world: World, counts: Counts) -> None:
    old = quote(world, symbol="GARAN", ago=86_401.0)
    ahead = quote(world, symbol="EREGL", ago=-600.0)
    await observing(world, counts, Source([[old, ahead, quote(world)]])).round()
    assert world.figures == [("THYAO", 100.0)]


@pytest.mark.parametrize("trouble", [SourceTrouble("timeout", "no whole answer within 10 s"), ValueError("what")])
async def test_one_bad_source_never_stops_another(world: World, counts: Counts, trouble: Exception) -> None:
    bad, good = Source([trouble, trouble], name="bad", kind="feed"), Source([[quote(world)]])
    watch = observing(world, counts, bad, good)
    with capture_logs() as logs:
        await watch.round()
        await watch.round()
    assert world.figures == [("THYAO", 100.0)]
    assert list(watch.troubles) == ["1 feed bad"]
    assert len([each for each in logs if each["log_level"] == "warning"]) == 1, "logged once"
    assert counts.outcomes[0] == ("feed", "timeout" if isinstance(trouble, SourceTrouble) else "content")


async def test_a_source_that_is_well_again_is_in_no_trouble(world: World, counts: Counts) -> None:
    source = Source([SourceTrouble("status", "503"), [quote(world)]])
    watch = observing(world, counts, source)
    await watch.round()
    assert watch.troubles == {"1 file borsa": "503"}
    await watch.round()
    assert watch.troubles == {}


async def test_wrong_rows_are_a_trouble_until_the_source_changes(world: World, counts: Counts) -> None:
    source = Source([SourceReading((quote(world),), ("row 2: the value is no number",))])
    watch = observing(world, counts, source)
    await watch.round()
    await watch.round()
    assert watch.troubles == {"1 file borsa": "row 2: the value is no number"}
    assert world.figures == [("THYAO", 100.0)]


async def test_what_could_not_be_published_waits_for_the_next_round(world: World, counts: Counts) -> None:
    watch = observing(world, counts, Source([[quote(world)]]))
    world.refuses = True
    with pytest.raises(TimeoutError):
        await watch.round()
    world.refuses = False
    await watch.round()
    assert world.figures == [("THYAO", 100.0)]


async def test_a_call_is_graded_as_soon_as_the_price_moved(world: World, counts: Counts) -> None:
    world.record(registered())
    event = stated(world)
    source = Source()
    watch = observing(world, counts, source)
    for value in (101.0, 102.5, 90.0):
        world.wait(hours=1)
        source.says.append([quote(world, value)])
        await watch.round()
    (grade,) = world.grades
    assert (grade.bot_id, grade.topic, grade.outcome) == (MEHMET, "THYAO", "right")
    assert (grade.source, grade.as_of_price) == ("borsa", 102.5)
    assert grade.stated_at == event.time.replace(microsecond=event.time.microsecond // 1000 * 1000)
    assert counts.grades == ["right"]
    assert world.tables.tables["calls"].rows[MEHMET].open == ()


async def test_two_graders_make_one_grade(world: World, counts: Counts) -> None:
    world.record(registered())
    stated(world)
    world.wait(hours=1)
    other = World(Log(world.log.now, world.log.position, events=list(world.log.events)))
    for place, value in ((world, 103.0), (other, 104.0)):
        await observing(place, counts, Source([[quote(place, value)]])).round()
    ids = {each.id for place in (world, other) for each in place.published if each.data.fact == "call-graded"}
    assert len(ids) == 1


@pytest.mark.parametrize(("horizon", "days"), [("intraday", 1), ("swing", 7), ("long_term", 30)])
async def test_a_call_without_a_move_ends_with_its_horizon(
    world: World, counts: Counts, horizon: str, days: int
) -> None:
    world.record(registered(), HoldingSet(bot_id=MEHMET, symbol="THYAO", side="long", horizon=horizon, by="admin"))
    stated(world)
    source = Source()
    watch = observing(world, counts, source)
    world.wait(days=days, seconds=-60)
    source.says.append([quote(world, 101.0)])
    await watch.round()
    assert world.grades == []
    world.wait(minutes=2)
    await watch.round()
    assert [each.outcome for each in world.grades] == ["open"]
    assert world.grades[0].as_of_price == 101.0


async def test_without_a_source_of_prices_nothing_is_graded(world: World, counts: Counts) -> None:
    world.record(registered())
    stated(world, price=None)
    watch = observing(world, counts)
    for _ in range(40):
        world.wait(days=1)
        await watch.round()
    assert world.published == []
    assert world.tables.tables["calls"].rows == {}
    felt = world.tables.tables["emotions"].rows[MEHMET]
    assert not {each.trigger for each in felt.recent} & {"successful_prediction", "failed_prediction"}


async def test_a_graded_call_is_felt(world: World, counts: Counts) -> None:
    world.record(registered())
    stated(world, direction=-0.5)
    world.wait(hours=1)
    await observing(world, counts, Source([[quote(world, 103.0)]])).round()
    felt = world.tables.tables["emotions"].rows[MEHMET]
    assert "failed_prediction" in {each.trigger for each in felt.recent}


async def test_only_who_holds_the_lease_asks_and_begins_anew_with_it(world: World, counts: Counts) -> None:
    source, stopping, turns = Source(), asyncio.Event(), iter([False, True, True, False, True])

    def holds() -> bool:
        turn = next(turns, None)
        if turn is None:
            stopping.set()
        return bool(turn)

    await Watch(observing(world, counts, source), holds, every=0.01).run(stopping)
    assert counts.outcomes == [("file", "unchanged")] * 3
    assert source.renewed == 2


async def test_a_round_that_fails_does_not_end_the_watch(world: World, counts: Counts) -> None:
    world.refuses = True
    source, stopping, turns = Source([[quote(world)]]), asyncio.Event(), iter([True, True])

    def holds() -> bool:
        turn = next(turns, None)
        if turn is None:
            world.refuses = False
            stopping.set()
        return True

    await Watch(observing(world, counts, source), holds, every=0.01).run(stopping)
    assert world.figures == [("THYAO", 100.0)]
