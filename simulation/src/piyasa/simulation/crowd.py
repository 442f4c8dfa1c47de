"""Simulated people: they look in at their hours, write, answer those who answer them, and give reactions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from piyasa.contracts.conversation import MessageReceived, ReactionReceived
from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import Recorded, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.values import ReplyTarget, is_person, speaker_of_bot
from piyasa.language.guards.sincerity import sincere_ai_question
from piyasa.projections.conversations.state import Conversation, Line
from piyasa.projections.directory import Directory
from piyasa.projections.directory.state import Bot
from piyasa.simulation.habits import BY_HOUR, EMOJI, HABITS, WEEKEND, Habit, HabitName
from piyasa.simulation.phrases import FIRST_NAMES, NAMES, Act, line
from piyasa.simulation.stage import Stage
from piyasa.telegram_gateway.use_cases.understanding import Understanding

T = TypeVar("T")
ZONE = ZoneInfo("Europe/Istanbul")
LOOKS_BACK = 12
"""How many of the newest lines somebody reads before writing."""
FAVOURITES = 4
"""What one person talks about."""
JOINS_TOPIC = 0.5
"""Probability of taking up what the chat talks about, rather than something of one's own."""
STAYS = 0.75
"""Probability that the next line of a session is about the same."""
ANSWERS_READ = 0.3
"""Probability that a line answers one of those just read."""
NEWEST = 6
"""Lines among which somebody finds one to answer."""
_SATURDAY = 5
_SPREAD = 1.0
"""Sigma of the logarithm of people's gaps."""


@dataclass(frozen=True, slots=True)
class Person:
    """One member of one group."""

    person_id: str
    name: str
    chat_id: str
    habit: HabitName
    favourites: tuple[str, ...]

    @property
    def manner(self) -> Habit:
        """How this person behaves."""
        return HABITS[self.habit]


def crowd_of(count: int, chat_ids: Sequence[str], chance: Random) -> list[Person]:
    """So many people, spread over the chats, with habits in their shares."""
    habits, shares = list(HABITS), [habit.share for habit in HABITS.values()]
    return [
        Person(
            person_id=f"kisi-{number:05d}",
            name=FIRST_NAMES[number % len(FIRST_NAMES)],
            chat_id=chat_ids[number % len(chat_ids)],
            habit=chance.choices(habits, shares)[0],
            favourites=tuple(chance.sample(sorted(NAMES), FAVOURITES)),
        )
        for number in range(count)
    ]


@dataclass(slots=True)
class Crowd:
    """Lets people live."""

    people: Sequence[Person]
    stage: Stage
    _by_id: dict[str, Person] = field(default_factory=dict)

    def begin(self) -> None:
        """Put down the first day, and hear of what personas say."""
        self._by_id = {person.person_id: person for person in self.people}
        self.stage.log.followers.append(self._heard)
        self._day(self.stage.agenda.now)

    def _day(self, start: datetime) -> None:
        local = start.astimezone(ZONE)
        weight = WEEKEND if local.weekday() >= _SATURDAY else 1.0
        for person in self.people:
            chance = self.stage.chance(f"{person.person_id}|{local.date()}")
            for _ in range(_poisson(chance, person.manner.sessions * weight)):
                hour = chance.choices(range(24), BY_HOUR)[0] + chance.random()
                moment = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour)
                if moment >= start:
                    lines = chance.randint(*person.manner.lines)
                    self.stage.agenda.at(
                        moment.astimezone(start.tzinfo), partial(self._session, person, lines, "", chance)
                    )
        tomorrow = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        self.stage.agenda.at(tomorrow.astimezone(start.tzinfo), partial(self._day, tomorrow.astimezone(start.tzinfo)))

    def _session(self, person: Person, left: int, subject: str, chance: Random) -> None:
        lines = self._conversation(person.chat_id).lines[-LOOKS_BACK:]
        self._react(person, lines, chance)
        if not subject or chance.random() >= STAYS:
            subject = self._subject(person, chance)
        answered = self._found(person, lines, chance)
        if answered is not None:
            self._say(person, _drawn(person.manner.replies, chance), answered.symbol or subject, answered, chance)
        else:
            self._say(person, _drawn(person.manner.acts, chance), subject, None, chance)
        if left > 1:
            gap = person.manner.gap * chance.lognormvariate(0.0, _SPREAD)
            self.stage.agenda.after(gap, partial(self._session, person, left - 1, subject, chance))

    def _found(self, person: Person, lines: Sequence[Line], chance: Random) -> _Answered | None:
        """What of the lines just read this person answers, if anything."""
        if person.manner.grudge and chance.random() < person.manner.grudge:
            disliked = self._disliked(person)
            theirs = [each for each in self._conversation(person.chat_id).lines if each.speaker == disliked]
            return _Answered.line(theirs[-1]) if theirs else None
        others = [each for each in lines[-NEWEST:] if each.speaker != f"p:{person.person_id}"]
        if not others or not person.manner.reads or chance.random() >= ANSWERS_READ:
            return None
        return _Answered.line(chance.choice(others))

    def _disliked(self, person: Person) -> str | None:
        """The one persona of the chat that a person cannot stand, the same for good."""
        members = Directory(self.stage.log.tables).members(person.chat_id)
        if not members:
            return None
        return speaker_of_bot(self.stage.chance(f"{person.person_id}|dislikes").choice(members).bot_id)

    def _subject(self, person: Person, chance: Random) -> str:
        talked_of = self._conversation(person.chat_id).topic
        if talked_of is not None and talked_of in NAMES and chance.random() < JOINS_TOPIC:
            return talked_of
        return chance.choice(person.favourites)

    def _heard(self, event: Recorded[Event]) -> None:
        said = event.data
        if not isinstance(said, MessageSent) or said.reply_to is None or said.reply_to.author is None:
            return
        person = self._by_id.get(said.reply_to.author[2:]) if is_person(said.reply_to.author) else None
        if person is None or person.chat_id != said.chat_id:
            return
        chance = self.stage.chance(f"{person.person_id}|{said.message_id}")
        if chance.random() < person.manner.answers:
            wait = 4 + person.manner.gap * chance.lognormvariate(0.0, _SPREAD)
            self.stage.agenda.after(wait, partial(self._answer, person, said, chance))

    def _answer(self, person: Person, said: MessageSent, chance: Random) -> None:
        answered = _Answered.message(said)
        subject = answered.symbol or chance.choice(person.favourites)
        self._say(person, _drawn(person.manner.replies, chance), subject, answered, chance)

    def _say(self, person: Person, act: Act, subject: str, answers: _Answered | None, chance: Random) -> None:
        chat = Directory(self.stage.log.tables).chat(person.chat_id)
        if chat is None:
            return
        told = self._spoken_to(person, answers, chance)
        other = chance.choice(person.favourites)
        name, handle = ("", "") if told is None else (told.name.split()[0], told.handle)
        text = line(act, chance, subject, other, name, handle)
        number = self.stage.next_message(person.chat_id)
        fact = MessageReceived(
            chat_id=person.chat_id,
            person_id=person.person_id,
            display_name=person.name,
            telegram_message_id=number,
            reply_to=None if answers is None else answers.target,
            text=text,
            meaning=Understanding(Directory(self.stage.log.tables), sincere_ai_question).of(chat)(text),
            via="polling",
            said_at=self.stage.agenda.now,
        )
        self.stage.log.put(from_outside(fact, chat.telegram_id, number, 0), source="telegram-gateway")

    def _spoken_to(self, person: Person, answers: _Answered | None, chance: Random) -> Bot | None:
        """The persona that is answered, or one that spoke lately, or any that sits in the chat."""
        directory = Directory(self.stage.log.tables)
        if answers is not None and not is_person(answers.author):
            return directory.bot(answers.author[2:])
        lines = self._conversation(person.chat_id).lines[-LOOKS_BACK:]
        lately = list(dict.fromkeys(each.speaker[2:] for each in lines if not is_person(each.speaker)))
        members = directory.members(person.chat_id)
        known = [bot for bot in members if bot.bot_id in lately] or members
        return chance.choice(known) if known else None

    def _react(self, person: Person, lines: Sequence[Line], chance: Random) -> None:
        spoken = [each for each in lines if not is_person(each.speaker) and each.telegram_message_id > 0]
        if not spoken or chance.random() >= person.manner.reacts:
            return
        target, emoji = chance.choice(spoken), chance.choice(list(EMOJI))
        fact = ReactionReceived(
            chat_id=person.chat_id,
            telegram_message_id=target.telegram_message_id,
            person_id=person.person_id,
            emoji=emoji,
            author=target.speaker,
            sentiment=EMOJI[emoji],
        )
        number = int(self.stage.agenda.now.timestamp() * 1000)
        event = from_outside(fact, person.chat_id, target.telegram_message_id, person.person_id, emoji, number)
        self.stage.log.put(event, source="telegram-gateway")

    def _conversation(self, chat_id: str) -> Conversation:
        found: Conversation = self.stage.log.rows("conversations").get(chat_id) or Conversation()
        return found


@dataclass(frozen=True, slots=True)
class _Answered:
    """The line that somebody answers."""

    number: int
    author: str
    symbol: str
    """What it is about, when people have names for that."""

    @classmethod
    def message(cls, said: MessageSent) -> _Answered:
        return cls(said.telegram_message_id, speaker_of_bot(said.bot_id), _symbol_in(said.meaning.symbols))

    @classmethod
    def line(cls, said: Line) -> _Answered:
        return cls(said.telegram_message_id, said.speaker, _symbol_in(said.meaning.symbols))

    @property
    def target(self) -> ReplyTarget:
        return ReplyTarget(telegram_message_id=self.number, author=self.author)


def _symbol_in(symbols: Sequence[str]) -> str:
    return next((symbol for symbol in symbols if symbol in NAMES), "")


def _drawn(weights: Mapping[T, float], chance: Random) -> T:
    return chance.choices(list(weights), list(weights.values()))[0]


def _poisson(chance: Random, mean: float) -> int:
    """A count whose mean this is (Knuth's method; means here are small)."""
    left, count = chance.expovariate(1.0), 0
    while left < mean:
        left, count = left + chance.expovariate(1.0), count + 1
    return count
