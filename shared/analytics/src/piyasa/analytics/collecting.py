"""The log read once, fact by fact, into the lines and counts that are measured."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from piyasa.analytics.book import Book, Key, Words
from piyasa.analytics.facts import Facts
from piyasa.analytics.shares import Share
from piyasa.analytics.utterances import Reaction, Utterance, typos_of
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
from piyasa.contracts.event import ChatEvent, Event
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.persona import LifeEventStarted, WritingStyleDrawn
from piyasa.contracts.system import UserForgotten
from piyasa.contracts.values import Meaning, speaker_of_bot, speaker_of_person

LINES_KEPT = 200_000
TELLS_OF = "life_event"
"""The input of a draft that names the type of life event it was to tell of."""
READY_KEPT = 10_000
REACTIONS_KEPT = 50_000
CONSISTENCY_OVER = 200
"""First drafts of a persona that its consistency is told from (behaviour 13.2)."""
_HANDLERS: dict[type[Event], Callable[[Collector, Recorded[Any]], None]] = {}


def _on(*kinds: type[Event]) -> Callable[[Callable[[Any, Recorded[Any]], None]], Callable[..., None]]:
    def register(handler: Callable[[Any, Recorded[Any]], None]) -> Callable[..., None]:
        _HANDLERS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


class Collector:
    """Takes facts in the order of the log; a line told twice stands once.

    What is counted is counted from ``since`` on, and of what happens in a chat only that of ``chats`` (none: all);
    lines and styles are kept whenever and wherever they were told.
    """

    def __init__(self, *, keep: int = LINES_KEPT, since: datetime | None = None, chats: Collection[str] = ()) -> None:
        """Keep the newest lines, at most about so many."""
        self._since, self._chats = since, frozenset(chats)
        self._book = Book(keep)
        self._ready: dict[str, MessageReady] = {}
        self._reactions: dict[tuple[Key, str, str], Reaction] = {}
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
        self._drafts: dict[str, deque[bool]] = {}
        self._telling: dict[str, str] = {}
        """Tick to the type of life event that its newest draft tells of."""
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
        return self._book.lines

    @property
    def facts(self) -> Facts:
        """What else was told."""
        counts = {name: dict(sorted(told.items())) for name, told in self._counts.items()}
        return Facts(
            reactions=tuple(self._reactions.values()),
            ticks=counts["ticks"],
            abandoned=counts["abandoned"],
            rejected=counts["rejected"],
            suppressed=counts["suppressed"],
            first_drafts={bot: Share.of(told) for bot, told in sorted(self._drafts.items())},
            life_events=counts["life_events"],
            life_events_told=counts["life_events_told"],
            styles=dict(sorted(self._styles.items())),
        )

    @_on(MessageReceived)
    def _received(self, event: Recorded[MessageReceived]) -> None:
        data = event.data
        if data.edit_of is not None:
            self._book.reword(data.chat_id, data.edit_of, data.text, data.meaning)
            return
        speaker = speaker_of_person(data.person_id)
        number = data.telegram_message_id
        words = Words(data.chat_id, speaker, data.text, data.meaning, number, data.reply_to, data.person_ids)
        self._book.add(event, words, name=data.display_name)

    @_on(MessageSent)
    def _sent(self, event: Recorded[MessageSent]) -> None:
        ready = self._ready.pop(event.data.message_id, None)
        told = self._telling.pop(event.data.tick_id, None)
        if told is not None:
            self._count("life_events_told", told, event)
        self._spoke(event, event.data, event.data.telegram_message_id, None if ready is None else typos_of(ready))

    @_on(DeliverySettled)
    def _settled(self, event: Recorded[DeliverySettled]) -> None:
        ready = self._ready.pop(event.data.message_id, None)
        if ready is not None and event.data.outcome == "sent":
            # Without an id from Telegram nobody can reply to it; a negative one is nobody else's.
            self._spoke(event, ready, event.data.telegram_message_id or -event.position, typos_of(ready))

    def _spoke(self, event: Recorded[Event], data: MessageSent | MessageReady, number: int, typos: int | None) -> None:
        speaker = speaker_of_bot(data.bot_id)
        words = Words(data.chat_id, speaker, data.text, data.meaning, number, data.reply_to, data.person_ids)
        self._book.add(
            event,
            words,
            reason=data.reason,
            typo_count=typos,
            message_id=data.message_id,
            tick_id=data.tick_id,
            part=data.part,
        )

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
        self._count("suppressed", event.data.reason, event)
        if event.data.message_id is not None:
            self._ready.pop(event.data.message_id, None)

    @_on(MessageEdited)
    def _edited(self, event: Recorded[MessageEdited]) -> None:
        self._book.reword(event.data.chat_id, event.data.telegram_message_id, event.data.text, event.data.meaning)

    @_on(MessageRemoved, MessageRetracted)
    def _taken_back(self, event: Recorded[MessageRemoved | MessageRetracted]) -> None:
        self._book.remove(event.data.chat_id, event.data.telegram_message_id)

    @_on(ChatMigrated)
    def _migrated(self, event: Recorded[ChatMigrated]) -> None:
        self._book.move(event.data.chat_id)

    @_on(ReactionReceived)
    def _reacted(self, event: Recorded[ReactionReceived]) -> None:
        data = event.data
        key = (self._book.key(data.chat_id, data.telegram_message_id), data.person_id, data.emoji)
        if data.removed:
            self._reactions.pop(key, None)
            return
        line = self._book.line(data.chat_id, data.telegram_message_id)
        author = data.author or (None if line is None else line.speaker)
        self._reactions[key] = Reaction(data.chat_id, data.person_id, data.telegram_message_id, author, event.time)
        if len(self._reactions) > REACTIONS_KEPT:
            del self._reactions[next(iter(self._reactions))]

    @_on(TickRequested)
    def _asked_to_speak(self, event: Recorded[TickRequested]) -> None:
        self._count("ticks", event.data.reason, event)

    @_on(TickAbandoned)
    def _given_up(self, event: Recorded[TickAbandoned]) -> None:
        self._count("abandoned", event.data.reason, event)

    @_on(DraftGenerated)
    def _drafted(self, event: Recorded[DraftGenerated]) -> None:
        told = event.data.why.inputs.get(TELLS_OF)
        if isinstance(told, str):
            self._telling[event.data.tick_id] = told
            if len(self._telling) > READY_KEPT:
                del self._telling[next(iter(self._telling))]
        if event.data.attempt == 1:
            self._first_draft(event.data, ok=all(each.verdict != "blocked" for each in event.data.guards))

    @_on(DraftRejected)
    def _not_drafted(self, event: Recorded[DraftRejected]) -> None:
        self._count("rejected", event.data.reason, event)
        if event.data.attempt == 1:
            self._first_draft(event.data, ok=False)

    @_on(LifeEventStarted)
    def _lived(self, event: Recorded[LifeEventStarted]) -> None:
        self._count("life_events", event.data.event_type, event)

    @_on(WritingStyleDrawn)
    def _styled(self, event: Recorded[WritingStyleDrawn]) -> None:
        self._styles[event.data.bot_id] = event.data.style.model_dump_json()

    @_on(UserForgotten)
    def _forgotten(self, event: Recorded[UserForgotten]) -> None:
        person_id = event.data.person_id
        self._book.forget(person_id)
        for message_id, ready in self._ready.items():
            if person_id in ready.person_ids:
                self._ready[message_id] = ready.model_copy(update={"text": "", "meaning": Meaning()})
        self._reactions = {key: each for key, each in self._reactions.items() if each.person_id != person_id}

    def _first_draft(self, draft: DraftGenerated | DraftRejected, *, ok: bool) -> None:
        if self._concerns(draft):
            self._drafts.setdefault(draft.bot_id, deque(maxlen=CONSISTENCY_OVER)).append(ok)

    def _count(self, name: str, what: str, event: Recorded[Event]) -> None:
        if (self._since is None or event.time >= self._since) and self._concerns(event.data):
            self._counts[name][what] += 1

    def _concerns(self, data: Event) -> bool:
        return not self._chats or not isinstance(data, ChatEvent) or data.chat_id in self._chats


_COUNTED = ("ticks", "abandoned", "rejected", "suppressed", "life_events", "life_events_told")


def utterances(events: Iterable[Recorded[Event]]) -> tuple[Utterance, ...]:
    """The lines of a stretch of the log, oldest first."""
    collector = Collector()
    for event in events:
        collector.take(event)
    return collector.utterances
