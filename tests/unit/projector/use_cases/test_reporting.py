import asyncio
from datetime import UTC, datetime, timedelta

from piyasa.projections.directory.settings import Settings
from piyasa.projector.use_cases.reporting import Reporting
from support.events import Log, received, reply, sent

START = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)


class Kept:
    """Reports in memory."""

    def __init__(self):
        self.windows = {}
        self.forgotten_before = None

    async def last(self):
        return max(self.windows, default=None)

    async def position_at(self, moment):
        return 0

    async def settings(self):
        return Settings()

    async def keep(self, window, *, forget_before):
        self.windows[window.until] = window
        self.forgotten_before = forget_before


class Archive:
    """An archive in memory that may be away."""

    def __init__(self, events):
        self.events, self.reads, self.away = events, [], False

    async def last(self):
        if self.away:
            raise ConnectionError
        return self.events[-1].position if self.events else 0

    async def read(self, after, until=None):
        self.reads.append((after, until))
        for event in self.events:
            if after < event.position <= until:
                yield event


class Measuring:
    """Reporting over a log that a test writes, at a time that a test sets."""

    def __init__(self, kept=None):
        self.log = Log(now=START)
        self.archive, self.kept = Archive(self.log.events), kept or Kept()
        self.now, self.ready, self.told = START, True, []
        self.reporting = Reporting(
            archive=self.archive,
            reports=self.kept,
            ready=lambda: self.ready,
            now=lambda: self.now,
            tell=self.told.append,
        )

    def talk(self, minutes):
        for _ in range(minutes):
            number = self.log.position + 1
            self.log.add(received(number), after=30)
            self.log.add(sent(number, number + 1, reply_to=reply(number)), after=30)

    async def step(self, minutes):
        self.now = START + timedelta(minutes=minutes)
        return await self.reporting.step()


async def test_a_window_is_measured_once_its_facts_are_there():
    measuring = Measuring()
    measuring.talk(90)
    assert await measuring.step(76) == 1
    assert await measuring.step(77) == 0
    (window,) = measuring.told
    assert window.until == START + timedelta(minutes=75)
    assert window.since == window.until - timedelta(hours=24)
    assert window.chats["bist-sohbet"].quality.messages == 150, "what came after its end is not in it"
    assert not window.personas


async def test_personas_are_measured_with_the_hour():
    measuring = Measuring()
    measuring.talk(90)
    await measuring.step(61)
    assert measuring.told[0].personas["mehmet-trader"].mechanical.score is not None


async def test_only_new_facts_are_read_for_the_next_window():
    measuring = Measuring()
    measuring.talk(60)
    await measuring.step(61)
    measuring.talk(20)
    assert await measuring.step(77) == 1
    assert measuring.archive.reads == [(0, 120), (120, 160)]
    assert measuring.told[-1].chats["bist-sohbet"].quality.messages == 150


async def test_what_was_missed_is_made_up_for_in_order():
    measuring = Measuring()
    measuring.talk(60)
    await measuring.step(16)
    assert await measuring.step(61) == 3
    assert [each.until.minute for each in measuring.told] == [15, 30, 45, 0]


async def test_another_replica_goes_on_and_measures_the_same():
    first = Measuring()
    first.talk(60)
    await first.step(31)
    second = Measuring(first.kept)
    second.talk(60)
    assert await second.step(31) == 0
    assert await second.step(46) == 1
    await first.step(46)
    assert first.told[-1].chats == second.told[-1].chats


async def test_nothing_is_measured_while_it_is_not_ones_turn():
    measuring = Measuring()
    measuring.talk(30)
    measuring.ready = False
    assert await measuring.step(31) == 0
    assert not measuring.kept.windows


async def test_the_same_log_measured_again_gives_the_same_reports():
    kept = Kept()
    for _ in range(2):
        measuring = Measuring()
        measuring.talk(60)
        await measuring.step(61)
        kept.windows.setdefault("first", measuring.told[0])
        assert measuring.told[0] == kept.windows["first"]


async def test_trouble_with_the_archive_ends_nothing():
    measuring = Measuring()
    measuring.talk(30)
    measuring.now = START + timedelta(minutes=31)
    measuring.archive.away = True
    stopping = asyncio.Event()
    running = asyncio.create_task(measuring.reporting.run(stopping))
    await asyncio.sleep(0)
    assert not running.done()
    stopping.set()
    await running
    measuring.archive.away = False
    assert await measuring.step(31) == 1


async def test_old_reports_are_dropped():
    measuring = Measuring()
    measuring.talk(30)
    await measuring.step(16)
    assert measuring.kept.forgotten_before == START + timedelta(minutes=15) - timedelta(days=30)
