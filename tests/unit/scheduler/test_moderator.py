"""Giving the floor: one decider a chat, nothing decided before the last decision is seen, nobody forgotten."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest

from piyasa.contracts import system
from piyasa.contracts.conversation import FellSilent, TickRequested
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.eventlog.errors import WrongLastSequence
from piyasa.eventlog.wire import Ack
from piyasa.scheduler.use_cases.moderator import Floor, Moderator
from piyasa.scheduler.use_cases.scenes import Scenes
from piyasa.telemetry import traces
from support.events import CHAT, MEHMET, PERSON, meaning, received, rejected, uid

ASKED = {"addressed_to": MEHMET, "is_question": True}


@dataclass
class Broker:
    """The log in memory, with what the broker refuses; a stage is what its view sees."""

    stage: object
    seen: int = 0
    frozen: bool = False
    """The view does not see what is published."""
    newest: dict[str, int] = field(default_factory=dict)
    published: list[NewEvent[Event]] = field(default_factory=list)
    stored: dict[int, Recorded[Event]] = field(default_factory=dict)
    traceparents: list[str | None] = field(default_factory=list)
    refused: int = 0
    tables = property(lambda self: self.stage.tables)
    position = property(lambda self: self.stage.log.position)

    def rows(self, projection):
        return self.tables.tables[projection].rows

    def knows(self, event_id):
        return next((number for number, each in enumerate(self.published, 1) if each.id == event_id), None)

    async def catch_up(self) -> None:
        if not self.frozen:
            for event in self.published[self.seen :]:
                self._show(event)
            self.seen = len(self.published)

    async def publish(self, *events):
        self.published += events
        await self.catch_up()
        return [Ack(self.position) for _ in events]

    async def publish_expecting(self, event, *, filter, last):  # noqa: A002
        assert filter == f"evt.chat.{event.data.chat_id}.tick-requested.>"
        if self.newest.get(event.data.chat_id, 0) != last:
            self.refused += 1
            raise WrongLastSequence(event.data.subject, "wrong last sequence")
        self.traceparents.append(traces.inject())
        self.published.append(event)
        position = self.position + 1
        self.newest[event.data.chat_id] = position
        await self.catch_up()
        return Ack(position)

    async def read_one(self, position):
        return next((each for each in self.stage.log.events if each.position == position), None)

    async def newest_position(self, chat_id):
        return self.newest.get(chat_id, 0)

    def _show(self, event) -> None:
        (recorded,) = self.stage.log.add(event.data, after=0)
        self.stage.tables.apply(recorded)


@dataclass
class Newest:
    broker: Broker

    async def position(self, chat_id):
        return await self.broker.newest_position(chat_id)


class Counts:
    def __init__(self) -> None:
        self.requests: list[TickRequested] = []
        self.late_questions = 0

    def asked(self, request) -> None:
        self.requests.append(request)

    def late(self, questions: int) -> None:
        self.late_questions += questions


class Desk:
    """One scheduler's moderator over a shared broker."""

    def __init__(self, broker: Broker, name: str = "one") -> None:
        self.broker, self.counts, self.ids = broker, Counts(), 0
        self.later, self.name = 0.0, name
        self.moderator = Moderator(
            scenes=Scenes(broker, self.now, "test"),
            log=broker,
            view=broker,
            newest_tick=Newest(broker),
            tracing=traces.configure("scheduler"),
            measures=self.counts,
            draw=Random,
            new_id=self.new_id,
        )
        self.floor = Floor(CHAT)

    def now(self):
        return self.broker.stage.now + timedelta(seconds=self.later)

    def new_id(self) -> str:
        self.ids += 1
        return uid((self.name, self.ids))

    async def consider(self, *, later: float = 0.0):
        self.later = later
        return await self.moderator.consider(self.floor)


@pytest.fixture
def broker(stage) -> Broker:
    return Broker(stage)


@pytest.fixture
def desk(broker) -> Desk:
    return Desk(broker)


def requests(broker) -> list[TickRequested]:
    return [event.data for event in broker.published if isinstance(event.data, TickRequested)]


async def test_the_first_small_talk_of_a_chat_comes_within_a_tick(stage, desk, broker) -> None:
    again = await desk.consider()
    assert stage.now <= again <= stage.now + timedelta(seconds=30)
    assert requests(broker) == []
    await desk.consider(later=(again - stage.now).total_seconds())
    assert [each.reason for each in requests(broker)] == ["proactive"]


async def test_a_question_does_not_wait_for_the_tick(stage, desk, broker) -> None:
    (asked,) = stage.tell(received(11, meaning=meaning(**ASKED)))
    await desk.consider()
    (event,) = broker.published
    assert event.id == event.data.tick_id
    assert (event.causation_id, event.correlation_id) == (asked.id, asked.id)
    assert desk.counts.requests == [event.data]


async def test_small_talk_begins_a_chain_of_its_own(stage, desk, broker) -> None:
    desk.floor.talk_at = stage.now
    await desk.consider()
    (event,) = broker.published
    assert (event.correlation_id, event.causation_id) == (event.data.tick_id, None)
    trace = desk.moderator.tracing.new_root(seed=event.data.tick_id)
    assert broker.traceparents[0][:35] == trace[:35]


async def test_an_answer_goes_on_with_the_trace_of_the_question(stage, desk, broker) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
    (asked,) = stage.tell(received(11, meaning=meaning(**ASKED)))
    stage.log.events[-1] = Recorded(asked.position, asked.time, asked.subject, asked.data, asked.id, traceparent=trace)
    await desk.consider()
    assert broker.traceparents == [trace]


async def test_nothing_is_decided_until_the_view_shows_what_was_published(stage, desk, broker) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    broker.frozen = True
    await desk.consider()
    await desk.consider()
    assert len(broker.published) == 1
    assert broker.refused == 0


async def test_of_two_schedulers_that_decide_at_once_one_gives_way(stage, broker) -> None:
    one, other = Desk(broker, "one"), Desk(broker, "other")
    stage.tell(received(11, meaning=meaning(**ASKED)))
    broker.frozen = True
    await one.consider()
    again = await other.consider()
    assert broker.refused == 1
    assert again <= stage.now + timedelta(seconds=1)
    broker.frozen = False
    await broker.catch_up()
    await other.consider()
    assert len(requests(broker)) == 1


async def test_a_tick_that_left_the_stream_does_not_lock_the_chat(stage, desk, broker) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    await desk.consider()
    stage.tell(rejected("any", tick_id=requests(broker)[0].tick_id), after=60)
    broker.newest[CHAT] = 0
    for _ in range(3):
        await desk.consider()
    assert [each.attempt for each in requests(broker)] == [1, 2]


async def test_moments_missed_in_an_outage_are_drawn_anew_over_the_next_tick(stage, broker) -> None:
    desks = [Desk(broker, f"desk {number}") for number in range(50)]
    moments = []
    for desk in desks:
        desk.floor.talk_at = stage.now - timedelta(hours=1)
        moments.append(((await desk.consider()) - stage.now).total_seconds())
    assert requests(broker) == []
    assert all(0 <= moment <= 30 for moment in moments)
    assert max(moments) - min(moments) > 15


async def test_a_chat_at_rest_is_looked_at_when_its_time_comes(stage, desk) -> None:
    stage.tell(system.SimulationStopped(by="admin"))
    assert await desk.consider() is None


async def test_an_unknown_chat_is_nobodys_concern(desk) -> None:
    desk.floor.chat_id = "elsewhere"
    assert await desk.consider() is None


async def test_silence_is_told_once(stage, desk, broker) -> None:
    stage.tell(received(11))
    desk.floor.talk_at = stage.now + timedelta(hours=9)
    await desk.consider(later=1800)
    await desk.consider(later=1830)
    assert sum(isinstance(event.data, FellSilent) for event in broker.published) == 1


async def test_who_has_no_answer_in_the_promised_time_is_counted_once_and_in_time(stage, desk, broker) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    broker.frozen = True
    await desk.consider()
    desk.floor.published = 0
    again = await desk.consider(later=59)
    assert desk.counts.late_questions == 0
    assert again <= stage.now + timedelta(seconds=60)
    for later in (60, 61, 400):
        desk.floor.published = 0
        await desk.consider(later=later)
    assert desk.counts.late_questions == 1


async def test_who_wants_to_be_left_alone_is_promised_nothing(stage, desk) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)), system.PersonSilenced(person_id=PERSON))
    await desk.consider(later=100)
    assert desk.counts.late_questions == 0


class Forgetful(Broker):
    """A broker from which one tick was deleted before the view came to it; it knows the id still."""

    def __init__(self, stage, lost: int) -> None:
        super().__init__(stage)
        self.lost = lost

    async def publish_expecting(self, event, *, filter, last):  # noqa: A002
        if event.data.reply_to is not None and event.data.reply_to.telegram_message_id == self.lost:
            return Ack(self.position, duplicate=True)
        return await super().publish_expecting(event, filter=filter, last=last)


async def test_a_tick_that_was_deleted_before_it_was_seen_keeps_nobody_else_waiting(stage) -> None:
    broker = Forgetful(stage, lost=11)
    desk = Desk(broker)
    stage.tell(received(11, meaning=meaning(**ASKED)), received(12, person_id="calm-heron", meaning=meaning(**ASKED)))
    for _ in range(3):
        await desk.consider()
    assert [each.reply_to.telegram_message_id for each in requests(broker)] == [12]
