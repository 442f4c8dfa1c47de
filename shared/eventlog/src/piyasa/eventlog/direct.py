"""Reading a stream by batched direct get: no consumer to create, and each batch tells how fresh it is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson

from piyasa.contracts.topology import ALL_EVENTS, EVENTS
from piyasa.eventlog.errors import EventLogError

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.aio.msg import Msg
    from nats.aio.subscription import Subscription

BATCH = 1000
MAX_BYTES = 4 * 1024 * 1024
_PATIENCE = 5.0
"""Seconds without a word from the broker after which a read has failed."""
_LOOK = 0.5
"""Seconds between looks at whether the connection was lost meanwhile, and the answer with it."""


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message of the log before anybody looked into it."""

    position: int
    time: datetime
    subject: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Batch:
    """What one read brought."""

    messages: list[RawMessage] = field(default_factory=list)
    at_end: bool = False
    """Nothing was left behind this batch when the broker answered."""
    pending: int = 0
    """How many messages were left behind it."""


class ReadFailed(EventLogError):
    """The broker gave no (whole) answer to a read."""

    code = "READ_FAILED"

    def __init__(self, stream: str, reason: str) -> None:
        super().__init__(f"reading {stream} failed: {reason}")
        self.stream, self.reason = stream, reason


class DirectReader:
    """Reads one stream in order. Not for concurrent use: one read at a time."""

    def __init__(self, client: Client, stream: str = EVENTS, filter: str = ALL_EVENTS) -> None:  # noqa: A002 - the broker's word
        self._client = client
        self.stream, self._filter = stream, filter
        self._inbox = ""
        self._turn = 0
        self._subscription: Subscription | None = None
        self._batch = Batch()
        self._done: asyncio.Future[None] | None = None
        self._heard = 0.0

    async def start(self) -> None:
        """Listen for answers."""
        if self._subscription is None:
            self._inbox = self._client.new_inbox()
            self._subscription = await self._client.subscribe(
                f"{self._inbox}.*", cb=self._on_answer, pending_bytes_limit=64 * 1024 * 1024
            )

    async def stop(self) -> None:
        """Stop listening."""
        if self._subscription is not None:
            await self._subscription.unsubscribe()
            self._subscription = None

    async def read(self, after: int, batch: int = BATCH) -> Batch:
        """The messages that follow position ``after``, at most ``batch``; raises ``ReadFailed``."""
        await self.start()
        loop = asyncio.get_running_loop()
        self._turn += 1
        self._batch, self._done, self._heard = Batch(), loop.create_future(), loop.time()
        request = {"seq": after + 1, "batch": batch, "max_bytes": MAX_BYTES, "next_by_subj": self._filter}
        await self._client.publish(
            f"$JS.API.DIRECT.GET.{self.stream}", orjson.dumps(request), reply=f"{self._inbox}.{self._turn:x}"
        )
        await self._answered(self._done, self._client.stats["reconnects"])
        return self._batch

    async def last(self) -> int:
        """The position of the newest message, 0 when there is none yet."""
        info = await self._client.jetstream().stream_info(self.stream)
        return info.state.last_seq

    async def _answered(self, done: asyncio.Future[None], reconnects: int) -> None:
        loop = asyncio.get_running_loop()
        while not done.done():
            if self._client.stats["reconnects"] != reconnects:
                raise ReadFailed(self.stream, "the connection was lost")
            patience = self._heard + _PATIENCE - loop.time()
            if patience <= 0:
                raise ReadFailed(self.stream, f"no answer for {_PATIENCE:g} s")
            await asyncio.wait((done,), timeout=min(patience, _LOOK))
        done.result()

    async def _on_answer(self, message: Msg) -> None:
        if self._done is None or self._done.done() or not message.subject.endswith(f".{self._turn:x}"):
            return
        self._heard = asyncio.get_running_loop().time()
        headers = message.headers or {}
        status = headers.get("Status")
        if status is None:
            self._batch.messages.append(_raw(message, headers))
            return
        if status == "404":
            self._batch.at_end = True
            self._done.set_result(None)
        elif status == "204":
            self._batch.pending = int(headers.get("Nats-Num-Pending", "0"))
            self._batch.at_end = self._batch.pending == 0
            self._done.set_result(None)
        else:
            self._done.set_exception(ReadFailed(self.stream, f"{status} {headers.get('Description', '')}"))


def _raw(message: Msg, headers: dict[str, str]) -> RawMessage:
    return RawMessage(
        int(headers["Nats-Sequence"]), parse_time(headers["Nats-Time-Stamp"]), headers["Nats-Subject"], headers,
        message.data,
    )  # fmt: skip


def parse_time(text: str) -> datetime:
    """The broker's RFC 3339 time, cut to milliseconds so that it equals itself after a round trip."""
    seconds, _, fraction = text.rstrip("Z").partition(".")
    milliseconds = int(fraction[:3].ljust(3, "0")) if fraction else 0
    return datetime.fromisoformat(seconds).replace(microsecond=milliseconds * 1000, tzinfo=UTC)
