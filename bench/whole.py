"""The whole system with a language model and a Telegram over HTTP, and a reference that makes the same calls."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from dataclasses import dataclass, field

import httpx
from pydantic import SecretStr

from bench.plumbing import Plumbing, RawPipeline
from piyasa.contracts.event import Service
from piyasa.database.cipher import TokenCipher
from piyasa.database.engine import new_engine
from piyasa.database.token_vault import PostgresTokenVault
from piyasa.database.vault_keys import VaultKeys
from piyasa.devstack.environment import DATABASE, role_of
from piyasa.devstack.loopback import HOST
from piyasa.devstack.supervised import Supervised

LLM_OFFSET = 30
"""The stub's port, counted from the base."""


@dataclass(slots=True)
class Whole(Plumbing):
    """Plumbing with real adapters at both ends."""

    accounts: dict[str, str] = field(default_factory=dict)
    """Tokens by persona."""
    stub: Supervised | None = None

    async def start(self) -> None:
        """Servers, the stub, accounts and groups; then as in plumbing."""
        await self._start_stub()
        await Plumbing.start(self)

    async def stop(self) -> None:
        """The stub last."""
        await Plumbing.stop(self)
        if self.stub is not None:
            await self.stub.stop(3.0)

    @property
    def llm_url(self) -> str:
        """The stub's endpoint."""
        return f"http://{HOST}:{self.layout.port_base + LLM_OFFSET}/v1"

    async def prepare(self) -> None:
        """Accounts, groups and sealed tokens."""
        await self._start_telegram()
        engine = new_engine(self.postgres.url(role_of("admin-api"), DATABASE), application="bench")
        vault = PostgresTokenVault(engine, TokenCipher(VaultKeys.read(self.layout.vault_key)))
        async with httpx.AsyncClient(base_url=f"{self.telegram_url}/_local/", timeout=30) as http:
            for number, chat_id in enumerate(self.town.chat_ids):
                group = (await _posted(http, "groups", {"title": chat_id}))["id"]
                self.town.telegram_ids[chat_id] = int(group)
                for bot_id in self.town.bots(number):
                    username = f"{bot_id.replace('-', '_')}_bot"
                    made = await _posted(http, "bots", {"name": bot_id, "username": username, "privacy": True})
                    self.accounts[bot_id] = str(made["token"])
                    await vault.store(bot_id, SecretStr(self.accounts[bot_id]))
                    await _posted(http, f"groups/{group}/members", {"bot": username, "action": "add"})
                    await _posted(http, f"groups/{group}/members", {"bot": username, "action": "promote"})
        await engine.dispose()

    def environment_of(self, service: Service) -> dict[str, str]:
        """A model at the stub; the real Bot API client."""
        known = Plumbing.environment_of(self, service)
        return known | {
            "PIYASA_GENERATOR_ENGINE": "model", "PIYASA_GENERATOR_BASE_URL": self.llm_url,
            "PIYASA_GENERATOR_MODEL": "stub", "PIYASA_GATEWAY_TELEGRAM": "api",
        }  # fmt: skip

    def reference(self, *, patience: float) -> RawPipeline:
        """The same stages, two of which call."""
        tokens = [self.accounts[self.town.bots(number)[0]] for number in range(self.town.chats)]
        groups = [str(self.town.telegram_ids[chat_id]) for chat_id in self.town.chat_ids]
        return RawPipeline(
            self, patience=patience,
            calls={
                "tick": ("--llm", self.llm_url),
                "due": (
                    "--telegram", self.telegram_url, f"--tokens={','.join(tokens)}", f"--groups={','.join(groups)}",
                ),
            },
        )  # fmt: skip

    async def _start_stub(self) -> None:
        port = self.layout.port_base + LLM_OFFSET
        command = (sys.executable, "-m", "piyasa.devstack.llm", "--port", str(port))
        self.stub = Supervised("llm stub", command, {"PATH": ""}, self.layout.logs / "llm.log", self.say)
        await self.stub.start()
        async with asyncio.timeout(30), httpx.AsyncClient() as http:
            while True:
                with contextlib.suppress(httpx.HTTPError):
                    await http.get(f"{self.llm_url}/models")
                    return
                await asyncio.sleep(0.1)


async def _posted(http: httpx.AsyncClient, path: str, body: dict[str, object]) -> dict[str, object]:
    answer = await http.post(path, json=body)
    answer.raise_for_status()
    found: dict[str, object] = answer.json()
    return found
