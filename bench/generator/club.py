"""Chats of the cast on a log in memory: people and personas talk, ticks ask, drafts are said."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from piyasa.cast import members
from piyasa.contracts.conversation import DraftGenerated, MessageReady, MessageReceived, TickReason, TickRequested
from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import NewEvent, Recorded, beginning, following
from piyasa.contracts.event import Event
from piyasa.contracts.identity import derived_id
from piyasa.contracts.system import FigureObserved
from piyasa.contracts.values import ReplyTarget, Why, is_person
from piyasa.devstack.llm.lines import market_line
from piyasa.eventlog.log import new_id
from piyasa.generator.use_cases.outcomes import meaning_of
from piyasa.generator.use_cases.staging import persona_names
from piyasa.language import analyse
from piyasa.projections.catalogue import projections_for
from piyasa.projections.conversations.state import Conversation, Line
from piyasa.projections.directory import Directory
from piyasa.projections.directory.state import Bot
from piyasa.projections.fold import TableSet
from piyasa.simulation.log import RehearsalLog
from piyasa.simulation.phrases import FIRST_NAMES, NAMES, Act, line
from piyasa.simulation.town import Town

MORNING = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
"""A Wednesday, eleven in Istanbul: the exchange is in session whenever the bench runs."""
FOUNDED = timedelta(days=3)
BEFORE = 60
"""Lines said in each chat before anything is measured."""
PEOPLE = 6
"""A chat."""
ACTS: dict[Act, int] = {
    "state": 30, "ask": 16, "ask_persona": 16, "agree": 9, "doubt": 9, "more": 7, "thank": 4, "chat": 9,
}  # fmt: skip
FIGURES = (("XU100", 10_412.5, "puan"), ("USDTRY", 43.18, "TRY"), ("XAUTRY", 7214.0, "TRY"), ("BTC", 91_340.0, "USD"))


class Clock:
    """Time that passes as it does, and as far as it is moved on."""

    def __init__(self, first: datetime) -> None:
        self._first, self._begun = first, time.monotonic()

    def __call__(self) -> datetime:
        return self._first + timedelta(seconds=time.monotonic() - self._begun)

    def pass_by(self, span: timedelta) -> None:
        """Let so much time pass at once."""
        self._first += span


@dataclass(slots=True)
class Club:
    """So many chats with so many personas each; the same seed gives the same talk until a model speaks."""

    chats: int
    seats: int
    seed: str = "bench"
    clock: Clock = field(default_factory=lambda: Clock(MORNING - FOUNDED))
    log: RehearsalLog = field(init=False)
    _told: list[Recorded[Any]] = field(default_factory=list)
    _numbers: Counter[str] = field(default_factory=Counter)
    _chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)
        self.log = RehearsalLog(TableSet.of(projections_for("generator")), self.clock, followers=[self._told.append])
        town = Town(members(self.chats * self.seats), self.chats, {})
        self.put(town.facts(self.clock()), "admin-api")
        self.clock.pass_by(FOUNDED)
        for symbol, value, unit in FIGURES:
            seen = FigureObserved(symbol=symbol, value=value, unit=unit, source="bench", as_of=self.clock())
            self.put([_new(seen)], "generator")
        for chat_id in town.chat_ids:
            for _ in range(BEFORE):
                self.clock.pass_by(timedelta(seconds=20))
                self._chat_on(chat_id)

    @property
    def chat_ids(self) -> list[str]:
        """The chats' slugs."""
        return sorted(self.log.rows("chats"))

    def members(self, chat_id: str) -> list[Bot]:
        """The personas of a chat."""
        return list(self.directory.members(chat_id))

    @property
    def directory(self) -> Directory:
        """Who is where."""
        return Directory(self.log.tables)

    def conversation(self, chat_id: str) -> Conversation:
        """What is being said in a chat."""
        found: Conversation = self.log.rows("conversations").get(chat_id) or Conversation()
        return found

    def put(self, events: Iterable[NewEvent[Any]], source: str) -> list[Recorded[Any]]:
        """Record facts; gives them as they stand on the log."""
        before = len(self._told)
        self.log.put(*events, source=source)
        return self._told[before:]

    def person_speaks(self, chat_id: str) -> Recorded[MessageReceived]:
        """Somebody says a line, perhaps to a persona."""
        chance, bot = self._chance, self._chance.choice(self.members(chat_id))
        number = chance.randrange(PEOPLE)
        person_id, name = f"{chat_id}-{number}", FIRST_NAMES[(int(chat_id[-2:]) * PEOPLE + number) % len(FIRST_NAMES)]
        act = chance.choices(list(ACTS), list(ACTS.values()))[0]
        symbol, other = chance.sample(sorted(NAMES), 2)
        text = line(act, chance, symbol, other, bot.name.split()[0], bot.handle)
        fact = MessageReceived(
            chat_id=chat_id, person_id=person_id, person_ids=(person_id,), display_name=name,
            telegram_message_id=self._number(chat_id), text=text, meaning=self._meaning(chat_id, text),
            via="polling", said_at=self.clock(),
        )  # fmt: skip
        return self.put([_new(fact)], "telegram-gateway")[0]

    def ask(self, chat_id: str, bot_id: str, reason: TickReason, answered: Line | None) -> Recorded[TickRequested]:
        """The scheduler asks a persona to speak."""
        target = None
        if answered is not None:
            target = ReplyTarget(telegram_message_id=answered.telegram_message_id, author=answered.speaker)
        fact = TickRequested(
            chat_id=chat_id, tick_id=new_id(), bot_id=bot_id, reason=reason, lane="normal", wait_seconds=0,
            reply_to=target, topic=self._chance.choice(("BIST", "FX", "Kripto", "Makro")) if target is None else None,
            expires_at=self.clock() + timedelta(minutes=5), why=Why(as_of=0, seed="0" * 32, release="bench"),
            person_ids=(answered.speaker[2:],) if answered is not None and is_person(answered.speaker) else (),
        )  # fmt: skip
        return self.put([_new(fact)], "scheduler")[0]

    def say(self, draft: Recorded[DraftGenerated]) -> None:
        """A draft goes out as it is."""
        said, message_id = draft.data, derived_id(draft.id, "message", 1)
        ready = MessageReady(
            chat_id=said.chat_id, message_id=message_id, tick_id=said.tick_id, bot_id=said.bot_id, text=said.text,
            meaning=said.meaning, reason=said.reason, reply_to=said.reply_to, part=1, send_at=self.clock(),
            typing_seconds=1, why=said.why, person_ids=said.person_ids,
        )  # fmt: skip
        (armed,) = self.put([following(draft, ready)], "humanizer")
        self._sent(armed, said.reply_to)

    def _sent(self, armed: Recorded[MessageReady], reply_to: ReplyTarget | None) -> None:
        said = armed.data
        fact = MessageSent(
            chat_id=said.chat_id, message_id=said.message_id, tick_id=said.tick_id, bot_id=said.bot_id,
            telegram_message_id=self._number(said.chat_id), text=said.text, reason=said.reason, part=1,
            meaning=said.meaning, reply_to=reply_to, sent_at=self.clock(), person_ids=said.person_ids,
        )  # fmt: skip
        self.put([following(armed, fact)], "telegram-gateway")

    def _chat_on(self, chat_id: str) -> None:
        """One line before anything is measured: by a person, or by a persona without a model."""
        if self._chance.random() < 0.4:
            self.person_speaks(chat_id)
            return
        bot = self._chance.choice(self.members(chat_id))
        tick = self.ask(chat_id, bot.bot_id, "proactive", None)
        text = market_line(f"{self.seed}-{self.log.position}".encode())
        draft = DraftGenerated(
            chat_id=chat_id, tick_id=tick.data.tick_id, bot_id=bot.bot_id, draft_id=derived_id(tick.id, "draft"),
            text=text, meaning=self._meaning(chat_id, text), reason="proactive", provider="offline", model="offline",
            prompt_sha256="0" * 64, why=tick.data.why,
        )  # fmt: skip
        self.say(self.put([following(tick, draft)], "generator")[0])

    def _meaning(self, chat_id: str, text: str) -> Any:
        return meaning_of(analyse(text, personas=persona_names(self.directory, chat_id), language="tr"))

    def _number(self, chat_id: str) -> int:
        self._numbers[chat_id] += 1
        return 100 + self._numbers[chat_id]


def _new(fact: Event) -> NewEvent[Event]:
    return beginning(fact, event_id=new_id())


def speakers(club: Club, chat_id: str, chance: Random, count: int) -> Iterator[tuple[str, TickReason, Line | None]]:
    """Who is asked to speak next, why, and about which line: mostly answers to what was said last."""
    lines = club.conversation(chat_id).lines
    newest = lines[-1]
    bots = [bot.bot_id for bot in club.members(chat_id)]
    named = [each for each in newest.meaning.mentions if each in bots] if is_person(newest.speaker) else []
    others = [each for each in chance.sample(bots, len(bots)) if each not in named and f"b:{each}" != newest.speaker]
    for bot_id in [*named, *others][:count]:
        if bot_id in named:
            yield bot_id, "mention", newest
        elif chance.random() < 0.65:
            yield bot_id, "reply", newest
        else:
            yield bot_id, "proactive", None
