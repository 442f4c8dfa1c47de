"""Puts the gateway together."""

from __future__ import annotations

import random
import secrets
import time
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.contracts.topology import LEASES, PEOPLE, SENDS, SHARDS, send_durable, shard_of
from piyasa.database.archive import ArchiveReader
from piyasa.database.cipher import TokenCipher
from piyasa.database.engine import new_engine
from piyasa.database.snapshots import SnapshotStore
from piyasa.database.token_vault import PostgresTokenVault
from piyasa.database.vault_keys import VaultKeys
from piyasa.eventlog.consumer import Consumer
from piyasa.eventlog.leases import Leases
from piyasa.eventlog.log import new_id
from piyasa.eventlog.parts import Parts
from piyasa.eventlog.service import Service
from piyasa.language.guards.sincerity import sincere_ai_question
from piyasa.projections.catalogue import projections_for
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import Pace
from piyasa.telegram_gateway.adapters.bot_api import BotApi
from piyasa.telegram_gateway.adapters.due import arm_on, load_from
from piyasa.telegram_gateway.adapters.leased import BotListening, ShardSending
from piyasa.telegram_gateway.adapters.null import NoLimits, NullTelegram
from piyasa.telegram_gateway.adapters.outlook import ViewOutlook
from piyasa.telegram_gateway.adapters.people import LinkedPeople
from piyasa.telegram_gateway.adapters.process import DeliveryTally, EndableRest, SystemClock
from piyasa.telegram_gateway.adapters.processes import KIND as PROCESS_LEASES
from piyasa.telegram_gateway.adapters.processes import LeasedProcesses
from piyasa.telegram_gateway.adapters.tokens import Tokens, drop_when_changed
from piyasa.telegram_gateway.adapters.upkeep import Upkeep, steadily
from piyasa.telegram_gateway.domain.limits import RateLimits
from piyasa.telegram_gateway.domain.notices import Notices
from piyasa.telegram_gateway.ports import Telegram
from piyasa.telegram_gateway.settings import GatewaySettings
from piyasa.telegram_gateway.use_cases.answering import Answering
from piyasa.telegram_gateway.use_cases.arming import Arming
from piyasa.telegram_gateway.use_cases.claims import Claims
from piyasa.telegram_gateway.use_cases.desk import Desk
from piyasa.telegram_gateway.use_cases.disclosing import Disclosing
from piyasa.telegram_gateway.use_cases.forgetting import Forgetting
from piyasa.telegram_gateway.use_cases.hearing import Hearing
from piyasa.telegram_gateway.use_cases.listening import Listening
from piyasa.telegram_gateway.use_cases.notes import Notes
from piyasa.telegram_gateway.use_cases.recording import Recording
from piyasa.telegram_gateway.use_cases.sending import Sending
from piyasa.telegram_gateway.use_cases.sweeping import Sweeping
from piyasa.telegram_gateway.use_cases.understanding import Understanding
from piyasa.telemetry import Finding, Gate, degraded, healthy

SERVICE = "telegram-gateway"
SHARD_LEASES, LISTENER_LEASES = "gateway", "gateway.listener"
SENDS_AT_ONCE = 32
"""Messages of one shard that are handled at the same time; most of them only wait for their moment."""
SWEEP_SECONDS, DISCLOSE_SECONDS, RECORD_SECONDS = 2.0, 1.0, 1.0


@dataclass(slots=True)
class Composition:
    """The parts that are made once the broker is reached."""

    settings: GatewaySettings
    engine: AsyncEngine
    vault: PostgresTokenVault

    async def build(self, parts: Parts) -> None:
        """Make handlers, leases and periodic work, and the way to end them."""
        parts.on_close(self.engine.dispose)
        desk = await self._desk(parts, self._telegram(parts))
        people = LinkedPeople(await parts.bucket(PEOPLE.name), new_slug)
        parts.handle("gateway-arm", Arming(desk.outlook, arm_on(parts.log)))
        parts.handle("gateway-forget", Forgetting(people))
        await self._send(parts, desk)
        await self._listen(parts, desk, people)

    def _telegram(self, parts: Parts) -> Telegram:
        if self.settings.gateway_telegram == "null":
            parts.telemetry.health.add("telegram", lambda: degraded("nothing is sent: null adapter"), gate=Gate.NONE)
            return NullTelegram()
        tokens = Tokens(self.vault)
        parts.view.on_change(drop_when_changed(tokens))
        api = BotApi(self.settings.telegram_api, tokens, parts.telemetry.metrics, parts.telemetry.traces)
        parts.telemetry.health.add("telegram", lambda: _host(api), gate=Gate.NONE)
        parts.on_close(api.close)
        return api

    async def _desk(self, parts: Parts, telegram: Telegram) -> Desk:
        process = f"{parts.settings.instance}-{new_id()}"
        alive = await self._leases(parts, PROCESS_LEASES, [process], instance=process)
        parts.run(alive.run)
        parts.on_close(alive.release)
        return Desk(
            log=parts.log,
            outlook=ViewOutlook(parts.view),
            telegram=telegram,
            claims=Claims(await parts.bucket(SENDS.name), process),
            clock=SystemClock(),
            tally=DeliveryTally(parts.telemetry.metrics),
            processes=LeasedProcesses(await parts.bucket(LEASES.name)),
            jitter=random.random,
            pace=Pace(self.settings.pace),
            on_uncertain=self.settings.gateway_on_uncertain,
            limits=NoLimits() if isinstance(telegram, NullTelegram) else RateLimits(),
        )

    async def _send(self, parts: Parts, desk: Desk) -> None:
        """Everything that is done by the replica that holds a chat's shard."""
        shards = {f"{shard:02d}": shard for shard in range(SHARDS)}
        leases = await self._leases(parts, SHARD_LEASES, list(shards))
        workers = {key: _sender(parts, desk, shard) for key, shard in shards.items()}
        upkeep = Upkeep("sending", lambda key: ShardSending(*workers[key], grace=self._grace), lambda: leases.held)

        def mine(chat_id: str) -> bool:
            return leases.holds(f"{shard_of(chat_id):02d}")

        bucket = await parts.bucket(SENDS.name)
        disclosing = Disclosing(desk, Notes(bucket, desk.claims.instance), Notices(self.settings.operator), mine)
        parts.run(leases.run)
        parts.run(upkeep.run)
        recording = Recording(desk)
        parts.run(steadily(recording, every=RECORD_SECONDS, what="recording"))
        parts.run(steadily(Sweeping(desk, mine), every=SWEEP_SECONDS, what="sweeping"))
        parts.run(steadily(disclosing, every=DISCLOSE_SECONDS, what="disclosing"))
        parts.on_close(recording)
        parts.on_close(leases.release)
        parts.on_close(upkeep.end)

    async def _listen(self, parts: Parts, desk: Desk, people: LinkedPeople) -> None:
        """Everything that is done by the replica that holds a listener's token."""
        bucket = await parts.bucket(SENDS.name)
        leases = await self._leases(parts, LISTENER_LEASES, [])

        def listener(bot_id: str) -> BotListening:
            rest = EndableRest()
            answering = Answering(desk, people, bucket, Notices(self.settings.operator), rest, new_id)
            understanding = Understanding(desk.outlook, sincere_ai_question)
            hearing = Hearing(parts.log, desk.outlook, people, understanding, answering, desk.tally)
            return BotListening(bot_id, Listening(desk.telegram, hearing, rest, leases.holds), rest)

        async def look() -> None:
            leases.keys = listeners(desk)

        upkeep = Upkeep("listening", listener, lambda: leases.held)
        await look()
        parts.run(steadily(look, every=1.0, what="looking for listeners"))
        parts.run(leases.run)
        parts.run(upkeep.run)
        parts.on_close(leases.release)
        parts.on_close(upkeep.end)

    async def _leases(self, parts: Parts, kind: str, keys: list[str], *, instance: str = "") -> Leases:
        return Leases(
            bucket=await parts.bucket(LEASES.name),
            kind=kind,
            keys=keys,
            instance=instance or parts.settings.instance,
            ttl=self.settings.lease_seconds,
            on_held=parts.telemetry.metrics.pipeline.leases_held.of(kind.replace(".", "_")).set,
        )

    @property
    def _grace(self) -> float:
        """Half of what the process has: the rest is for publishing and giving back."""
        return self.settings.grace_seconds / 2


def _sender(parts: Parts, desk: Desk, shard: int) -> tuple[Consumer, Sending]:
    sending = Sending(desk, EndableRest())
    consumer = parts.handle(
        send_durable(shard), sending, concurrency=SENDS_AT_ONCE, load=load_from(parts.log), start=False
    )
    return consumer, sending


def listeners(desk: Desk) -> list[str]:
    """The bots that hear some chat."""
    heard = (desk.outlook.listener(chat_id) for chat_id in desk.outlook.chats)
    return sorted({bot.bot_id for bot in heard if bot is not None})


def new_slug() -> str:
    """A person's slug; nothing about the person can be read out of it."""
    return f"p-{secrets.token_hex(8)}"


def _host(api: BotApi) -> Finding:
    report = api.breaker.report(time.monotonic())
    if report.state == "closed":
        return healthy()
    return degraded(f"the circuit to {api.host} is {report.state}, {report.blocked} calls were held back")


def gateway_service(settings: GatewaySettings) -> Service:
    """The gateway as a service."""
    assert settings.database_url is not None  # noqa: S101 - the settings insist
    assert settings.vault_key_file is not None  # noqa: S101 - the settings insist
    engine = new_engine(settings.database_url, application=f"piyasa-{SERVICE}")
    vault = PostgresTokenVault(engine, TokenCipher(VaultKeys.read(settings.vault_key_file)))
    projections = projections_for(SERVICE, Pace(settings.pace))
    return Service(
        SERVICE,
        settings,
        Composition(settings, engine, vault).build,
        projections=projections,
        snapshots=SnapshotStore(engine),
        archive=ArchiveReader(engine, facts=TableSet.of(projections).facts),
    )
