"""A chat made of plain facts, and what the scheduler decides in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from piyasa.contracts import delivery, membership, persona, system
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.persona import PersonaProfile
from piyasa.projections.catalogue import projections_for
from piyasa.projections.conversations.state import Conversation
from piyasa.projections.directory import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import LIFE, Pace
from piyasa.scheduler.domain.decide import decide
from piyasa.scheduler.domain.decision import Decision, Rest, Tick
from piyasa.scheduler.domain.scene import Scene
from support import events
from support.events import AYSE, CHAT, MEHMET, NOON, Log, uid

BY = {"by": "admin"}


@dataclass
class Stage:
    """One disclosed chat with personas in which the simulation runs, unless told otherwise."""

    pace: Pace = LIFE
    log: Log = field(default_factory=Log)
    clock_shift: timedelta = timedelta(0)
    tables: TableSet = field(init=False)
    decisions: int = 0

    def __post_init__(self) -> None:
        self.tables = TableSet.of(projections_for("scheduler", self.pace))

    def tell(self, *facts: Event, after: float | None = None) -> list[Recorded[Any]]:
        """Facts happen; a second apart unless told otherwise."""
        added = self.log.add(*facts, after=after)
        for event in added:
            self.tables.apply(event)
        assert self.tables.failures == []
        return added

    def found(self, *bots: str, chat_id: str = CHAT) -> "Stage":
        """Open a chat, seat personas that are awake all day, start the simulation."""
        self.tell(
            events.chat_registered(chat_id),
            membership.ChatEnabled(chat_id=chat_id, **BY),
            delivery.ChatDisclosed(
                chat_id=chat_id, telegram_message_id=1, text_version="1", pinned=True, disclosed_at=NOON
            ),
            system.SimulationStarted(**BY),
        )
        for seat, bot in enumerate(bots or (MEHMET, AYSE), 1):
            self.seat(bot, seat, chat_id=chat_id)
        return self

    def seat(self, bot: str, seat: int, *, chat_id: str = CHAT, **known: Any) -> None:
        """One more persona."""
        self.tell(
            events.registered(bot, **known),
            persona.BotEnabled(bot_id=bot, **BY),
            events.joined(bot, seat, chat_id),
        )

    def set(self, **settings: Any) -> None:
        """Operators change settings."""
        self.tell(
            *(system.SettingChanged(key=key, value=value, origin="test", **BY) for key, value in settings.items())
        )

    def character(self, bot: str, **profile: Any) -> None:
        """A persona gets a character."""
        self.tell(persona.PersonaChanged(bot_id=bot, persona=PersonaProfile(**profile), revision=1, **BY))

    def says(self, bot: str, telegram_message_id: int, *, after: float | None = None, **known: Any) -> None:
        """A persona's message goes out, from the request to the sending."""
        tick = ("said", telegram_message_id)
        self.tell(
            events.requested(tick, bot_id=bot, expires_at=self.now + timedelta(hours=1)),
            events.ready(tick, bot_id=bot),
            after=0,
        )
        self.tell(events.sent(tick, telegram_message_id, bot_id=bot, **known), after=after)

    @property
    def now(self) -> datetime:
        """The time of the newest fact, to which tests add."""
        return self.log.now

    @property
    def conversation(self) -> Conversation:
        """The chat's talk."""
        rows: Mapping[str, Conversation] = self.tables.tables["conversations"].rows
        return rows.get(CHAT) or Conversation(time_lapse=self.pace.factor)

    def scene(self, *, later: float = 0.0, chat_id: str = CHAT) -> Scene:
        """What a decision is made from, some seconds after the newest fact."""
        directory = Directory(self.tables)
        chat = directory.chat(chat_id)
        assert chat is not None
        conversation = self.tables.tables["conversations"].rows.get(chat_id)
        return Scene(
            chat=chat,
            conversation=conversation or Conversation(time_lapse=self.pace.factor),
            members=tuple(directory.members(chat_id)),
            installation=directory.installation,
            settings=Settings.of(directory.installation),
            now=self.now + timedelta(seconds=later),
            as_of=self.log.position,
            release="test",
            voices=self.tables.tables["voices"].rows,
            feelings=self.tables.tables["emotions"].rows,
            ties=self.tables.tables["relationships"].rows,
            lives=self.tables.tables["life_events"].rows,
            pace=self.pace,
            clock_shift=self.clock_shift,
        )

    def decide(self, *, later: float = 0.0, due: bool = True, decision: object = None, chat_id: str = CHAT) -> Decision:
        """Decide; each decision has chance of its own unless it is named."""
        self.decisions += 1
        decision_id = uid(("decision", self.decisions if decision is None else decision))
        return decide(self.scene(later=later, chat_id=chat_id), decision_id=decision_id, draw=Random, talk_is_due=due)

    def tick(self, **how: Any) -> Tick:
        """Decide, and somebody is asked."""
        decision = self.decide(**how)
        assert isinstance(decision, Tick), decision
        return decision

    def rest(self, **how: Any) -> Rest:
        """Decide, and nobody is asked."""
        decision = self.decide(**how)
        assert isinstance(decision, Rest), decision
        return decision

    def ask(self, **how: Any) -> Tick:
        """Decide, and what is asked for happens."""
        tick = self.tick(**how)
        self.tell(tick.request, after=how.get("later", 0.0))
        return tick


@pytest.fixture
def stage() -> Stage:
    return Stage().found()


@pytest.fixture
def new_stage() -> type[Stage]:
    return Stage


@pytest.fixture(scope="session")
def new_stage_of() -> Callable[..., Stage]:
    """Makes stages for tests that need many of them."""
    return lambda *bots: Stage().found(*bots)
