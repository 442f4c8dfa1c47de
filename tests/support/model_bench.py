"""The stub of a language model, the real client before it, and its back door beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import openai
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletionChunk

from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.serving import serve

ASKED: list[Any] = [{"role": "system", "content": "kısa yaz"}, {"role": "user", "content": "dolar ne olur?"}]


@dataclass
class Heard:
    """What came of one question, in whichever way it was delivered."""

    text: str | None = None
    refusal: str | None = None
    finish: str | None = None
    usage: CompletionUsage | None = None

    def add(self, piece: ChatCompletionChunk) -> None:
        """Put a piece of a stream to the others."""
        self.usage = piece.usage or self.usage
        for choice in piece.choices:
            self.finish = choice.finish_reason or self.finish
            if choice.delta.content is not None:
                self.text = (self.text or "") + choice.delta.content
            if choice.delta.refusal is not None:
                self.refusal = (self.refusal or "") + choice.delta.refusal

    @property
    def cached(self) -> int:
        """Tokens of the prompt that came from the cache."""
        assert self.usage is not None
        assert self.usage.prompt_tokens_details is not None
        return self.usage.prompt_tokens_details.cached_tokens or 0


@dataclass
class ModelBench:
    """One client of one stub."""

    model: openai.AsyncOpenAI
    http: aiohttp.ClientSession
    root: str

    async def hear(self, *, streamed: bool = False, **request: Any) -> Heard:
        """Ask; a stream is put together."""
        asked: dict[str, Any] = {"model": "any", "messages": ASKED} | request
        heard = Heard()
        if streamed:
            asked |= {"stream": True, "stream_options": {"include_usage": True}}
            async for piece in await self.model.chat.completions.create(**asked):
                heard.add(piece)
            return heard
        answer = await self.model.chat.completions.create(**asked)
        choice = answer.choices[0]
        return Heard(choice.message.content, choice.message.refusal, choice.finish_reason, answer.usage)

    async def ask(self, **request: Any) -> str:
        """Ask for words alone."""
        return (await self.hear(**request)).text or ""

    async def order(self, kind: str, **fault: Any) -> None:
        """Put a fault in force."""
        async with self.http.post(f"{self.root}/_local/faults", json={"kind": kind, **fault}) as response:
            assert response.status == 200, await response.text()

    async def calls(self) -> list[dict[str, Any]]:
        """What was asked, oldest first."""
        calls: list[dict[str, Any]] = (await self._page("calls"))["calls"]
        return calls

    async def usage(self) -> dict[str, Any]:
        """What was served."""
        return await self._page("usage")

    async def forget(self, what: str) -> None:
        """Clear the calls or the faults."""
        async with self.http.delete(f"{self.root}/_local/{what}") as response:
            assert response.status == 204

    async def _page(self, name: str) -> dict[str, Any]:
        async with self.http.get(f"{self.root}/_local/{name}") as response:
            page: dict[str, Any] = await response.json()
            return page


@asynccontextmanager
async def bench_at(url: str, patience: float = 10.0) -> AsyncIterator[ModelBench]:
    """Ask a stub that listens somewhere; a call may take `patience` seconds between two reads."""
    async with (
        openai.AsyncOpenAI(base_url=url, api_key="any", max_retries=0, timeout=patience) as model,
        aiohttp.ClientSession() as http,
    ):
        yield ModelBench(model, http, url.removesuffix("/v1"))


@asynccontextmanager
async def bench_of(stub: Stub, patience: float = 10.0) -> AsyncIterator[ModelBench]:
    """Serve a stub and ask it."""
    async with serve(stub) as url, bench_at(url, patience) as bench:
        yield bench
