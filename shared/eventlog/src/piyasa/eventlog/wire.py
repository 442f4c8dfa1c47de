"""Publishing with acknowledgement: many messages in flight, one wait."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import orjson

from piyasa.eventlog.errors import PublishFailed, WrongLastSequence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nats.aio.client import Client
    from nats.aio.msg import Msg
    from nats.aio.subscription import Subscription

EXPECTED_LAST = "Nats-Expected-Last-Subject-Sequence"
EXPECTED_LAST_FILTER = "Nats-Expected-Last-Subject-Sequence-Subject"
_WRONG_LAST = frozenset({10071, 10164})
_LOST_FOR_GOOD = frozenset({10060, 10052, 10025, 10054})
"""Refusals that no retry cures: wrong stream, message too large, malformed."""
_AFTER_RECONNECT = 0.5
FIRST_TRY, LAST_TRY = 5.0, 30.0
"""Seconds a publish waits for its ack at first, and in all."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message for the broker."""

    subject: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ack:
    """The broker's word that a message is stored; ``duplicate`` when it had been before."""

    sequence: int
    duplicate: bool = False


class Refused(Exception):
    """The broker said no to one message."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{description} ({code})")
        self.err_code, self.description = code, description

    def raise_if_final(self, subject: str) -> None:
        """Raise what no retry cures: ``WrongLastSequence`` or ``PublishFailed``."""
        if self.err_code in _WRONG_LAST:
            raise WrongLastSequence(subject, self.description)
        if self.err_code in _LOST_FOR_GOOD:
            raise PublishFailed(subject, str(self))


class _Group:
    """The acks that one caller waits for; one future however many messages."""

    __slots__ = ("done", "missing", "results")

    def __init__(self, size: int) -> None:
        self.results: list[Ack | Refused | None] = [None] * size
        self.missing = size
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def settle(self, index: int, result: Ack | Refused) -> None:
        self.results[index] = result
        self.missing -= 1
        if self.missing == 0 and not self.done.done():
            self.done.set_result(None)


class Wire:
    """The publishing side of one connection."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._waiting: dict[str, tuple[_Group, int]] = {}
        self._tokens = count(1)
        self._inbox = ""
        self._subscription: Subscription | None = None

    async def start(self) -> None:
        """Listen for acks."""
        if self._subscription is None:
            self._inbox = self._client.new_inbox()
            self._subscription = await self._client.subscribe(f"{self._inbox}.*", cb=self._on_ack)

    async def stop(self) -> None:
        """Stop listening."""
        if self._subscription is not None:
            await self._subscription.unsubscribe()
            self._subscription = None

    async def send(self, messages: Sequence[Outgoing], *, timeout: float) -> list[Ack | Refused | None]:
        """Publish all and wait once; None where no ack came within ``timeout`` seconds."""
        if not messages:
            return []
        group = _Group(len(messages))
        tokens = []
        try:
            for index, message in enumerate(messages):
                token = format(next(self._tokens), "x")
                tokens.append(token)
                self._waiting[token] = (group, index)
                await self._client.publish(
                    message.subject, message.body, reply=f"{self._inbox}.{token}", headers=message.headers
                )
            await self._settled(group, timeout)
        finally:
            for token in tokens:
                self._waiting.pop(token, None)
        return group.results

    async def _settled(self, group: _Group, timeout: float) -> None:
        """Wait for the acks; once the connection was lost and is back, those of before will hardly come."""
        loop = asyncio.get_running_loop()
        reconnects = self._client.stats["reconnects"]
        deadline = loop.time() + timeout
        while not group.done.done() and (left := deadline - loop.time()) > 0:
            await asyncio.wait((group.done,), timeout=min(left, _AFTER_RECONNECT))
            if self._client.stats["reconnects"] != reconnects:
                reconnects = self._client.stats["reconnects"]
                deadline = min(deadline, loop.time() + _AFTER_RECONNECT)

    async def publish(self, messages: Sequence[Outgoing], *, within: float = LAST_TRY) -> list[Ack]:
        """Publish all until each is acknowledged, trying again what got no answer, for ``within`` seconds.

        Raises ``WrongLastSequence`` when an expectation failed and ``PublishFailed`` when the broker refuses for good
        or keeps silent.
        """
        acks: dict[int, Ack] = {}
        pause, deadline = 0.05, asyncio.get_running_loop().time() + within
        while True:
            reason = await self._try(messages, acks, timeout=min(FIRST_TRY, within))
            if len(acks) == len(messages):
                return [acks[index] for index in range(len(messages))]
            if asyncio.get_running_loop().time() + pause > deadline:
                missing = next(index for index in range(len(messages)) if index not in acks)
                raise PublishFailed(messages[missing].subject, reason)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 2.0)

    async def _try(self, messages: Sequence[Outgoing], acks: dict[int, Ack], *, timeout: float) -> str:
        """Send what has no ack yet; why something may still have none."""
        open_ones = [index for index in range(len(messages)) if index not in acks]
        results = await self.send([messages[index] for index in open_ones], timeout=timeout)
        reason = "no acknowledgement"
        for index, result in zip(open_ones, results, strict=True):
            if isinstance(result, Ack):
                acks[index] = result
            elif isinstance(result, Refused):
                result.raise_if_final(messages[index].subject)
                reason = str(result)
        return reason

    async def _on_ack(self, message: Msg) -> None:
        waiting = self._waiting.pop(message.subject.rpartition(".")[2], None)
        if waiting is not None:
            group, index = waiting
            group.settle(index, _result_of(message))


def _result_of(message: Msg) -> Ack | Refused:
    if message.headers is not None and message.headers.get("Status") == "503":
        return Refused(503, "no stream takes this subject right now")
    answer = orjson.loads(message.data)
    error = answer.get("error")
    if error is not None:
        return Refused(int(error.get("err_code", error.get("code", 0))), str(error.get("description", "")))
    return Ack(int(answer["seq"]), bool(answer.get("duplicate", False)))
