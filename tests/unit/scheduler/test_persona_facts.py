"""What happens to personas by the clock: life events, birthdays, drift and lessons, each once and within bounds."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from piyasa.contracts import conversation, persona, system
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.eventlog.wire import Ack
from piyasa.projections.life_events.catalogue import RANDOM_TYPES
from piyasa.projections.life_events.reading import active
from piyasa.scheduler.domain.lives import SAME_TYPE_AFTER, beginnings
from piyasa.scheduler.domain.persona_facts import next_due, persona_facts
from piyasa.scheduler.domain.windows import life_window, night_window, week_window
from piyasa.scheduler.use_cases.personas import Personas
from support.events import AYSE, CHAT, MEHMET, NOON, joined, meaning, received, reply

HOUR = timedelta(hours=1)
BOTS = [f"bot-{number}" for number in range(60)]


@dataclass
class World:
    """A stage as the view and the log of a scheduler that lets personas live."""

    stage: Any
    published: list[NewEvent[Event]] = field(default_factory=list)
    moment: datetime = NOON

    tables = property(lambda self: self.stage.tables)

    def rows(self, projection):
        return self.tables.tables[projection].rows

    def knows(self, event_id):
        return None

    async def publish(self, *events):
        for event in events:
            self.published.append(event)
            self.show(event.data, event_id=event.id)
        return [Ack(self.stage.log.position) for _ in events]

    def show(self, fact, *, event_id=None) -> None:
        self.stage.log.now = max(self.stage.log.now, self.moment)
        (added,) = self.stage.log.add(fact, after=0)
        if event_id is not None:
            added = Recorded(added.position, added.time, added.subject, added.data, event_id)
        self.tables.apply(added)

    @property
    def personas(self) -> Personas:
        return Personas(self, self, lambda: self.moment)

    async def consider(self, bot_id=MEHMET):
        return await self.personas.consider(bot_id)

    async def live(self, days: float, *bots: str) -> None:
        """Look at personas whenever they want to be looked at."""
        due = dict.fromkeys(bots, self.moment)
        until = self.moment + timedelta(days=days)
        while (bot_id := min(due, key=due.__getitem__)) and due[bot_id] < until:
            self.moment = max(self.moment, due[bot_id])
            due[bot_id] = await self.consider(bot_id) or until

    def told(self, kind) -> list[Any]:
        return [event.data for event in self.published if isinstance(event.data, kind)]


@pytest.fixture
def world(stage) -> World:
    return World(stage, moment=stage.now)


@pytest.fixture
def many(new_stage) -> World:
    stage = new_stage().found(BOTS[0])
    for bot in BOTS[1:]:
        stage.seat(bot, 2)
    return World(stage, moment=stage.now)


def moment(*when: int) -> datetime:
    """A moment of Istanbul's clock."""
    return datetime(*when, tzinfo=UTC) - 3 * HOUR


def test_windows_begin_at_the_hours_of_the_jobs() -> None:
    assert life_window(moment(2026, 3, 4, 13, 59)).began == moment(2026, 3, 4, 12)
    assert life_window(moment(2026, 3, 4, 14)).began == moment(2026, 3, 4, 14)
    assert life_window(moment(2026, 3, 4, 14)).ends == moment(2026, 3, 4, 16)
    istanbul = "Europe/Istanbul"
    assert night_window(moment(2026, 3, 4, 3, 39), istanbul).began == moment(2026, 3, 3, 3, 40)
    assert night_window(moment(2026, 3, 4, 3, 40), istanbul).name == "2026-03-04"
    assert week_window(moment(2026, 3, 9, 3, 59), istanbul).began == moment(2026, 3, 2, 4)
    assert week_window(moment(2026, 3, 9, 4), istanbul).name == "2026-W11"


async def test_life_events_come_about_three_times_in_ten_weeks_and_of_every_type(many) -> None:
    await many.live(70, *BOTS)
    started = many.told(persona.LifeEventStarted)
    assert len(started) / (len(BOTS) * 10) == pytest.approx(0.3, abs=0.06)
    kinds = Counter(each.event_type for each in started)
    for kind in RANDOM_TYPES:
        assert kinds[kind.name] / len(started) == pytest.approx(kind.weight, abs=0.08)
    signs = {each.impacts["mood"] for each in started if each.event_type == "relationship_change"}
    assert signs == {15, -15}
    ended = many.told(persona.LifeEventEnded)
    assert len(started) - len(ended) == sum(
        not each.ended for life in many.rows("life_events").values() for each in life.events
    )
    assert len({each.life_event_id for each in ended}) == len(ended)


async def test_no_type_repeats_within_thirty_days_and_at_most_two_go_on(many) -> None:
    many.stage.tell()
    most = 0
    for _ in range(50):
        await many.live(1, *BOTS)
        most = max(most, *(len(active(life, many.moment)) for life in many.rows("life_events").values()))
    assert most <= 2
    started: dict[tuple[str, str], datetime] = {}
    for bot, life in many.rows("life_events").items():
        for event in life.events:
            before = started.get((bot, event.event_type))
            assert before is None or event.starts_at - before >= SAME_TYPE_AFTER
            started[bot, event.event_type] = event.starts_at


async def test_two_replicas_make_one_and_the_same_event(many) -> None:
    for hours in range(0, 24 * 40, 2):
        many.moment = NOON + timedelta(hours=hours)
        for bot in BOTS:
            scene = many.personas.scene_of(bot)
            one = beginnings(scene, many.moment)
            assert one == beginnings(scene, many.moment + timedelta(minutes=59))
            if one:
                await many.publish(*one)
                assert beginnings(many.personas.scene_of(bot), many.moment) == []
    assert many.told(persona.LifeEventStarted)


async def test_a_rehearsals_seed_changes_fate(many) -> None:
    def lived(salt: str) -> list[tuple[int, str]]:
        return [
            (hours, bot)
            for hours in range(0, 24 * 30, 2)
            for bot in BOTS[:20]
            if persona_facts(Personas(many, many, lambda: NOON, salt).scene_of(bot), NOON + timedelta(hours=hours))
        ]

    assert lived("7") == lived("7") != lived("8")


async def test_after_an_outage_only_the_newest_window_is_lived(many) -> None:
    for bot in BOTS:
        many.moment = NOON
        await many.consider(bot)
    before = len(many.told(persona.LifeEventStarted))
    many.moment = NOON + timedelta(days=60)
    for bot in BOTS:
        await many.consider(bot)
    assert len(many.told(persona.LifeEventStarted)) - before <= 3


@pytest.mark.parametrize(
    ("born", "today"),
    [(date(1990, 3, 5), (2026, 3, 5)), (date(1992, 2, 29), (2026, 2, 28)), (date(1992, 2, 29), (2028, 2, 29))],
)
async def test_a_birthday_is_on_the_local_date_once_a_year_until_midnight(world, born, today) -> None:
    world.show(persona.BotUpdated(bot_id=MEHMET, birth_date=born, by="admin"))
    world.moment = moment(*today, 0, 30) - HOUR
    await world.consider()
    assert world.told(persona.LifeEventStarted) == []
    for hour in (0, 9, 23):
        world.moment = moment(*today, hour, 30)
        await world.consider()
    (event,) = world.told(persona.LifeEventStarted)
    assert (event.event_type, event.days, event.impacts["mood"], event.impacts["energy"]) == ("birthday", 1, 30, 20)
    assert event.ends_at == moment(*today) + timedelta(days=1)
    await world.live(2, MEHMET)
    assert [each.life_event_id for each in world.told(persona.LifeEventEnded)] == [event.life_event_id]


@pytest.mark.parametrize(
    "obstacle",
    [
        system.SimulationStopped(by="admin"),
        persona.BotDisabled(bot_id=MEHMET, by="admin"),
        system.SettingChanged(key="life_events_enabled", value=False, origin="test", by="admin"),
        system.EmergencyStopped(by="admin", reason="test"),
    ],
    ids=["stopped", "off", "no life events", "emergency"],
)
async def test_nothing_begins_where_nothing_may_but_what_is_over_ends(world, obstacle) -> None:
    world.show(
        persona.LifeEventStarted(
            bot_id=MEHMET, life_event_id="x", event_type="illness", description="hasta", ends_at=NOON + HOUR
        )
    )
    world.show(persona.BotUpdated(bot_id=MEHMET, birth_date=date(1990, 3, 4), by="admin"))
    world.show(obstacle)
    world.moment = NOON + 2 * HOUR
    await world.consider()
    assert world.told(persona.LifeEventStarted) == []
    assert [each.life_event_id for each in world.told(persona.LifeEventEnded)] == ["x"]


async def test_switched_off_life_events_end_at_once(world) -> None:
    world.show(
        persona.LifeEventStarted(
            bot_id=MEHMET, life_event_id="x", event_type="illness", description="hasta", ends_at=NOON + 99 * HOUR
        )
    )
    world.moment = NOON + HOUR
    await world.consider()
    assert world.told(persona.LifeEventEnded) == []
    world.show(system.SettingChanged(key="life_events_enabled", value=False, origin="test", by="admin"))
    await world.consider()
    await world.consider()
    assert len(world.told(persona.LifeEventEnded)) == 1


async def test_it_is_known_when_to_look_again_so_that_nobody_is_polled(world) -> None:
    world.moment = moment(2026, 3, 4, 13, 10)
    assert await world.consider() == moment(2026, 3, 4, 14)
    world.moment = moment(2026, 3, 5, 2, 30)
    assert await world.consider() == moment(2026, 3, 5, 3, 40)
    world.show(system.SimulationStopped(by="admin"))
    assert next_due(world.personas.scene_of(MEHMET), world.moment) is None
    assert await world.consider("nobody-here") is None


def praised(world, days: int = 6) -> None:
    """People please a persona for some days."""
    for number in range(days * 12):
        world.moment += 2 * HOUR
        world.show(received(500 + number, meaning=meaning(mentions=(MEHMET,), sentiment=0.9)))


async def test_a_temperament_follows_the_weeks_mood_a_little_once_a_week(world) -> None:
    praised(world)
    world.moment = moment(2026, 3, 9, 4)
    await world.consider()
    await world.consider()
    (drift,) = world.told(persona.TemperamentDrifted)
    assert drift.window == "2026-W11"
    assert set(drift.deltas) == {"mood", "confidence", "curiosity", "social_warmth"}
    assert 0 < drift.deltas["mood"] <= 1.5
    assert abs(drift.deltas["curiosity"]) < 0.2
    world.moment = moment(2026, 3, 16, 4)
    await world.consider()
    assert [each.window for each in world.told(persona.TemperamentDrifted)] == ["2026-W11", "2026-W12"]


async def test_a_temperament_keeps_near_what_was_configured(world) -> None:
    for number in range(9):
        known = dict.fromkeys(("mood", "confidence"), 1.5)
        world.show(persona.TemperamentDrifted(bot_id=MEHMET, deltas=known, window=f"before-{number}"))
    feelings = world.rows("emotions")[MEHMET]
    feelings.circumstances.drift["mood"] = 11.9
    for number in range(40):
        world.moment += 4 * HOUR
        world.show(received(500 + number, meaning=meaning(mentions=(MEHMET,), sentiment=1.0)))
    world.moment = max(world.moment, moment(2026, 3, 16, 4))
    await world.consider()
    drift = world.told(persona.TemperamentDrifted)[0].deltas
    assert all(abs(delta) <= 1.5 for delta in drift.values())
    assert drift["mood"] <= 0.1001


async def test_a_new_persona_has_no_week_behind_it(world) -> None:
    world.moment = moment(2026, 3, 4, 12, 30)
    await world.consider()
    assert world.told(persona.TemperamentDrifted) == []


def talked(world, *, said: int = 4, replies: int = 3, topic: str = "BIST") -> None:
    """A persona talks about a topic; some of it is answered."""
    for number in range(said):
        world.stage.says(MEHMET, 11 + number, meaning=meaning(topics={topic: 2.0}))
        if number < replies:
            world.show(received(100 + number, reply_to=reply(11 + number, f"b:{MEHMET}")))
    world.moment = world.stage.now


async def test_interest_follows_what_comes_back_by_night(world) -> None:
    world.stage.character(MEHMET, interests={"BIST": 0.5, "FX": 0.5})
    talked(world)
    world.show(conversation.ReactionReceived(**_reaction(14)))
    await world.consider()
    assert world.told(persona.InterestsLearned) == []
    world.moment = moment(2026, 3, 5, 3, 40)
    await world.consider()
    await world.consider()
    (lesson,) = world.told(persona.InterestsLearned)
    assert (lesson.chat_id, lesson.window, lesson.deltas) == (CHAT, "2026-03-05", {"BIST": pytest.approx(0.05)})
    assert world.rows("bots")[MEHMET].interest("BIST") == pytest.approx(0.55)


def _reaction(number: int) -> dict[str, Any]:
    return {
        "chat_id": CHAT,
        "person_ids": ("kind-otter",),
        "telegram_message_id": number,
        "person_id": "kind-otter",
        "emoji": "👍",
        "author": f"b:{MEHMET}",
    }


async def test_interest_stays_within_a_fifth_of_what_was_configured(world) -> None:
    world.stage.character(MEHMET, interests={"BIST": 0.9})
    for night in range(30):
        world.stage.says(MEHMET, 1000 + night, meaning=meaning(topics={"BIST": 1.0}))
        world.moment = moment(2026, 3, 5, 3, 41) + timedelta(days=night)
        await world.consider()
    assert len(world.told(persona.InterestsLearned)) == 30
    assert world.rows("bots")[MEHMET].interest("BIST") == pytest.approx(0.7)
    total = sum(each.deltas["BIST"] for each in world.told(persona.InterestsLearned))
    assert total == pytest.approx(-0.2, abs=0.001)


async def test_chats_of_one_night_add_up(world) -> None:
    other = "other-chat"
    world.stage.found(AYSE, chat_id=other)
    world.show(joined(MEHMET, 5, other))
    world.stage.character(MEHMET, interests={"BIST": 0.5})
    talked(world, replies=0)
    world.stage.says(MEHMET, 60, chat_id=other, meaning=meaning(topics={"BIST": 2.0}))
    world.moment = moment(2026, 3, 5, 3, 40)
    await world.consider()
    first, second = world.told(persona.InterestsLearned)
    assert [first.deltas["BIST"], second.deltas["BIST"]] == [pytest.approx(-0.05), pytest.approx(-0.045)]


async def test_words_of_three_people_are_taken_up_and_names_insults_and_market_words_are_not(world) -> None:
    talked(world)
    words = ("sabir", "kahve", "deniz", "mehmet", "hisse", "salak", "harika")
    for number in range(6):
        world.show(received(200 + number, person_id=f"person-{number % 3}", meaning=meaning(keywords=words)))
    for number in range(6):
        world.show(received(300 + number, meaning=meaning(keywords=("yalniz",))))
    world.show(received(400, meaning=meaning(keywords=("bazen", "simit"))))
    world.moment = moment(2026, 3, 5, 3, 40)
    await world.consider()
    (lesson,) = world.told(persona.InterestsLearned)
    assert lesson.terms == ("kahve", "sabir")


async def test_at_most_twenty_words_the_most_used_first(world) -> None:
    talked(world)
    words = [f"kelime{chr(97 + number)}" for number in range(26)]
    for number, word in enumerate(words):
        for use in range(5 + number):
            world.show(received(2000 + number * 50 + use, person_id=f"p-{use % 3}", meaning=meaning(keywords=(word,))))
    world.moment = moment(2026, 3, 6, 3, 40)
    await world.consider()
    (lesson,) = world.told(persona.InterestsLearned)
    assert list(lesson.terms) == list(reversed(words))[:20]


async def test_switched_off_all_that_was_learned_is_taken_back_once(world) -> None:
    world.stage.character(MEHMET, interests={"BIST": 0.5})
    talked(world, replies=0)
    praised(world)
    world.moment = moment(2026, 3, 11, 4)
    await world.consider()
    assert world.rows("bots")[MEHMET].interest("BIST") < 0.5
    assert any(world.rows("emotions")[MEHMET].circumstances.drift.values())
    world.show(system.SettingChanged(key="drift_enabled", value=False, origin="test", by="admin"))
    for _ in range(3):
        await world.consider()
    assert world.rows("bots")[MEHMET].interest("BIST") == pytest.approx(0.5)
    assert not any(world.rows("emotions")[MEHMET].circumstances.drift.values())
    assert len(world.told(persona.TemperamentDrifted)) == 2
    assert len(world.told(persona.InterestsLearned)) == 2


async def test_people_who_wish_to_be_forgotten_leave_the_words(world) -> None:
    for number in range(6):
        world.show(received(200 + number, person_id=f"person-{number % 2}", meaning=meaning(keywords=("kahve",))))
    world.show(received(300, person_id="person-0", meaning=meaning(keywords=("kimin",))))
    world.show(system.UserForgotten(person_id="person-0", person_ids=("person-0",)))
    words = world.rows("vocabularies")[CHAT].words
    assert {name: word.people for name, word in words.items()} == {"kahve": ("person-1",)}
