"""One stage of the reference: raw nats-py, nothing else. Takes a message, works on it, passes it on, acknowledges."""

from __future__ import annotations

import argparse
import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any

import nats
import orjson
import uvloop
from nats.aio.client import Client
from nats.aio.msg import Msg

BATCH = 100
PROMPT = "x" * 2000
"""About as long as the generator's."""
CLOSING: list[Callable[[], Awaitable[None]]] = []
Call = Callable[[int, dict[str, Any]], Awaitable[None]]


async def main() -> None:
    """Serve until SIGTERM."""
    options = _options()
    client = await nats.connect(options.url, nkeys_seed=options.seed_file, inbox_prefix=b"_INBOX_operator")
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    stage = Stage(client, options.target, options.work, _call_of(options))
    taking = asyncio.create_task(
        stage.fetch(options.durable, options.patience) if options.patience else stage.pull(options.durable)
    )
    print("ready", flush=True)
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({taking, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if taking.done():
        taking.result()
    taking.cancel()
    await asyncio.gather(taking, return_exceptions=True)
    await client.close()
    for close in CLOSING:
        await close()


class Stage:
    """Passes messages on to ``target``.<what the subject ended in>."""

    def __init__(self, client: Client, target: str, work: float, call: Call | None) -> None:
        self._client, self._js, self._call = client, client.jetstream(), call
        self._target, self._work = target, work

    async def fetch(self, durable: str, patience: float) -> None:
        """By nats-py's fetch, for throughput."""
        subscription = await self._js.pull_subscribe_bind(durable, stream="RAW")
        while True:
            try:
                messages = await subscription.fetch(BATCH, timeout=patience)
            except TimeoutError:
                continue
            await self._pass_on(messages)

    async def pull(self, durable: str) -> None:
        """By one request that stays open, for latency."""
        arrived: list[Msg] = []
        here = asyncio.Event()

        async def take(message: Msg) -> None:
            if message.reply:
                arrived.append(message)
            here.set()

        inbox = self._client.new_inbox()
        await self._client.subscribe(inbox, cb=take)
        while True:
            request = orjson.dumps({"batch": BATCH, "expires": 5_000_000_000})
            await self._client.publish(f"$JS.API.CONSUMER.MSG.NEXT.RAW.{durable}", request, reply=inbox)
            left, until = BATCH, time.monotonic() + 5.0
            while left > 0 and time.monotonic() < until:
                here.clear()
                if arrived:
                    batch, arrived[:] = list(arrived), []
                    left -= len(batch)
                    await self._pass_on(batch)
                    continue
                try:
                    await asyncio.wait_for(here.wait(), max(0.01, until - time.monotonic()))
                except TimeoutError:
                    break

    async def _pass_on(self, messages: list[Msg]) -> None:
        await asyncio.gather(*(self._one(message) for message in messages))

    async def _one(self, message: Msg) -> None:
        body = orjson.loads(message.data)
        if self._work:
            until = time.thread_time() + self._work
            while time.thread_time() < until:
                pass
        body["hops"] += 1
        chat = message.subject.rpartition(".")[2]
        if self._call is not None:
            await self._call(int(chat.rpartition("-")[2]), body)
        await self._js.publish(f"{self._target}.{chat}", orjson.dumps(body))
        await message.ack()


def _call_of(options: argparse.Namespace) -> Call | None:
    """A call that a stage makes for every message, with the client that the services use."""
    if options.llm:
        return _asks(options.llm)
    return _posts(options.telegram, options.tokens.split(","), options.groups.split(",")) if options.telegram else None


def _asks(url: str) -> Call:
    import openai  # noqa: PLC0415 - only this stage pays for it

    client = openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=0)

    CLOSING.append(client.close)

    async def ask(_: int, body: dict[str, Any]) -> None:
        answer = await client.chat.completions.create(
            model="stub", messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": body["id"]}],
            temperature=0.8, max_tokens=200, seed=1,
        )  # fmt: skip
        body["text"] = answer.choices[0].message.content

    return ask


def _posts(url: str, tokens: list[str], groups: list[str]) -> Call:
    from aiogram import Bot  # noqa: PLC0415 - only this stage pays for it
    from aiogram.client.session.aiohttp import AiohttpSession  # noqa: PLC0415 - only this stage pays for it
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415 - only this stage pays for it

    session = AiohttpSession(limit=200, api=TelegramAPIServer.from_base(url), json_loads=orjson.loads)
    bots = [Bot(token, session=session) for token in tokens]

    CLOSING.append(session.close)

    async def post(chat: int, body: dict[str, Any]) -> None:
        await bots[chat].send_message(chat_id=int(groups[chat]), text=body.get("text") or body["id"])

    return post


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--seed-file", required=True)
    parser.add_argument("--durable", required=True)
    parser.add_argument("--target", required=True)
    parser.add_argument("--work", type=float, default=0.0, help="CPU seconds a message")
    parser.add_argument("--patience", type=float, default=0.0, help="of fetch; 0 keeps one request open")
    parser.add_argument("--llm", default="", help="ask this endpoint for every message")
    parser.add_argument("--telegram", default="", help="post every message to this Bot API")
    parser.add_argument("--tokens", default="", help="one a chat, with commas between")
    parser.add_argument("--groups", default="", help="Telegram ids of the chats, with commas between")
    return parser.parse_args()


if __name__ == "__main__":
    uvloop.run(main())
