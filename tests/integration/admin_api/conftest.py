"""The admin API as a process: a real broker with real permissions, a real database."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import nats
import pytest
from nats.aio.client import Client

from piyasa.contracts.permissions import OPERATOR, all_permissions, inbox_prefix
from piyasa.database.roles import ADMIN_API
from piyasa.database.vault_keys import add_key
from piyasa.devstack.loopback import free_port
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.provision import provision
from support.databases import Database

KEY = "integration-tests-only"
_START_SECONDS = 30


@dataclass
class Process:
    """One admin API, and an operator's client of it."""

    environment: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    async def start(self, *arguments: str) -> None:
        """Start it."""
        environment = {"PATH": os.environ["PATH"], **self.environment, "PIYASA_HTTP_PORT": str(self.port)}
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "piyasa.admin_api", *arguments, env=environment, stdout=log, stderr=log
            )

    async def ready(self) -> None:
        """Wait until it says it is."""
        async with asyncio.timeout(_START_SECONDS), httpx.AsyncClient() as client:
            while True:
                try:
                    answer = await client.get(f"http://127.0.0.1:{self.port}/health/ready")
                    if answer.status_code == 200:
                        return
                except httpx.TransportError:
                    assert self.process is not None
                    assert self.process.returncode is None, self.log.read_text()
                await asyncio.sleep(0.05)

    async def ended(self, number: int | None = None) -> int:
        """Signal it and wait; returns its exit status."""
        assert self.process is not None
        if number is not None and self.process.returncode is None:
            self.process.send_signal(number)
        async with asyncio.timeout(20):
            return await self.process.wait()

    def client(self, key: str = KEY) -> httpx.AsyncClient:
        """An operator's client."""
        return httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", headers={"X-API-Key": key}, timeout=30)


@dataclass
class Installation:
    """A provisioned broker and database, and the processes started on them."""

    server: EmbeddedNats
    operator: Client
    database: Database
    folder: Path
    processes: list[Process] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        """What an admin API needs to know."""
        key_file, vault_file = self.folder / "api-key", self.folder / "vault-keys"
        if not vault_file.exists():
            key_file.write_text(f"{KEY}\n")
            add_key(vault_file, "first")
        return {
            "PIYASA_NATS_URL": self.server.url,
            "PIYASA_NATS_SEED_FILE": str(self.server.keys.seed_path("admin-api")),
            "PIYASA_DATABASE_URL": self.database.url_of(ADMIN_API),
            "PIYASA_ADMIN_API_KEY_FILE": str(key_file),
            "PIYASA_VAULT_KEY_FILE": str(vault_file),
        }

    async def process(self, *, wait: bool = True, change: Callable[[dict[str, str]], object] | None = None) -> Process:
        """Start an admin API, with a changed environment."""
        environment = self.environment()
        if change is not None:
            change(environment)
        process = Process(environment, self.folder / f"admin-{len(self.processes)}.log")
        self.processes.append(process)
        await process.start()
        if wait:
            await process.ready()
        return process


@pytest.fixture
async def installation(database: Database, tmp_path: Path) -> AsyncIterator[Installation]:
    """A broker and a database; processes started on them end with the test."""
    permissions = {
        user: {"publish": list(each.publish), "subscribe": list(each.subscribe)}
        for user, each in all_permissions().items()
    }
    server = EmbeddedNats(tmp_path / "home", permissions, durability="fast")
    async with AsyncExitStack() as cleanup:
        await asyncio.to_thread(server.start)
        cleanup.push_async_callback(asyncio.to_thread, server.stop)
        await asyncio.to_thread(server.wait_ready)
        operator = await nats.connect(
            server.url, nkeys_seed_str=server.keys.seed(OPERATOR), inbox_prefix=inbox_prefix(OPERATOR).encode()
        )
        cleanup.push_async_callback(operator.close)
        await provision(operator)
        made = Installation(server, operator, database, tmp_path)
        try:
            yield made
        finally:
            for process in made.processes:
                await process.ended(signal.SIGKILL)
