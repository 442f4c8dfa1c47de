"""How tests speak to a local Telegram: raw HTTP, aiogram, and waiting for facts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer


class Local:
    """`/_local/*` and the Bot API over HTTP, as a script would use them."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url, self.session = url, session

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str) -> AsyncIterator[Local]:
        async with aiohttp.ClientSession() as session:
            yield cls(url, session)

    async def ask(self, method: str, path: str, body: object = None) -> Any:
        """The JSON that `/_local<path>` answers."""
        async with self.session.request(method, f"{self.url}/_local{path}", json=body) as answer:
            return await answer.json()

    async def call(self, token: str, method: str, **arguments: object) -> Any:
        """The envelope of a Bot API call."""
        async with self.session.post(f"{self.url}/bot{token}/{method}", json=arguments) as answer:
            return await answer.json()


@asynccontextmanager
async def aiogram_bot(url: str, token: str, seconds: float = 10.0) -> AsyncIterator[AiogramBot]:
    """An unchanged aiogram bot whose server is `url`."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url), timeout=seconds)
    async with AiogramBot(token, session=session) as bot:
        yield bot


async def until(met: Callable[[], bool] | Callable[[], Awaitable[bool]], seconds: float = 10.0) -> None:
    """Return as soon as `met` says so; TimeoutError after `seconds`."""
    async with asyncio.timeout(seconds):
        while True:
            answer = met()
            if answer if isinstance(answer, bool) else await answer:
                return
            await asyncio.sleep(0.005)
