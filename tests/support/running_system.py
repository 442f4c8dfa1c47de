"""The whole system as a user starts it: `piyasa up` in a process of its own, and what can be asked of it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from piyasa.devstack.loopback import is_free

PIYASA = (sys.executable, "-m", "piyasa.tools")


@dataclass(slots=True)
class RunningSystem:
    """A started system; times in seconds."""

    home: Path
    process: subprocess.Popen[bytes]
    http: httpx.AsyncClient

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
        answer = await self.http.post(
            f"{self.addresses['telegram']}/_local/groups/{self.group}/messages",
            json={"from": {"id": person, "first_name": name}, "text": text, "reply_to_message_id": reply_to},
        )
        answer.raise_for_status()
        return int(answer.json()["message_id"])

    async def ledger(self, method: str = "sendMessage") -> list[dict[str, Any]]:
        """Every call that the local Telegram accepted."""
        found = await self.http.get(f"{self.addresses['telegram']}/_local/ledger", params={"method": method})
        return [entry for entry in found.json() if entry["method"] == method]

    async def fault(self, **fault: Any) -> None:
        """Order a fault of the local Telegram."""
        (await self.http.post(f"{self.addresses['telegram']}/_local/faults", json=fault)).raise_for_status()

    async def no_faults(self) -> None:
        """End all faults."""
        (await self.http.delete(f"{self.addresses['telegram']}/_local/faults")).raise_for_status()

    async def events(self, *types: str) -> list[dict[str, Any]]:
        """The log's facts of these types, oldest first."""
        arguments = ["events", "--json", "--home", str(self.home)]
        for each in types:
            arguments += ["--type", each]
        code, output = await self.command(*arguments)
        assert code == 0, output
        return [json.loads(line) for line in output.splitlines() if line.startswith("{")]

    async def command(self, *arguments: str) -> tuple[int, str]:
        """Run a `piyasa` command; its exit code and output."""
        process = await asyncio.create_subprocess_exec(
            *PIYASA, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        async with asyncio.timeout(120):
            output, _ = await process.communicate()
        return process.returncode or 0, output.decode()

    async def kill(self, name: str) -> int:
        """SIGKILL a service's replica, ``nats`` or ``postgres``; the pid that died."""
        addresses = self.addresses
        pid = addresses["servers"].get(name) or addresses["services"][name]["pid"]
        os.kill(pid, signal.SIGKILL)
        return int(pid)

    async def metrics(self, name: str) -> str:
        """What a service tells Prometheus."""
        base = self.addresses["services"][name]["health"].removesuffix("/health")
        return (await self.http.get(f"{base}/metrics")).text

    async def until(self, fact: Callable[[], Awaitable[Any]], *, within: float, what: str) -> Any:
        """Wait until something holds (is not falsy); fails after ``within``."""
        deadline = time.monotonic() + within
        while True:
            try:
                found = await fact()
            except (httpx.HTTPError, OSError, ValueError, KeyError):
                found = None
            if found:
                return found
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {within:g} s: {what}\n{self.tail()}")
            await asyncio.sleep(0.2)

    def tail(self) -> str:
        """The launcher's last words."""
        return "\n".join((self.home / "up.log").read_text().splitlines()[-20:])


@asynccontextmanager
async def system(
    home: Path, *arguments: str, environment: dict[str, str] | None = None, ready_within: float = 120.0
) -> AsyncIterator[RunningSystem]:
    """`piyasa up --quiet` below ``home``, stopped at the end with exit code 0 within 20 s."""
    home.mkdir(parents=True, exist_ok=True)
    command: Sequence[str] = (
        *PIYASA, "up", "--home", str(home), "--port-base", str(free_ports()), "--quiet", *arguments
    )  # fmt: skip
    with (home / "up.log").open("ab") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env={**os.environ, **(environment or {})}
        )
    async with httpx.AsyncClient(timeout=30) as http:
        running = RunningSystem(home, process, http)
        try:
            await running.until(_ready(running), within=ready_within, what="the system to be ready")
            yield running
        finally:
            code = await _stop(process)
        assert code == 0, running.tail()


def free_ports(count: int = 64) -> int:
    """The first of so many free ports in a row, below those the kernel hands out."""
    for base in range(12000 + os.getpid() % 97 * count, 32000, count):
        if all(is_free(port) for port in range(base, base + 40)):
            return base
    raise AssertionError("no free ports")


def _ready(running: RunningSystem) -> Callable[[], Awaitable[bool]]:
    async def ready() -> bool:
        if running.process.poll() is not None:
            raise AssertionError(f"`piyasa up` ended with {running.process.returncode}\n{running.tail()}")
        return (running.home / "addresses.json").exists()

    return ready


async def _stop(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGTERM)
    try:
        return await asyncio.to_thread(process.wait, 20)
    except subprocess.TimeoutExpired:
        process.kill()
        await asyncio.to_thread(process.wait, 10)
        return -9
