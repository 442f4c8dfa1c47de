"""Shards look at their chats in time, whatever happens in one of them."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count

import pytest

from piyasa.contracts import persona, system
from piyasa.contracts.topology import shard_of
from piyasa.eventlog.errors import PublishFailed
from piyasa.scheduler.use_cases.agenda import Agenda
from piyasa.scheduler.use_cases.shard import Shard
from piyasa.scheduler.use_cases.shards import KEYS, Shards
from support.events import AYSE, CHAT, MEHMET, NOON, PERSON, meaning, received, reply, sent


class Moderator:
    """Notes which chats it is asked about; some make it fail."""

    def __init__(self, *, failing: str = "", error: Exception | None = None) -> None:
        self.failing, self.looked, self.error = failing, [], error or ValueError("broken")
        self.noted = asyncio.Condition()

    async def consider(self, floor):
        await self.look(floor.chat_id)

    async def look(self, each):
        async with self.noted:
            self.looked.append(each)
            self.noted.notify_all()
        if each == self.failing:
            raise self.error

    async def until(self, true) -> None:
        async with asyncio.timeout(5), self.noted:
            await self.noted.wait_for(true)


class Personas(Moderator):
    """The same for personas."""

    async def consider(self, bot_id):
        await self.look(bot_id)


class View:
    """A stage's tables as a view."""

    def __init__(self, stage) -> None:
        self.tables, self.listeners, self.current = stage.tables, [], True

    def on_change(self, listener) -> None:
        self.listeners.append(listener)

    def rows(self, projection):
        return self.tables.tables[projection].rows

    def confirmed_within(self, seconds: float) -> bool:
        return self.current

    def show(self, stage, *facts) -> None:
        for event in stage.log.add(*facts):
            stage.tables.apply(event, lambda *told: [listener(*told) for listener in self.listeners])


class Counts:
    bots = 0

    def __init__(self) -> None:
        self.waits: list[float] = []

    def answered(self, seconds: float) -> None:
        self.waits.append(seconds)

    def active_bots(self, number: int) -> None:
        self.bots = number


@asynccontextmanager
async def running(shard: Shard):
    task = asyncio.create_task(shard.run())
    try:
        yield
    finally:
        task.cancel()


@pytest.fixture
def clock():
    ticking = count()
    return lambda: NOON + timedelta(milliseconds=next(ticking))


async def test_chats_come_in_the_order_of_their_moments(clock) -> None:
    agenda = Agenda(clock)
    agenda.put("late", NOON - timedelta(seconds=1))
    agenda.put("early", NOON - timedelta(seconds=2))
    assert [await agenda.next(), await agenda.next()] == ["early", "late"]


async def test_what_is_urgent_comes_first_and_once(clock) -> None:
    agenda = Agenda(clock)
    agenda.put("due", NOON)
    agenda.hurry("urgent")
    agenda.hurry("urgent")
    assert [await agenda.next(), await agenda.next()] == ["urgent", "due"]


async def test_a_new_moment_replaces_the_old_one(clock) -> None:
    agenda = Agenda(clock)
    agenda.put("moved", NOON - timedelta(hours=1))
    agenda.put("moved", NOON - timedelta(seconds=1))
    agenda.put("gone", NOON - timedelta(hours=2))
    agenda.put("gone", None)
    agenda.put("last", NOON)
    assert [await agenda.next(), await agenda.next()] == ["moved", "last"]


async def test_waiting_ends_when_somebody_hurries(clock) -> None:
    agenda = Agenda(clock)
    agenda.put("far", NOON + timedelta(days=1))
    waiting = asyncio.create_task(agenda.next())
    await asyncio.sleep(0)
    agenda.hurry("urgent")
    assert await asyncio.wait_for(waiting, 5) == "urgent"


@pytest.mark.parametrize("error", [ValueError("a fault"), PublishFailed("evt.chat", "the broker is away")])
async def test_an_error_in_one_chat_does_not_keep_others_waiting(stage, clock, error) -> None:
    moderator = Moderator(failing="broken", error=error)
    shard = Shard(moderator.look, View(stage), lambda: True, Agenda(clock), after_error=0.01)
    async with running(shard):
        shard.stir(["broken", "fine"])
        await moderator.until(lambda: moderator.looked[:2] == ["broken", "fine"])
        await moderator.until(lambda: moderator.looked.count("broken") > 1)


async def test_nothing_is_decided_without_the_lease_or_on_an_old_view(stage, clock) -> None:
    moderator, view = Moderator(), View(stage)
    asked = []

    def mine() -> bool:
        asked.append(True)
        view.current = len(asked) > 2
        return len(asked) > 1

    shard = Shard(moderator.look, view, mine, Agenda(clock), after_error=1)
    async with running(shard):
        shard.stir(["chat"])
        await moderator.until(lambda: moderator.looked == ["chat"])
    assert len(asked) >= 3


@pytest.fixture
async def served(stage, clock):
    view, moderator, counts = View(stage), Moderator(), Counts()
    shards = Shards(view, moderator, Personas(), counts, lambda: Agenda(clock), 1.0)
    shards.start()
    yield view, moderator, counts, shards
    await shards.close()


async def test_a_gained_shard_looks_at_all_its_chats(served) -> None:
    _, moderator, _, shards = served
    shards.gained(KEYS[shard_of(CHAT)])
    await moderator.until(lambda: moderator.looked == [CHAT])


async def test_other_shards_chats_are_left_alone(stage, served) -> None:
    view, moderator, _, shards = served
    shards.gained(KEYS[(shard_of(CHAT) + 1) % len(KEYS)])
    view.show(stage, received(11))
    shards.gained(KEYS[shard_of(CHAT)])
    await moderator.until(lambda: moderator.looked == [CHAT])


@pytest.mark.parametrize(
    "fact",
    [
        received(11),
        persona.BotPaused(bot_id="mehmet-trader", by="admin"),
        system.SettingChanged(key="base_delay_seconds", value=5, origin="test", by="admin"),
    ],
    ids=["a person speaks", "a persona changes", "a setting changes"],
)
async def test_what_changes_in_a_chat_is_looked_at_at_once(stage, served, fact) -> None:
    view, moderator, _, shards = served
    shards.gained(KEYS[shard_of(CHAT)])
    await moderator.until(lambda: len(moderator.looked) == 1)
    view.show(stage, fact)
    await moderator.until(lambda: len(moderator.looked) == 2)


async def test_a_lost_shard_is_served_no_longer(stage, served) -> None:
    view, moderator, _, shards = served
    key = KEYS[shard_of(CHAT)]
    shards.gained(key)
    await moderator.until(lambda: len(moderator.looked) == 1)
    await shards.lost(key)
    view.show(stage, received(11))
    shards.gained(key)
    await moderator.until(lambda: len(moderator.looked) == 2)


async def test_active_personas_are_counted(stage, served) -> None:
    view, _, counts, _ = served
    assert counts.bots == 2
    view.show(stage, persona.BotPaused(bot_id="mehmet-trader", by="admin"))
    assert counts.bots == 1


async def test_personas_are_looked_at_in_the_shard_of_their_own_id(stage, served) -> None:
    view, moderator, _, shards = served
    looked = shards.personas.looked
    shards.gained(KEYS[shard_of(MEHMET)])
    await shards.personas.until(lambda: sorted(looked) == [AYSE, MEHMET])
    view.show(stage, persona.BotPaused(bot_id=MEHMET, by="admin"))
    await shards.personas.until(lambda: looked[2:] == [MEHMET])
    view.show(stage, system.SettingChanged(key="drift_enabled", value=False, origin="test", by="admin"))
    await shards.personas.until(lambda: sorted(looked[3:]) == [AYSE, MEHMET])
    assert moderator.looked == []


async def test_how_long_a_person_waited_is_measured_where_the_chat_is_served(stage, served) -> None:
    view, _, counts, shards = served
    (asked,) = stage.tell(received(11, meaning=meaning(addressed_to=MEHMET, is_question=True)))
    stage.log.now += timedelta(seconds=40)
    answer = {"reply_to": reply(11, f"p:{PERSON}"), "reason": "mention"}
    view.show(stage, sent("elsewhere", 12, **answer))
    assert counts.waits == []
    shards.gained(KEYS[shard_of(CHAT)])
    view.show(stage, sent("small talk", 13), sent("answer", 14, **answer), sent("answer", 15, part=2, **answer))
    assert counts.waits == [(stage.log.events[-2].time - asked.time).total_seconds()]
