"""What can be asked of a running system, and done to it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import nats
from nats.aio.client import Client
from nats.errors import Error as NatsError

from piyasa.contracts.envelope import TRACEPARENT
from piyasa.contracts.permissions import OPERATOR, inbox_prefix
from piyasa.eventlog.direct import DirectReader
from piyasa.eventlog.errors import EventLogError
from piyasa.tools.event_lines import cloud_event

PIYASA = (sys.executable, "-m", "piyasa.tools")
HEALTHY = 200
AWAY = (httpx.HTTPError, OSError, ValueError, KeyError, NatsError, EventLogError)
"""What asking raises while something is away: tests kill things."""
Said = dict[str, Any]


@dataclass(slots=True)
class RunningSystem:
    """A started system; times in seconds."""

    home: Path
    process: subprocess.Popen[bytes]
    http: httpx.AsyncClient
    stopped_after: float = 0.0
    crashed: bool = False
    questions: list[int] = field(default_factory=list)
    """Telegram ids of what people asked personas."""

    @property
    def addresses(self) -> dict[str, Any]:
        """What ``addresses.json`` says now."""
        return dict(json.loads((self.home / "addresses.json").read_text()))

    @property
    def group(self) -> int:
        """The Telegram id of the first chat."""
        return int(next(iter(self.addresses["chats"].values())))

    async def say(self, text: str, *, person: int = 1001, name: str = "Deniz", reply_to: int | None = None) -> int:
        """A person speaks; the message's Telegram id."""
        said = {"from": {"id": person, "first_name": name}, "text": text, "reply_to_message_id": reply_to}
        return int((await self.local(f"groups/{self.group}/messages", said))["message_id"])

    async def ask(self, text: str, *, person: int = 1001, name: str = "Deniz", reply_to: int | None = None) -> int:
        """A person asks a persona something and is owed an answer."""
        self.questions.append(await self.say(text, person=person, name=name, reply_to=reply_to))
        return self.questions[-1]

    async def local(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask the local Telegram behind its back; with a body, change something."""
        url = f"{self.addresses['telegram']}/_local/{path}"
        answer = await (self.http.get(url) if body is None else self.http.post(url, json=body))
        answer.raise_for_status()
        return answer.json()

    async def ledger(self, method: str = "sendMessage") -> list[dict[str, Any]]:
        """Every call of a method that the local Telegram accepted."""
        return [entry for entry in await self.local(f"ledger?method={method}") if entry["method"] == method]

    async def no_faults(self) -> None:
        """End all faults."""
        (await self.http.delete(f"{self.addresses['telegram']}/_local/faults")).raise_for_status()

    async def operate(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Do something through the admin API."""
        addresses = self.addresses
        key = Path(addresses["admin_key_file"]).read_text().strip()
        answer = await self.http.request(method, f"{addresses['admin']}{path}", json=body, headers={"X-API-Key": key})
        answer.raise_for_status()
        return answer.json()

    @asynccontextmanager
    async def operator(self) -> AsyncIterator[Client]:
        """A connection to the broker that may do everything."""
        addresses = self.addresses
        client = await nats.connect(
            addresses["nats"],
            nkeys_seed_str=Path(addresses["operator_seed_file"]).read_text().strip(),
            inbox_prefix=inbox_prefix(OPERATOR).encode(),
            connect_timeout=2,
            allow_reconnect=False,
            error_cb=_quiet,
        )
        try:
            yield client
        finally:
            await client.close()

    async def facts(self, *wanted: str) -> list[Said]:
        """The log's facts of these names, all without one, as `piyasa events --json` tells them, with their trace."""
        found: list[Said] = []
        async with self.operator() as client:
            reader, position, at_end = DirectReader(client), 0, False
            while not at_end:
                batch = await reader.read(position)
                position = batch.messages[-1].position if batch.messages else position
                at_end = batch.at_end
                found += [
                    cloud_event(message) | {TRACEPARENT: message.headers.get(TRACEPARENT)} for message in batch.messages
                ]
        return [event for event in found if not wanted or event["subject"].split(".")[3] in wanted]

    async def command(self, *arguments: str) -> tuple[int, str]:
        """Run a `piyasa` command on this system; its exit code and standard output."""
        process = await asyncio.create_subprocess_exec(
            *PIYASA,
            *arguments,
            "--home",
            str(self.home),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        async with asyncio.timeout(120):
            output, errors = await process.communicate()
        return process.returncode or 0, output.decode() or errors.decode()

    async def json(self, *arguments: str) -> list[Any]:
        """Run a `piyasa` command with ``--json`` that goes well; what it printed, line by line."""
        code, output = await self.command(*arguments, "--json")
        assert code == 0, output
        return [json.loads(line) for line in output.splitlines()]

    async def kill(self, name: str, number: int = signal.SIGKILL) -> int:
        """Signal a service's replica, ``nats`` or ``postgres``, once it runs; the pid that was hit."""

        async def alive() -> int:
            pid = self.pid(name)
            os.kill(pid, 0)
            return pid

        pid = int(await self.until(alive, within=30, what=f"{name} to run"))
        os.kill(pid, number)
        return pid

    async def crash(self) -> None:
        """Kill the launcher itself, as when a terminal is torn away or the machine runs out of memory."""
        self.crashed = True
        self.process.kill()
        await asyncio.to_thread(self.process.wait, 10)

    def pid(self, name: str) -> int:
        """Of a service's replica, ``nats`` or ``postgres``; raises ``ProcessLookupError`` while it is dead."""
        addresses = self.addresses
        pid = addresses["servers"][name] if name in addresses["servers"] else addresses["services"][name]["pid"]
        if not pid:
            raise ProcessLookupError(name)
        return int(pid)

    async def healthy(self) -> bool:
        """Whether every service says that it is ready."""
        return all(code == HEALTHY for code in await self._codes("ready"))

    async def alive(self) -> bool:
        """Whether every service says that it lives."""
        return all(code == HEALTHY for code in await self._codes("live"))

    async def _codes(self, gate: str) -> list[int]:
        pages = [f"{each['health']}/{gate}" for each in self.addresses["services"].values()]
        return [answer.status_code for answer in await asyncio.gather(*(self.http.get(page) for page in pages))]

    async def page(self, name: str, path: str) -> httpx.Response:
        """What a service answers at a path such as ``/metrics``."""
        base = self.addresses["services"][name]["health"].removesuffix("/health")
        return await self.http.get(f"{base}{path}")

    async def until(self, fact: Callable[[], Awaitable[Any]], *, within: float, what: str) -> Any:
        """Wait until something holds (is not falsy); fails after ``within``."""
        deadline = time.monotonic() + within
        last: Exception | None = None
        while True:
            try:
                found = await fact()
            except AWAY as error:
                found, last = None, error
            if found:
                return found
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {within:g} s: {what} ({last!r})\n{self.tail()}")
            await asyncio.sleep(0.2)

    def tail(self) -> str:
        """The launcher's last words."""
        return "\n".join((self.home / "up.log").read_text().splitlines()[-20:])


async def _quiet(_: Exception) -> None:
    """The broker goes away in these tests: that is no news."""
