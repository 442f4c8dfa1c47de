"""Gateways as processes between a real broker, a real database and a local Telegram."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from piyasa.contracts import membership, persona, system
from piyasa.contracts.envelope import Recorded, decode, from_outside
from piyasa.contracts.event import Event
from piyasa.database.cipher import TokenCipher
from piyasa.database.engine import new_engine
from piyasa.database.roles import TELEGRAM_GATEWAY
from piyasa.database.token_vault import PostgresTokenVault
from piyasa.database.vault_keys import VaultKeys
from piyasa.devstack.loopback import free_port
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.devstack.telegram import Bot, Group, LocalTelegram, Person
from piyasa.eventlog.direct import DirectReader
from piyasa.eventlog.log import EventLog
from support.databases import Database
from support.events import AYSE, CHAT, MEHMET, chat_registered, joined, ready, registered
from support.telegram_clients import until

ENDS = ("message-sent", "message-failed", "message-suppressed", "delivery-uncertain")
PATIENCE = 25.0
DENIZ = Person(1001, "Deniz")
Says = Callable[..., dict[str, Any]]
"""A person of the group says something."""


@dataclass
class Gateway:
    """One process."""

    environment: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        environment = {"PATH": os.environ["PATH"], **self.environment, "PIYASA_HTTP_PORT": str(self.port)}
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "piyasa.telegram_gateway", env=environment, stdout=log, stderr=log
            )

    async def page(self, path: str) -> httpx.Response:
        async with httpx.AsyncClient() as client:
            return await client.get(f"http://127.0.0.1:{self.port}{path}")

    async def ready(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while True:
                assert self.process is not None
                assert self.process.returncode is None, self.log.read_text()
                with contextlib.suppress(httpx.TransportError):
                    if (await self.page("/health/ready")).status_code == 200:
                        return
                await asyncio.sleep(0.05)

    async def ended(self, number: int = signal.SIGTERM) -> int:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(number)
        async with asyncio.timeout(25):
            return await self.process.wait()


@dataclass
class Town:
    """The log as everybody else sees it, the local Telegram, and the gateways."""

    broker: EmbeddedNats
    database: Database
    telegram: LocalTelegram
    log: EventLog
    folder: Path
    gateways: list[Gateway] = field(default_factory=list)
    told: int = 0

    async def tell(self, *facts: Event) -> list[int]:
        positions = []
        for fact in facts:
            self.told += 1
            (ack,) = await self.log.publish(from_outside(fact, "told", self.told))
            positions.append(ack.sequence)
        return positions

    async def found(self) -> Group:
        """A group with two personas, the first of which listens; enabled, the simulation on."""
        mehmet = self.telegram.backstage.create_bot("Mehmet", privacy=False)
        ayse = self.telegram.backstage.create_bot("Ayşe")
        group = self.telegram.backstage.create_group("Sohbet")
        self.telegram.backstage.seat_bot(group, mehmet, "add")
        self.telegram.backstage.seat_bot(group, mehmet, "promote")
        self.telegram.backstage.seat_bot(group, ayse, "add")
        await self.store({MEHMET: mehmet, AYSE: ayse})
        by = {"by": "admin"}
        await self.tell(
            system.SimulationStarted(**by),
            *(
                registered(bot_id, name=bot.name, username=bot.username, telegram_id=bot.id, listener=bot is mehmet)
                for bot_id, bot in {MEHMET: mehmet, AYSE: ayse}.items()
            ),
            *(persona.BotEnabled(bot_id=bot_id, **by) for bot_id in (MEHMET, AYSE)),
            chat_registered(telegram_id=group.id),
            joined(MEHMET, 1),
            joined(AYSE, 2),
            membership.ChatEnabled(chat_id=CHAT, **by),
        )
        return group

    async def store(self, bots: dict[str, Bot]) -> None:
        engine = new_engine(self.database.admin_url, application="test")
        vault = PostgresTokenVault(engine, TokenCipher(VaultKeys.read(self.folder / "vault.key")))
        for bot_id, bot in bots.items():
            await vault.store(bot_id, SecretStr(bot.token))
        await engine.dispose()

    async def gateway(self, **environment: str) -> Gateway:
        """One more process, ready."""
        settings = {
            "PIYASA_NATS_URL": self.broker.url,
            "PIYASA_NATS_SEED_FILE": str(self.broker.keys.seed_path("telegram-gateway")),
            "PIYASA_DATABASE_URL": self.database.url_of(TELEGRAM_GATEWAY),
            "PIYASA_VAULT_KEY_FILE": str(self.folder / "vault.key"),
            "PIYASA_TELEGRAM_API": self.telegram.url,
            "PIYASA_LEASE_SECONDS": "2",
            "PIYASA_GRACE_SECONDS": "6",
        }
        made = Gateway({**settings, **environment}, self.folder / f"gateway-{len(self.gateways)}.log")
        self.gateways.append(made)
        await made.start()
        await made.ready()
        return made

    async def facts(self, *names: str) -> list[Recorded[Any]]:
        """Every fact of these names (all of them when none is given), in order."""
        reader = DirectReader(self.log.client)
        found: list[Recorded[Any]] = []
        try:
            while True:
                batch = await reader.read(found[-1].position if found else 0)
                found += [
                    decode(
                        position=raw.position, time=raw.time, subject=raw.subject, headers=raw.headers, body=raw.body
                    )
                    for raw in batch.messages
                ]
                if batch.at_end:
                    break
        finally:
            await reader.stop()
        return [event for event in found if not names or event.data.fact in names]

    async def wait(self, *names: str, count: int = 1, seconds: float = PATIENCE) -> list[Recorded[Any]]:
        """Wait until that many facts of these names are there."""
        found: list[Recorded[Any]] = []

        async def enough() -> bool:
            found[:] = await self.facts(*names)
            return len(found) >= count

        try:
            await until(enough, seconds)
        except TimeoutError:
            told = [event.data.fact for event in await self.facts()]
            logs = "\n".join(gateway.log.read_text()[-4000:] for gateway in self.gateways)
            pytest.fail(f"waited for {count} of {names}, the log has {told}\n{logs}")
        return found

    async def arm(self, tick: object, text: str = "bence yatay", *, after: float = 0.0, **known: Any) -> int:
        """A message becomes ready."""
        moment = datetime.now(UTC) + timedelta(seconds=after)
        values: dict[str, Any] = {"text": text, "send_at": moment, "typing_seconds": 0.0, "bot_id": AYSE}
        (position,) = await self.tell(ready(tick, **values | known))
        return position

    def posted(self, text: str | None = None) -> list[Any]:
        """Accepted posts, or those of one text."""
        posts = self.telegram.ledger("sendMessage")
        return [post for post in posts if text is None or post["text"] == text]
