"""One stage of the reference: raw nats-py, nothing else. Takes a message, works on it, passes it on, acknowledges."""

from __future__ import annotations

import argparse
import asyncio
import signal
import time

import nats
import orjson
import uvloop
from nats.aio.client import Client
from nats.aio.msg import Msg

BATCH = 100


async def main() -> None:
    """Serve until SIGTERM."""
    options = _options()
    client = await nats.connect(options.url, nkeys_seed=options.seed_file, inbox_prefix=b"_INBOX_operator")
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    stage = Stage(client, options.target, options.work)
    taking = asyncio.create_task(
        stage.fetch(options.durable, options.patience) if options.patience else stage.pull(options.durable)
    )
    print("ready", flush=True)
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({taking, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if taking.done():
        taking.result()
    taking.cancel()
    await client.close()


class Stage:
    """Passes messages on to ``target``.<what the subject ended in>."""

    def __init__(self, client: Client, target: str, work: float) -> None:
        self._client, self._js = client, client.jetstream()
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
        await self._js.publish(f"{self._target}.{chat}", orjson.dumps(body))
        await message.ack()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--seed-file", required=True)
    parser.add_argument("--durable", required=True)
    parser.add_argument("--target", required=True)
    parser.add_argument("--work", type=float, default=0.0, help="CPU seconds a message")
    parser.add_argument("--patience", type=float, default=0.0, help="of fetch; 0 keeps one request open")
    return parser.parse_args()


if __name__ == "__main__":
    uvloop.run(main())
