"""The whole system on one machine: servers, provisioning, six services as processes of their own, and a clean end."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import sys
from dataclasses import dataclass, field

import httpx
import nats as nats_client
from nats.aio.client import Client

from piyasa.contracts.event import SERVICES, Service
from piyasa.contracts.permissions import OPERATOR, all_permissions, inbox_prefix
from piyasa.database.archive import archive_last
from piyasa.database.engine import new_engine
from piyasa.database.provisioning import provision_database
from piyasa.database.vault_keys import add_key
from piyasa.devstack.environment import DATABASE, Choices, role_of, service_environment
from piyasa.devstack.errors import DevstackError, NotRunning
from piyasa.devstack.layout import Layout, replica_name
from piyasa.devstack.loopback import HOST
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.devstack.postgres_server import EmbeddedPostgres
from piyasa.devstack.private_files import private_folder, write_private
from piyasa.devstack.seeding import Seeded, seed
from piyasa.devstack.supervised import Say, Supervised
from piyasa.eventlog.provision import Options, provision

MODULES: dict[Service, str] = {service: f"piyasa.{service.replace('-', '_')}" for service in SERVICES}
READY_SECONDS = 120.0
STOP_SECONDS = 12.0
_LOOK_EVERY = 0.2


class NotComeUp(DevstackError):
    """Something was not ready in time."""

    code = "NOT_COME_UP"

    def __init__(self, what: str, log: object) -> None:
        super().__init__(f"{what} was not ready within {READY_SECONDS:g} s; its log is {log}")


class NotLetStart(DevstackError):
    """The settings do not let a service start; the words are its own and say what to do."""

    code = "NOT_LET_START"


@dataclass(slots=True)
class Stack:
    """Everything that runs; ``say`` is told in one line what happens."""

    layout: Layout
    choices: Choices
    say: Say = print
    services: dict[str, Supervised] = field(default_factory=dict)
    seeded: Seeded | None = None
    telegram: Supervised | None = None
    _nats: EmbeddedNats | None = None
    _postgres: EmbeddedPostgres | None = None
    _guard: asyncio.Task[None] | None = None
    _ready: bool = False

    @property
    def nats(self) -> EmbeddedNats:
        """The broker."""
        assert self._nats is not None  # noqa: S101 - started first
        return self._nats

    @property
    def postgres(self) -> EmbeddedPostgres:
        """The database."""
        assert self._postgres is not None  # noqa: S101 - started first
        return self._postgres

    @property
    def telegram_url(self) -> str:
        """The local Telegram."""
        return f"http://{HOST}:{self.layout.telegram_port}"

    @property
    def admin_url(self) -> str:
        """The admin API."""
        return f"http://{HOST}:{self.layout.service_port('admin-api', 1)}"

    async def start(self) -> None:
        """Start everything, in order; returns once all is ready and ``addresses.json`` is written."""
        self.layout.addresses.unlink(missing_ok=True)
        await self._start_servers()
        await self._provision()
        await self._start_telegram()
        for service in SERVICES:
            for replica in range(1, self.choices.replicas + 1):
                await self._start_service(service, replica)
        await self._until(f"{self.admin_url}/health/ready", "admin-api")
        async with httpx.AsyncClient(timeout=30) as http:
            self.seeded = await seed(
                http, telegram=self.telegram_url, admin=self.admin_url,
                key=self.layout.admin_key.read_text().strip(), count=self.choices.personas,
                keep_hours=self.choices.keep_hours,
            )  # fmt: skip
        await asyncio.gather(*(self._until(f"{self._health(name)}/ready", name) for name in self.services))
        self._ready = True
        self._write_addresses()

    async def stop(self) -> None:
        """End everything: services first, so that they can finish; then servers."""
        self._ready = False
        if self._guard is not None:
            self._guard.cancel()
        await asyncio.gather(*(each.stop(STOP_SECONDS) for each in self.services.values()))
        if self.telegram is not None:
            await self.telegram.stop(3.0)
        if self._nats is not None:
            await asyncio.to_thread(self._nats.stop, 5.0)
        if self._postgres is not None:
            await asyncio.to_thread(self._postgres.stop, 5.0)
        self.layout.addresses.unlink(missing_ok=True)

    async def operator(self) -> Client:
        """A connection that may do everything."""
        return await nats_client.connect(
            self.nats.url,
            nkeys_seed_str=self.nats.keys.seed(OPERATOR),
            inbox_prefix=inbox_prefix(OPERATOR).encode(),
            max_reconnect_attempts=-1,
            error_cb=_say_nothing,
        )

    async def _start_servers(self) -> None:
        home = private_folder(self.layout.home.absolute())
        rights = {
            user: {"publish": list(each.publish), "subscribe": list(each.subscribe)}
            for user, each in all_permissions().items()
        }
        self._nats = EmbeddedNats(
            home, rights, port=self.layout.nats_port, monitor_port=self.layout.nats_monitor_port, admin=OPERATOR,
            durability="fast" if self.choices.durability == "fast" else "always",
        )  # fmt: skip
        self._postgres = EmbeddedPostgres(home, port=self.layout.postgres_port)
        await asyncio.gather(asyncio.to_thread(_begin, self._nats), asyncio.to_thread(_begin, self._postgres))
        self._guard = asyncio.create_task(self._guard_servers(), name="guard servers")

    async def _guard_servers(self) -> None:
        """Start the broker and the database again when they die."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            for name, server in (("nats", self.nats), ("postgres", self.postgres)):
                if not server.running:
                    self.say(f"{name} died and is started again")
                    try:
                        await asyncio.to_thread(_begin, server)
                        self._write_addresses()
                    except (DevstackError, OSError) as error:
                        self.say(f"{name} does not start: {error}")
                        await asyncio.sleep(1.0)

    async def _provision(self) -> None:
        if not self.layout.vault_key.exists():
            add_key(self.layout.vault_key, "k1")
        if not self.layout.admin_key.exists():
            write_private(self.layout.admin_key, secrets.token_urlsafe(24).encode())
        passwords = {role_of(service): self.postgres.password(role_of(service)) for service in SERVICES}
        await provision_database(self.postgres.url("postgres", DATABASE), passwords)
        engine = new_engine(self.postgres.url("postgres", DATABASE), application="piyasa-launcher")
        try:
            last = await archive_last(engine)
        finally:
            await engine.dispose()
        client = await self.operator()
        try:
            options = Options(duplicate_window=self.choices.duplicate_window, first_position=last + 1)
            await provision(client, options)
        finally:
            await client.close()

    async def _start_telegram(self) -> None:
        self.layout.telegram_state.parent.mkdir(parents=True, exist_ok=True)
        command = (
            sys.executable, "-m", "piyasa.devstack.telegram", "--host", HOST, "--port", str(self.layout.telegram_port),
            "--state", str(self.layout.telegram_state.absolute()), "--limits", self.choices.telegram_limits,
        )  # fmt: skip
        self.telegram = Supervised(
            "local Telegram", command, dict(os.environ), self.layout.logs / "telegram.log", self.say
        )
        await self.telegram.start()
        await self._until(f"{self.telegram_url}/_local/bots", "local Telegram")

    async def _start_service(self, service: Service, replica: int) -> None:
        name = replica_name(service, replica)
        process = Supervised(
            name,
            (sys.executable, "-m", MODULES[service]),
            service_environment(service, replica, self.layout, self.choices, self.nats, self.postgres),
            self.layout.logs / f"{name}.jsonl",
            self.say,
            spawned=self._write_addresses,
        )
        self.services[name] = process
        await process.start()

    def _health(self, name: str) -> str:
        return f"http://{HOST}:{self.services[name].environment['PIYASA_HTTP_PORT']}/health"

    async def _until(self, url: str, what: str) -> None:
        """Wait until an address answers 200; raises ``NotComeUp`` and ``NotLetStart``."""
        log = self.layout.logs / f"{what}.jsonl"
        try:
            async with asyncio.timeout(READY_SECONDS), httpx.AsyncClient(timeout=5) as http:
                while not await _answers(http, url):
                    if what in self.services and self.services[what].refused:
                        raise NotLetStart(self.services[what].refused)
                    await asyncio.sleep(_LOOK_EVERY)
        except TimeoutError:
            raise NotComeUp(what, log) from None

    def _write_addresses(self) -> None:
        """Tell others where everything is; again whenever a process was replaced."""
        if not self._ready or self.seeded is None:
            return
        content = {
            "nats": self.nats.url,
            "postgres": self.postgres.url("postgres", DATABASE),
            "telegram": self.telegram_url,
            "admin": self.admin_url,
            "chats": self.seeded.chats,
            "services": {
                name: {"pid": process.pid, "health": self._health(name)} for name, process in self.services.items()
            },
            "servers": {"nats": _pid(self.nats), "postgres": _pid(self.postgres)},
            "operator_seed_file": str(self.nats.keys.seed_path(OPERATOR)),
            "admin_key_file": str(self.layout.admin_key.absolute()),
            "pace": self.choices.pace,
        }
        write_private(self.layout.addresses, json.dumps(content, indent=2).encode())


def _begin(server: EmbeddedNats | EmbeddedPostgres) -> None:
    server.start()
    server.wait_ready()


def _pid(server: EmbeddedNats | EmbeddedPostgres) -> int:
    """Of the living process; 0 between a death and the next start, when services may die and be replaced too."""
    try:
        return server.pid
    except NotRunning:
        return 0


async def _say_nothing(_: Exception) -> None:
    """The launcher tells of a broker that died; the connection's own complaints add nothing."""


async def _answers(http: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await http.get(url)).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
