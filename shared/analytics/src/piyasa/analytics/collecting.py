"""The log read once, fact by fact, into the lines and counts that are measured."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from piyasa.analytics.facts import Facts
from piyasa.analytics.shares import Share
from piyasa.analytics.utterances import Reaction, Utterance
from piyasa.contracts.conversation import (
    DraftGenerated,
    DraftRejected,
    MessageEdited,
    MessageReady,
    MessageReceived,
    MessageRemoved,
    MessageSuppressed,
    ReactionReceived,
    TickAbandoned,
    TickRequested,
)
from piyasa.contracts.delivery import DeliverySettled, MessageFailed, MessageRetracted, MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.persona import LifeEventStarted, WritingStyleDrawn
from piyasa.contracts.system import UserForgotten
from piyasa.contracts.values import Meaning, ReplyTarget, Speaker, speaker_of_bot, speaker_of_person
from piyasa.projections.conversations.flow import said as after
from piyasa.projections.conversations.state import Conversation, Line, Turn

LINES_KEPT = 200_000
READY_KEPT = 10_000
REACTIONS_KEPT = 50_000
CONSISTENCY_OVER = 200
"""First drafts of a persona that its consistency is told from (behaviour 13.2)."""
_FORGET_ABOVE = 1.1
_Key = tuple[str, int, int]
"""Chat, how often it got another Telegram id, and the line's Telegram id."""
_HANDLERS: dict[type[Event], Callable[[Collector, Recorded[Any]], None]] = {}


def _on(*kinds: type[Event]) -> Callable[[Callable[[Any, Recorded[Any]], None]], Callable[..., None]]:
    def register(handler: Callable[[Any, Recorded[Any]], None]) -> Callable[..., None]:
        _HANDLERS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


class _Said(NamedTuple):
    chat_id: str
    speaker: Speaker
    text: str
    meaning: Meaning
    number: int
    """In Telegram."""
    reply_to: ReplyTarget | None


class Collector:
    """Takes facts in the order of the log; a line told twice stands once. Keeps the newest lines up to a bound."""

    def __init__(self, *, keep: int = LINES_KEPT) -> None:
        """Keep at most about this many lines."""
        self._keep = keep
        self._lines: dict[_Key, Utterance] = {}
        self._moves: Counter[str] = Counter()
        self._ready: dict[str, MessageReady] = {}
        self._reactions: dict[tuple[str, int, str, str], Reaction] = {}
        self._ticks: Counter[str] = Counter()
        self._abandoned: Counter[str] = Counter()
        self._rejected: Counter[str] = Counter()
        self._suppressed: Counter[str] = Counter()
        self._drafts: dict[str, deque[bool]] = {}
        self._life_events: Counter[str] = Counter()
        self._styles: dict[str, str] = {}
        self.last_at: datetime | None = None
        """Time of the newest fact, wanted or not."""

    @staticmethod
    def wanted() -> frozenset[str]:
        """The names of the facts that change anything here."""
        return frozenset(kind.fact for kind in _HANDLERS)

    def take(self, event: Recorded[Event]) -> None:
        """Take one fact."""
        self.last_at = event.time
        handler = _HANDLERS.get(type(event.data))
        if handler is not None:
            handler(self, event)

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """The lines, oldest first."""
        return tuple(self._lines.values())

    @property
    def facts(self) -> Facts:
        """What else was told."""
        return Facts(
            reactions=tuple(self._reactions.values()),
            ticks=dict(self._ticks),
            abandoned=dict(self._abandoned),
            rejected=dict(self._rejected),
            suppressed=dict(self._suppressed),
            first_drafts={bot: Share.of(told) for bot, told in sorted(self._drafts.items())},
            life_events=dict(self._life_events),
            styles=dict(sorted(self._styles.items())),
        )

    @_on(MessageReceived)
    def _received(self, event: Recorded[MessageReceived]) -> None:
        data = event.data
        if data.edit_of is not None:
            self._reword(data.chat_id, data.edit_of, data.text, data.meaning)
            return
        speaker = speaker_of_person(data.person_id)
        said = _Said(data.chat_id, speaker, data.text, data.meaning, data.telegram_message_id, data.reply_to)
        self._add(event, said, name=data.display_name)

    @_on(MessageSent)
    def _sent(self, event: Recorded[MessageSent]) -> None:
        ready = self._ready.pop(event.data.message_id, None)
        typos = None if ready is None else typos_of(ready)
        self._add_persona(event, event.data, event.data.telegram_message_id, typos)

    @_on(DeliverySettled)
    def _settled(self, event: Recorded[DeliverySettled]) -> None:
        ready = self._ready.pop(event.data.message_id, None)
        if ready is not None and event.data.outcome == "sent":
            # Without an id from Telegram nobody can reply to it; a negative one is nobody else's.
            self._add_persona(event, ready, event.data.telegram_message_id or -event.position, typos_of(ready))

    @_on(MessageReady)
    def _prepared(self, event: Recorded[MessageReady]) -> None:
        self._ready[event.data.message_id] = event.data
        if len(self._ready) > READY_KEPT:
            del self._ready[next(iter(self._ready))]

    @_on(MessageFailed)
    def _failed(self, event: Recorded[MessageFailed]) -> None:
        self._ready.pop(event.data.message_id, None)

    @_on(MessageSuppressed)
    def _held_back(self, event: Recorded[MessageSuppressed]) -> None:
        self._suppressed[event.data.reason] += 1
        if event.data.message_id is not None:
            self._ready.pop(event.data.message_id, None)

    @_on(MessageEdited)
    def _edited(self, event: Recorded[MessageEdited]) -> None:
        self._reword(event.data.chat_id, event.data.telegram_message_id, event.data.text, event.data.meaning)

    @_on(MessageRemoved, MessageRetracted)
    def _taken_back(self, event: Recorded[MessageRemoved | MessageRetracted]) -> None:
        self._lines.pop(self._key(event.data.chat_id, event.data.telegram_message_id), None)

    @_on(ChatMigrated)
    def _migrated(self, event: Recorded[ChatMigrated]) -> None:
        # Telegram counts messages anew in the new chat.
        self._moves[event.data.chat_id] += 1

    @_on(ReactionReceived)
    def _reacted(self, event: Recorded[ReactionReceived]) -> None:
        data = event.data
        key = (data.chat_id, data.telegram_message_id, data.person_id, data.emoji)
        if data.removed:
            self._reactions.pop(key, None)
            return
        line = self._lines.get(self._key(data.chat_id, data.telegram_message_id))
        author = data.author or (None if line is None else line.speaker)
        self._reactions[key] = Reaction(data.chat_id, data.person_id, data.telegram_message_id, author, event.time)
        if len(self._reactions) > REACTIONS_KEPT:
            del self._reactions[next(iter(self._reactions))]

    @_on(TickRequested)
    def _asked_to_speak(self, event: Recorded[TickRequested]) -> None:
        self._ticks[event.data.reason] += 1

    @_on(TickAbandoned)
    def _given_up(self, event: Recorded[TickAbandoned]) -> None:
        self._abandoned[event.data.reason] += 1

    @_on(DraftGenerated)
    def _drafted(self, event: Recorded[DraftGenerated]) -> None:
        if event.data.attempt == 1:
            self._first_draft(event.data.bot_id, ok=all(each.verdict != "blocked" for each in event.data.guards))

    @_on(DraftRejected)
    def _not_drafted(self, event: Recorded[DraftRejected]) -> None:
        self._rejected[event.data.reason] += 1
        if event.data.attempt == 1:
            self._first_draft(event.data.bot_id, ok=False)

    @_on(LifeEventStarted)
    def _lived(self, event: Recorded[LifeEventStarted]) -> None:
        self._life_events[event.data.event_type] += 1

    @_on(WritingStyleDrawn)
    def _styled(self, event: Recorded[WritingStyleDrawn]) -> None:
        self._styles[event.data.bot_id] = event.data.style.model_dump_json()

    @_on(UserForgotten)
    def _forgotten(self, event: Recorded[UserForgotten]) -> None:
        person_id = event.data.person_id
        speaker = speaker_of_person(person_id)
        for key, line in self._lines.items():
            if speaker in {line.speaker, line.reply_author}:
                self._lines[key] = replace(line, text="", name="", meaning=Meaning())
        self._reactions = {key: each for key, each in self._reactions.items() if each.person_id != person_id}

    def _first_draft(self, bot_id: str, *, ok: bool) -> None:
        self._drafts.setdefault(bot_id, deque(maxlen=CONSISTENCY_OVER)).append(ok)

    def _key(self, chat_id: str, number: int) -> _Key:
        return chat_id, self._moves[chat_id], number

    def _reword(self, chat_id: str, number: int, text: str, meaning: Meaning) -> None:
        key = self._key(chat_id, number)
        line = self._lines.get(key)
        if line is not None:
            self._lines[key] = replace(line, text=text, meaning=meaning)

    def _add(self, event: Recorded[Event], said: _Said, **own: Any) -> None:  # noqa: ANN401 - fields of a line
        """Add a line unless it is known; ``own`` are the fields that only people's or only personas' lines have."""
        key = self._key(said.chat_id, said.number)
        if key in self._lines:
            return
        to = said.reply_to
        answered = None if to is None else self._lines.get(self._key(said.chat_id, to.telegram_message_id))
        author = _author(to, answered)
        self._lines[key] = Utterance(
            chat_id=said.chat_id,
            speaker=said.speaker,
            time=event.time,
            text=said.text,
            meaning=said.meaning,
            telegram_message_id=said.number,
            reply_to=None if to is None else to.telegram_message_id,
            reply_author=author,
            reply_time=None if answered is None else answered.time,
            turn=_turn(said.speaker, said.meaning, author, event),
            **own,
        )
        self._forget_oldest()

    def _add_persona(
        self, event: Recorded[Event], data: MessageSent | MessageReady, number: int, typos: int | None
    ) -> None:
        said = _Said(data.chat_id, speaker_of_bot(data.bot_id), data.text, data.meaning, number, data.reply_to)
        self._add(
            event,
            said,
            reason=data.reason,
            typo_count=typos,
            message_id=data.message_id,
            tick_id=data.tick_id,
            part=data.part,
        )

    def _forget_oldest(self) -> None:
        """Let a tenth go at a time: one at a time would walk over the holes that were left before."""
        if len(self._lines) > self._keep * _FORGET_ABOVE:
            newest = list(self._lines.items())[-self._keep :]
            self._lines = dict(newest)


def utterances(events: Iterable[Recorded[Event]]) -> tuple[Utterance, ...]:
    """The lines of a stretch of the log, oldest first."""
    collector = Collector()
    for event in events:
        collector.take(event)
    return collector.utterances


def typos_of(ready: MessageReady) -> int:
    """How many typing mistakes style put into a message, as told by its steps."""
    return sum(step.startswith("typo") for step in ready.steps)


def _author(reply_to: ReplyTarget | None, answered: Utterance | None) -> str | None:
    if reply_to is None:
        return None
    return reply_to.author or (None if answered is None else answered.speaker)


def _turn(speaker: str, meaning: Meaning, reply_author: str | None, event: Recorded[Event]) -> Turn | None:
    """Whom a line leaves the turn to, by the rule of the conversation's own fold."""
    if reply_author is None and meaning.addressed_to is None:
        return None
    line = Line(event.position, event.time, speaker, "", "", meaning, 0, reply_author=reply_author)
    return after(Conversation(), line, event.id).turn
