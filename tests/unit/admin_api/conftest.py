"""The API over a log in memory: what is published is folded at once, unless a test says otherwise."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from piyasa.admin_api.adapters.http.api import api
from piyasa.admin_api.adapters.http.desk import Desk, Reception
from piyasa.admin_api.domain.errors import AuditUnavailable, LogUnavailable, VaultUnavailable
from piyasa.admin_api.domain.operations import SOURCE, Carried, Operations
from piyasa.admin_api.ports import Overtaken
from piyasa.admin_api.use_cases.changing import Changes
from piyasa.admin_api.use_cases.keys import Keys
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.topology import matches
from piyasa.projections.directory import Bots, Chats, Directory, Installations
from piyasa.projections.fold import TableSet
from piyasa.projections.memories import Memories
from piyasa.projections.memories.state import Remembered
from piyasa.telemetry import Telemetry, configure

KEY = "a-key-for-the-tests-only"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TOKEN = "7000000001:" + "x" * 35


@dataclass
class MemoryLog:
    """A log, and the view of it. ``held`` facts are stored and not yet folded."""

    events: list[Recorded[Event]] = field(default_factory=list)
    tables: TableSet = field(
        default_factory=lambda: TableSet.of([Bots(), Chats(), Installations(), Memories(), Operations()])
    )
    position: int = 0
    positions: dict[str, int] = field(default_factory=dict)
    """Of each fact by its id."""
    holding: bool = False
    broken_after: int | None = None
    """How many facts more the log takes before it stops answering."""
    lose_next_ack: bool = False
    rivals: list[Event] = field(default_factory=list)
    """Facts that somebody else publishes between a decision and its publish, one each time."""

    @property
    def directory(self) -> Directory:
        return Directory(self.tables)

    @property
    def current(self) -> bool:
        return self.position == len(self.events)

    def carried(self, operation: str) -> Carried:
        return self.tables.tables["operations"].rows.get(operation) or Carried()

    def remembered(self, bot_id: str) -> Remembered:
        return self.tables.tables["memories"].rows.get(bot_id) or Remembered()

    async def reached(self, position: int, *, seconds: float) -> bool:
        return self.position >= position

    async def last_under(self, watch: str) -> int:
        return max((each.position for each in self.events if matches(watch, each.subject)), default=0)

    async def append(self, *events: NewEvent[Event]) -> int:
        return max([self._store(each) for each in events])

    async def append_expecting(self, event: NewEvent[Event], *, watch: str, last: int) -> int:
        if self.rivals:
            self.say(self.rivals.pop(0))
        if await self.last_under(watch) != last:
            raise Overtaken
        position = self._store(event)
        if self.lose_next_ack:
            self.lose_next_ack = False
            raise Overtaken
        return position

    def say(self, data: Event) -> None:
        """A fact of another service."""
        self._record(NewEvent(f"outside-{len(self.events)}", data, "outside"), "/piyasa/telegram-gateway")

    def release(self) -> None:
        """Fold what was held."""
        self.holding = False
        self._fold()

    @property
    def facts(self) -> list[str]:
        """Names of all facts, oldest first."""
        return [each.data.fact for each in self.events]

    def of(self, kind: type[Event]) -> list[Any]:
        """All facts of a kind."""
        return [each.data for each in self.events if isinstance(each.data, kind)]

    def _store(self, event: NewEvent[Event]) -> int:
        known = self.positions.get(event.id)
        if known is not None:
            return known
        if self.broken_after is not None:
            if self.broken_after == 0:
                raise LogUnavailable("the broker is away")
            self.broken_after -= 1
        return self._record(event, SOURCE)

    def _record(self, event: NewEvent[Event], source: str) -> int:
        position = len(self.events) + 1
        recorded = Recorded(
            position=position,
            time=NOW + timedelta(seconds=position),
            subject=event.data.subject,
            data=event.data,
            id=event.id,
            source=source,
            correlation_id=event.correlation_id,
            causation_id=event.causation_id,
        )
        self.events.append(recorded)
        self.positions[recorded.id] = position
        if not self.holding:
            self._fold()
        return position

    def _fold(self) -> None:
        for event in self.events[self.position :]:
            self.position = event.position
            self.tables.apply(event)


@dataclass
class MemoryVault:
    """Tokens by persona."""

    tokens: dict[str, str] = field(default_factory=dict)
    broken: bool = False

    async def store(self, bot_id: str, token: SecretStr) -> None:
        if self.broken:
            raise VaultUnavailable(bot_id, "OSError")
        self.tokens[bot_id] = token.get_secret_value()

    async def forget(self, bot_id: str) -> None:
        self.tokens.pop(bot_id, None)


@dataclass
class MemoryAudit:
    """Lines of the audit."""

    lines: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    broken: bool = False

    async def record(self, actor: str, action: str, detail: Mapping[str, Any]) -> None:
        if self.broken:
            raise AuditUnavailable("OSError")
        self.lines.append((actor, action, dict(detail)))


@dataclass
class MemoryHistory:
    """The archive: everything the log has, whether or not the view remembers."""

    log: MemoryLog

    async def carried(self, operation: str) -> Carried:
        found = {each.id: each.position for each in self.log.events if each.correlation_id == operation}
        return Carried(frozenset(found), max(found.values(), default=0))


@dataclass
class World:
    """Everything a test may look at or break."""

    log: MemoryLog
    vault: MemoryVault
    audit: MemoryAudit
    telemetry: Telemetry
    reception: Reception
    client: httpx.AsyncClient

    def restart(self) -> None:
        """Forget what the process remembers of operations, as after a snapshot; log and archive stay."""
        self.log.tables.tables["operations"].rows.clear()
        self.reception.desk = desk_over(self)


def desk_over(world: World) -> Desk:
    """A desk as a fresh process has it."""
    numbers = count(len(world.log.events))
    return Desk(
        changes=Changes(world.log, world.log, world.audit, MemoryHistory(world.log), patience=0.0),
        model=world.log,
        keys=Keys(),
        vault=world.vault,
        tracing=world.telemetry.traces,
        now=lambda: NOW,
        draw=Random,
        new_id=lambda: f"00000000-0000-7000-8000-{next(numbers):012d}",
    )


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The API, empty."""
    telemetry = configure("admin-api", "1.2.3")
    reception = Reception()
    app = api(reception, SecretStr(KEY), telemetry.metrics, version="1.2.3", open_routes=telemetry.routes)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://admin", headers={"X-API-Key": KEY}) as client:
        made = World(MemoryLog(), MemoryVault(), MemoryAudit(), telemetry, reception, client)
        made.restart()
        yield made


@pytest.fixture
def client(world: World) -> httpx.AsyncClient:
    """An operator's client."""
    return world.client


@pytest.fixture
def log(world: World) -> MemoryLog:
    """The log."""
    return world.log


@pytest.fixture
def new_bot() -> dict[str, Any]:
    """The least that registers a persona who remembers nothing."""
    return {"bot_id": "mehmet", "name": "Mehmet", "handle": "mehmet_trader", "token": TOKEN, "memories": []}


@pytest.fixture
def new_chat() -> dict[str, Any]:
    """The least that registers a chat."""
    return {"chat_id": "bist-sohbet", "telegram_id": -1001234567890, "title": "BIST Sohbet"}
