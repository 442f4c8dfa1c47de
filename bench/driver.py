"""Makes messages and sees them come out at the other end, the same way for both pipelines."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Protocol

import orjson
from nats.aio.client import Client
from nats.aio.msg import Msg

from bench.town import SEATS, Town
from piyasa.contracts.conversation import TickRequested
from piyasa.contracts.envelope import beginning, headers_of
from piyasa.contracts.values import Why
from piyasa.eventlog.log import new_id


class Pipeline(Protocol):
    """How a message is begun, and how its end is known."""

    ends: tuple[str, ...]
    """Subjects on which ends are told."""

    def begin(self, chat: int) -> tuple[str, str, bytes, dict[str, str] | None]:
        """A new message: its id, subject, body and headers."""

    def ended(self, message: Msg) -> tuple[str, bool] | None:
        """Whose end it is, and whether it is the wanted one; None when it is no end."""


@dataclass(slots=True)
class Facts:
    """Ours: a tick of the scheduler, until the message is sent."""

    town: Town
    ends: tuple[str, ...] = (
        "evt.chat.*.message-sent", "evt.chat.*.message-suppressed", "evt.chat.*.message-failed",
        "evt.chat.*.draft-rejected", "evt.chat.*.tick-abandoned", "evt.chat.*.delivery-uncertain",
    )  # fmt: skip
    _seat: count[int] = field(default_factory=count)

    def begin(self, chat: int) -> tuple[str, str, bytes, dict[str, str] | None]:
        tick_id = new_id()
        now = datetime.now(UTC)
        bot = self.town.bots(chat)[next(self._seat) % SEATS]
        data = TickRequested(
            chat_id=self.town.chat_ids[chat], tick_id=tick_id, bot_id=bot, lane="normal", reason="proactive",
            topic="BIST", wait_seconds=0, expires_at=now + timedelta(minutes=5),
            why=Why(as_of=0, seed="0" * 32, release="bench"),
        )  # fmt: skip
        event = beginning(data, event_id=tick_id)
        headers = headers_of(event, service="scheduler", now=now)
        return tick_id, data.subject, data.model_dump_json().encode(), headers

    def ended(self, message: Msg) -> tuple[str, bool] | None:
        return orjson.loads(message.data)["tick_id"], message.subject.endswith(".message-sent")


@dataclass(slots=True)
class Raw:
    """The reference: a body of the same size that is passed on."""

    town: Town
    ends: tuple[str, ...] = ("raw.sent.*",)
    _filler: str = "x" * 500

    def begin(self, chat: int) -> tuple[str, str, bytes, dict[str, str] | None]:
        message_id = new_id()
        body = orjson.dumps({"id": message_id, "hops": 0, "filler": self._filler})
        return message_id, f"raw.tick.{self.town.chat_ids[chat]}", body, None

    def ended(self, message: Msg) -> tuple[str, bool] | None:
        return orjson.loads(message.data)["id"], True


@dataclass(slots=True)
class Passed:
    """What became of a load; seconds."""

    wanted: int
    sent: int
    other: dict[str, int]
    seconds: float
    latencies: list[float]


class Driver:
    """Keeps so many messages under way in every chat, or begins so many a second."""

    def __init__(self, client: Client, pipeline: Pipeline, chats: int, progress: Callable[[int], None]) -> None:
        self._client, self._pipeline, self._chats, self._progress = client, pipeline, chats, progress
        self._inbox = client.new_inbox()
        self._open: dict[str, tuple[float, asyncio.Future[None]]] = {}
        self._latencies: list[float] = []
        self._sent = 0
        self._other: dict[str, int] = {}

    async def keep(self, messages: int, *, window: int, within: float) -> Passed:
        """Pass so many messages, ``window`` at a time in each chat; gives up after ``within`` seconds."""
        todo = deque(number % self._chats for number in range(messages))
        queues = [deque[int]() for _ in range(self._chats)]
        for chat in todo:
            queues[chat].append(chat)

        async def slot(queue: deque[int]) -> None:
            while queue:
                await (await self._begin(queue.pop()))

        return await self._run([slot(queue) for queue in queues for _ in range(window)], messages, within)

    async def steadily(self, messages: int, *, rate: float, within: float) -> Passed:
        """Begin ``rate`` messages a second, however long each takes."""

        async def begin_all() -> None:
            first = time.perf_counter()
            ends = []
            for number in range(messages):
                await asyncio.sleep(max(0.0, first + number / rate - time.perf_counter()))
                ends.append(await self._begin(number % self._chats))
            await asyncio.gather(*ends)

        return await self._run([begin_all()], messages, within)

    async def _run(self, work: list, messages: int, within: float) -> Passed:  # type: ignore[type-arg]
        subscriptions = [await self._client.subscribe(subject, cb=self._on_end) for subject in self._pipeline.ends]
        acks = await self._client.subscribe(self._inbox, cb=self._on_ack)
        await self._client.flush()
        begun = time.perf_counter()
        tasks = [asyncio.ensure_future(each) for each in work]
        done, late = await asyncio.wait(tasks, timeout=within)
        seconds = time.perf_counter() - begun
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        for subscription in (*subscriptions, acks):
            await subscription.unsubscribe()
        for task in done:
            task.result()
        return Passed(messages, self._sent, self._other, seconds, self._latencies)

    async def _begin(self, chat: int) -> asyncio.Future[None]:
        message_id, subject, body, headers = self._pipeline.begin(chat)
        end: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._open[message_id] = (time.perf_counter(), end)
        await self._client.publish(subject, body, reply=self._inbox, headers=headers)
        return end

    async def _on_ack(self, message: Msg) -> None:
        answer = orjson.loads(message.data)
        if "error" in answer:
            raise RuntimeError(answer["error"])

    async def _on_end(self, message: Msg) -> None:
        found = self._pipeline.ended(message)
        known = None if found is None else self._open.pop(found[0], None)
        if found is None:
            return
        if found[1]:
            self._sent += 1
            self._progress(1)
        else:
            name = message.subject.rpartition(".")[2]
            self._other[name] = self._other.get(name, 0) + 1
        if known is not None:
            begun, end = known
            self._latencies.append(time.perf_counter() - begun)
            if not end.done():
                end.set_result(None)
