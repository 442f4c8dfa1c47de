"""The whole system as a user starts it: `piyasa up` in a process of its own, stopped at the end."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx

from piyasa.devstack.loopback import is_free
from support.running_system import PIYASA, RunningSystem

STOP_SECONDS = 20


@asynccontextmanager
async def system(
    home: Path, *arguments: str, environment: dict[str, str] | None = None, ready_within: float = 120.0
) -> AsyncIterator[RunningSystem]:
    """`piyasa up --quiet` below ``home``; at its end it has to stop with exit code 0 within 20 s."""
    with _started(home, arguments, environment or {}) as process:
        async with httpx.AsyncClient(timeout=30) as http:
            running = RunningSystem(home, process, http)
            await running.until(_ready(running), within=ready_within, what="the system to be ready")
            yield running
        if running.crashed:
            return
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        code = await asyncio.to_thread(process.wait, STOP_SECONDS)
        running.stopped_after = time.monotonic() - begun
        assert code == 0, running.tail()


@contextmanager
def _started(home: Path, arguments: Sequence[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The process; whatever happens, it is gone at the end."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "addresses.json").unlink(missing_ok=True)
    command = (*PIYASA, "up", "--home", str(home), "--port-base", str(free_ports()), "--quiet", *arguments)
    with (home / "up.log").open("ab") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=os.environ | environment
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


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
