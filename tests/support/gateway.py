"""The gateway's surroundings in memory: log and view in one, Telegram by script, a clock that only tests move."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from piyasa.contracts import delivery, membership, persona, system
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.identity import outside_id
from piyasa.eventlog.errors import Later
from piyasa.eventlog.kv import Entry
from piyasa.eventlog.wire import Ack
from piyasa.projections.catalogue import all_projections
from piyasa.projections.directory.state import Bot, Chat
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import LIFE, Pace
from piyasa.telegram_gateway.adapters.outlook import ViewOutlook
from piyasa.telegram_gateway.domain.notices import TEXT_VERSION
from piyasa.telegram_gateway.domain.outcome import Done, Outcome, Sent, Setback
from piyasa.telegram_gateway.use_cases.claims import Claims
from piyasa.telegram_gateway.use_cases.desk import Desk
from support.events import AYSE, CHAT, MEHMET, NOON, chat_registered, joined, registered

TELEGRAM_CHAT = -100123
BY: dict[str, Any] = {"by": "admin"}


@dataclass
class Clock:
    """Wall clock and monotonic clock in one; they move when somebody rests."""

    time: datetime = NOON

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return (self.time - NOON).total_seconds() + 1000.0

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class Rest:
    """Rests by moving the clock; ``meanwhile`` happens during the first rest, ``ends_after`` rests it is over."""

    clock: Clock
    meanwhile: list[Callable[[], object]] = field(default_factory=list)
    ends_after: int | None = None
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        if self.ends_after is not None and len(self.slept) >= self.ends_after:
            raise Later(0.0, "over")
        self.slept.append(seconds)
        self.clock.advance(seconds)
        if self.meanwhile:
            self.meanwhile.pop(0)()


@dataclass
class MemoryLog:
    """The log and the view of it: what is published is seen at once, twice the same id is once."""

    clock: Clock
    pace: Pace = LIFE
    events: list[Recorded[Any]] = field(default_factory=list)
    deleted: set[int] = field(default_factory=set)
    fails: int = 0
    """How many of the next publishes find no broker."""
    current: bool = True
    tables: TableSet = field(init=False)
    _ids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tables = TableSet.of(all_projections(self.pace))

    async def publish(self, *events: NewEvent[Event]) -> list[Ack]:
        if self.fails:
            self.fails -= 1
            raise ConnectionError("no broker")
        acks = []
        for event in events:
            known = self._ids.get(event.id)
            acks.append(Ack(known, duplicate=True) if known is not None else Ack(self._store(event)))
        return acks

    def record(self, *facts: Event) -> list[Recorded[Any]]:
        """Facts of others."""
        before = len(self.events)
        for fact in facts:
            event_id = outside_id("recorded", len(self.events))
            self._store(NewEvent(event_id, fact, event_id))
        return self.events[before:]

    async def read_one(self, position: int) -> Recorded[Event] | None:
        return None if position in self.deleted else self.events[position - 1]

    def told(self, *names: str) -> list[Any]:
        """The facts of these names, oldest first."""
        return [event.data for event in self.events if event.data.fact in names]

    def rows(self, projection: str) -> Mapping[str, Any]:
        return self.tables.tables[projection].rows

    def knows(self, event_id: str) -> int | None:
        return self._ids.get(event_id)

    def confirmed_within(self, _seconds: float) -> bool:
        return self.current

    async def reached(self, position: int, *, timeout: float = 0.0) -> None:
        assert position <= len(self.events)

    async def catch_up(self, *, timeout: float = 0.0) -> None:
        return None

    def _store(self, event: NewEvent[Any]) -> int:
        position = len(self.events) + 1
        recorded = Recorded(
            position, self.clock.now(), event.data.subject, event.data, event.id, correlation_id=event.correlation_id,
            causation_id=event.causation_id,
        )  # fmt: skip
        self.events.append(recorded)
        self._ids[event.id] = position
        self.tables.apply(recorded)
        assert self.tables.failures == []
        return position


@dataclass
class MemoryBucket:
    """A bucket as the broker keeps it: revisions grow, deleting leaves a gap."""

    values: dict[str, Entry] = field(default_factory=dict)
    revision: int = 0

    async def get(self, key: str) -> Entry | None:
        return self.values.get(key)

    async def create(self, key: str, value: bytes, *, ttl: int | None = None) -> Entry | None:
        there = self.values.get(key)
        if there is not None:
            return there if there.value == value else None
        return self._put(key, value)

    async def update(self, entry: Entry, value: bytes, *, ttl: int | None = None) -> Entry | None:
        there = self.values.get(entry.key)
        if there is None or there.revision != entry.revision:
            return None
        return self._put(entry.key, value)

    async def delete(self, key: str) -> None:
        self.values.pop(key, None)

    def _put(self, key: str, value: bytes) -> Entry:
        self.revision += 1
        self.values[key] = Entry(key, value, self.revision)
        return self.values[key]


@dataclass
class ScriptedTelegram:
    """Takes every message, unless the script says otherwise; remembers each call."""

    script: list[Outcome | Callable[[], Outcome] | BaseException] = field(default_factory=list)
    pins: list[Outcome] = field(default_factory=list)
    shown: int | Setback | None = None
    mail: list[Sequence[Mapping[str, Any]] | Setback] = field(default_factory=list)
    sent: list[tuple[str, int, str, int | None]] = field(default_factory=list)
    typed: list[tuple[str, int]] = field(default_factory=list)
    pinned_ones: list[int] = field(default_factory=list)
    offsets: list[int | None] = field(default_factory=list)
    last_id: int = 500

    async def send(self, bot_id: str, chat: int, text: str, *, reply_to: int | None = None) -> Outcome:
        self.sent.append((bot_id, chat, text, reply_to))
        answer = self.script.pop(0) if self.script else None
        if isinstance(answer, BaseException):
            raise answer
        if answer is not None:
            return answer() if callable(answer) else answer
        self.last_id += 1
        return Sent(self.last_id)

    async def typing(self, bot_id: str, chat: int) -> Outcome:
        self.typed.append((bot_id, chat))
        return Done()

    async def pin(self, bot_id: str, chat: int, telegram_message_id: int) -> Outcome:
        self.pinned_ones.append(telegram_message_id)
        return self.pins.pop(0) if self.pins else Done()

    async def pinned(self, bot_id: str, chat: int) -> int | Setback | None:
        return self.shown

    async def updates(self, bot_id: str, *, offset: int | None, wait: float) -> Sequence[Mapping[str, Any]] | Setback:
        self.offsets.append(offset)
        return self.mail.pop(0) if self.mail else []


@dataclass
class Tally:
    """Remembers what was counted."""

    counted: list[tuple[Any, ...]] = field(default_factory=list)

    def sent(self, bot_id: str, chat_id: str) -> None:
        self.counted.append(("sent", bot_id, chat_id))

    def suppressed(self, reason: str) -> None:
        self.counted.append(("suppressed", reason))

    def uncertain(self) -> None:
        self.counted.append(("uncertain",))

    def answered(self, seconds: float) -> None:
        self.counted.append(("answered", seconds))

    def waited(self) -> None:
        self.counted.append(("waited",))

    def passed_over(self) -> None:
        self.counted.append(("passed_over",))


@dataclass
class Office:
    """Everything the gateway's use cases work with; ``replica`` makes another process on the same log."""

    clock: Clock = field(default_factory=Clock)
    pace: Pace = LIFE
    log: MemoryLog = field(init=False)
    telegram: ScriptedTelegram = field(default_factory=ScriptedTelegram)
    sends: MemoryBucket = field(default_factory=MemoryBucket)
    people: MemoryBucket = field(default_factory=MemoryBucket)
    tally: Tally = field(default_factory=Tally)
    living: set[str] = field(default_factory=set)

    async def lives(self, process: str) -> bool:
        return process in self.living

    def __post_init__(self) -> None:
        self.log = MemoryLog(self.clock, self.pace)

    @property
    def outlook(self) -> ViewOutlook:
        return ViewOutlook(self.log)  # type: ignore[arg-type] # the double shows the same tables

    def bot(self, bot_id: str) -> Bot:
        found = self.outlook.bot(bot_id)
        assert found is not None
        return found

    def chat(self, chat_id: str = CHAT) -> Chat:
        found = self.outlook.chat(chat_id)
        assert found is not None
        return found

    def replica(self, name: str = "one", **known: Any) -> Desk:
        values: dict[str, Any] = {
            "log": self.log,
            "outlook": self.outlook,
            "telegram": self.telegram,
            "claims": Claims(self.sends, name),
            "clock": self.clock,
            "tally": self.tally,
            "processes": self,
            "jitter": lambda: 0.0,
            "pace": self.pace,
        }
        return Desk(**values | known)

    def open_chat(self, *, disclosed: bool = True, chat_id: str = CHAT) -> None:
        """Two personas in an enabled, disclosed chat, the simulation on."""
        self.log.record(*opening(disclosed=disclosed, chat_id=chat_id))


def opening(*, disclosed: bool = True, chat_id: str = CHAT) -> Iterable[Event]:
    """The facts that let personas talk."""
    yield system.SimulationStarted(**BY)
    yield chat_registered(chat_id, telegram_id=TELEGRAM_CHAT)
    yield membership.ChatEnabled(chat_id=chat_id, **BY)
    for seat, (bot_id, account) in enumerate(((MEHMET, 7001), (AYSE, 7002)), start=1):
        username = f"{bot_id.replace('-', '_')}_bot"
        yield registered(bot_id, telegram_id=account, username=username, listener=seat == 1)
        yield persona.BotEnabled(bot_id=bot_id, **BY)
        yield joined(bot_id, seat=seat, chat_id=chat_id)
    if disclosed:
        yield delivery.ChatDisclosed(
            chat_id=chat_id, telegram_message_id=400, text_version=TEXT_VERSION, pinned=True, disclosed_at=NOON
        )


DENIZ = {"id": 1001, "is_bot": False, "first_name": "Deniz"}


def said(text: str, message_id: int = 11, **known: Any) -> dict[str, Any]:
    """A Bot API message of a person in the chat."""
    return {
        "message_id": message_id,
        "from": DENIZ,
        "chat": {"id": TELEGRAM_CHAT, "title": "Sohbet", "type": "supergroup"},
        "date": int(NOON.timestamp()),
        "text": text,
    } | known


def update(number: int, **payload: Any) -> dict[str, Any]:
    """A Bot API update."""
    return {"update_id": number} | payload
