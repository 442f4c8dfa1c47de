"""The language model stub in a process of its own, so that its CPU is not counted as the generator's."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx

from bench.cpu import cpu_seconds

START_WITHIN = 30.0
BLOCK = 16
"""Tokens by which the stub caches prompts."""


@dataclass(frozen=True, slots=True)
class Stub:
    """A running stub."""

    url: str
    pid: int

    async def usage(self) -> dict[str, dict[str, int]]:
        """Answers, prompt, cached and completion tokens by model, since ``forget``."""
        return dict((await self._local("GET", "usage")).json()["models"])

    async def forget(self) -> None:
        """Count anew; the prompt cache stays."""
        await self._local("DELETE", "calls")

    @property
    def cpu(self) -> float:
        """CPU seconds it has used."""
        return cpu_seconds(self.pid)

    async def _local(self, method: str, page: str) -> Any:
        async with httpx.AsyncClient(base_url=self.url.removesuffix("v1"), timeout=30) as http:
            answer = await http.request(method, f"_local/{page}")
        return answer.raise_for_status()


@contextlib.asynccontextmanager
async def running_stub(*, latency: float = 0.0, cache_minimum: int = 0) -> AsyncIterator[Stub]:
    """A stub that answers after ``latency`` seconds; it ends with the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "piyasa.devstack.llm", "--latency", str(latency),
        "--cache-block", str(BLOCK), "--cache-minimum", str(cache_minimum), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        async with asyncio.timeout(START_WITHIN):
            told = (await process.stdout.readline()).decode()
        yield Stub(told.rpartition(" ")[2].strip(), process.pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
