"""A day that was: what people said and operators did, taken from an exported log, lived through once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from pydantic import JsonValue

from piyasa.analytics import exported
from piyasa.cast import CastMember, beginning
from piyasa.contracts.conversation import MessageEdited, MessageReceived, MessageRemoved, ReactionReceived
from piyasa.contracts.delivery import ChatDisclosed, DisclosureLost
from piyasa.contracts.envelope import NewEvent, Recorded, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.membership import ChatMigrated, ChatRegistered
from piyasa.contracts.opinions import HoldingSet, StanceSet
from piyasa.contracts.persona import BotRegistered, EmotionProfileChanged, PersonaChanged, WritingStyleDrawn
from piyasa.contracts.system import PersonSilenced, PersonUnsilenced, SettingChanged, SimulationScaled, UserForgotten
from piyasa.contracts.values import ReplyTarget, is_person
from piyasa.projections.conversations.state import Conversation
from piyasa.simulation.errors import NobodyInExport, NobodyWrote, NoDayInExport
from piyasa.simulation.rehearsal import Populate
from piyasa.simulation.stage import Stage
from piyasa.simulation.town import BY, SCALE, settings_of

APART = 1_000_000_000
"""Where the numbers of rehearsed messages begin, so that they are none of the numbers people's messages had."""
_PEOPLE = (MessageReceived, MessageEdited, MessageRemoved, ReactionReceived)
_OPENNESS = (ChatDisclosed, DisclosureLost)
_WISHES = (UserForgotten, PersonSilenced, PersonUnsilenced)
"""People's own, told by commands in the chat: whom personas forgot or left alone that day they do so again."""
_CHARACTER = (PersonaChanged, EmotionProfileChanged, WritingStyleDrawn, StanceSet, HoldingSet)


@dataclass(frozen=True, slots=True)
class Day:
    """What came from outside in an exported log, in order."""

    facts: Sequence[Recorded[Event]]

    @property
    def start(self) -> datetime:
        """When its first fact was recorded."""
        return self.facts[0].time

    @property
    def hours(self) -> float:
        """How long it lasts, to its last fact and a minute more."""
        return (self.facts[-1].time - self.start).total_seconds() / 3600 + 1 / 60

    def lived(self, *, settings: Mapping[str, JsonValue] | None = None, cast: Sequence[CastMember] = ()) -> Populate:
        """The day once more, under other settings and with other characters; raises ``NobodyInExport``."""
        known = {fact.data.bot_id for fact in self.facts if isinstance(fact.data, BotRegistered)}
        unknown = tuple(member.bot_id for member in cast if member.bot_id not in known)
        if unknown:
            raise NobodyInExport(unknown)
        changed = _Changes(settings or {}, {member.bot_id: member for member in cast})

        def populate(stage: Stage) -> None:
            stage.first_message = APART
            changed.begin(stage)
            for fact in self.facts:
                if not changed.replace(fact.data):
                    stage.agenda.at(fact.time, partial(_happen, stage, fact))
                for number, data in enumerate(changed.character(fact.data)):
                    event = from_outside(data, "changed", fact.id, number)
                    stage.agenda.at(fact.time, partial(stage.log.put, event, source="admin-api"))

        return populate


def day_in(path: Path) -> Day:
    """The day of an export; raises ``NoDayInExport``, ``NobodyWrote``, ``LineUnreadable`` and ``OSError``."""
    with path.open("rb") as lines:
        facts = [event for event in exported(lines) if _is_from_outside(event)]
    if not any(isinstance(event.data, ChatRegistered) for event in facts):
        raise NoDayInExport(path, "chat-registered")
    if not any(isinstance(event.data, MessageReceived) for event in facts):
        raise NobodyWrote(path)
    return Day(facts)


@dataclass(frozen=True, slots=True)
class _Changes:
    settings: Mapping[str, JsonValue]
    cast: Mapping[str, CastMember]

    def begin(self, stage: Stage) -> None:
        """Say what is set otherwise before anything else."""
        for data in settings_of(self.settings):
            event = from_outside(data, "changed", getattr(data, "key", SCALE))
            stage.log.put(event, source="admin-api")

    def replace(self, data: Event) -> bool:
        """Whether a fact of that day says what is said otherwise now."""
        match data:
            case SettingChanged():
                return data.key in self.settings
            case SimulationScaled():
                return SCALE in self.settings
            case _:
                return isinstance(data, _CHARACTER) and data.bot_id in self.cast

    def character(self, data: Event) -> Iterator[Event]:
        """What follows on a persona's registration when it has another character now."""
        if isinstance(data, BotRegistered) and data.bot_id in self.cast:
            told = beginning(self.cast[data.bot_id], by=BY)
            yield from (fact for fact in told if isinstance(fact, _CHARACTER))


def _is_from_outside(event: Recorded[Event]) -> bool:
    return event.source.endswith("/admin-api") or isinstance(event.data, (*_PEOPLE, *_OPENNESS, *_WISHES, ChatMigrated))


def _happen(stage: Stage, fact: Recorded[Event]) -> None:
    data = fact.data
    if isinstance(data, MessageReceived):
        data = data.model_copy(update={"reply_to": _target(stage, data.chat_id, data.reply_to)})
    elif isinstance(data, ReactionReceived):
        target = None if data.author is None else _newest_of(stage, data.chat_id, data.author)
        data = data if target is None else data.model_copy(update={"telegram_message_id": target})
    stage.log.put(NewEvent(fact.id, data, fact.id), source=fact.source.removeprefix("/piyasa/"))


def _target(stage: Stage, chat_id: str, target: ReplyTarget | None) -> ReplyTarget | None:
    """What an answer answers now: the same person's message, or the newest of the same persona."""
    if target is None or target.author is None or is_person(target.author):
        return target
    number = _newest_of(stage, chat_id, target.author)
    return None if number is None else target.model_copy(update={"telegram_message_id": number})


def _newest_of(stage: Stage, chat_id: str, speaker: str) -> int | None:
    conversation: Conversation = stage.log.rows("conversations").get(chat_id) or Conversation()
    said = (line.telegram_message_id for line in reversed(conversation.lines) if line.speaker == speaker)
    return next(said, None)
