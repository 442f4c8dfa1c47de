"""One process's access to the log: publish facts, see what they add up to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from nats.js.errors import NotFoundError
from uuid_utils.compat import uuid7

from piyasa.contracts.envelope import TRACEPARENT, NewEvent, Recorded, body_of, decode, headers_of
from piyasa.contracts.topology import EVENTS
from piyasa.eventlog.direct import parse_time
from piyasa.eventlog.errors import PublishFailed
from piyasa.eventlog.wire import EXPECTED_LAST, EXPECTED_LAST_FILTER, FIRST_TRY, Ack, Outgoing, Wire
from piyasa.telemetry.traces import inject

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nats.aio.client import Client

    from piyasa.contracts.event import Event
    from piyasa.eventlog.view import View

MAX_TRIES = 6
_SILENCE = "no acknowledgement"


class PublishMetrics(Protocol):
    """What publishing counts."""

    def published(self, fact: str) -> None:
        """A fact was stored."""

    def retried(self) -> None:
        """A publish got no answer and is tried again."""


def utc_now() -> datetime:
    """The wall clock, UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A fresh id that sorts by time (uuid7)."""
    return str(uuid7())


@dataclass(slots=True)
class EventLog:
    """Publishing and the view, together: a fact that the view already holds is not published again."""

    client: Client
    service: str
    view: View | None = None
    metrics: PublishMetrics | None = None
    now: Callable[[], datetime] = utc_now
    _wire: Wire = field(init=False)

    def __post_init__(self) -> None:
        """Bind the publishing side to the connection."""
        self._wire = Wire(self.client)

    async def start(self) -> None:
        """Listen for acknowledgements."""
        await self._wire.start()

    async def publish(self, *events: NewEvent[Event]) -> list[Ack]:
        """Put facts on the log, in order of the arguments on one connection; returns once all are stored.

        A publish without an answer is tried again under the same id. Before that the view is asked whether the fact
        has arrived after all, so that no second copy is made even outside the broker's duplicate window. Raises
        ``PublishFailed`` after ``MAX_TRIES``.
        """
        acks: dict[str, Ack] = {}
        reason = _SILENCE
        for attempt in range(MAX_TRIES):
            reason = await self._publish_missing(events, acks, again=attempt > 0) or reason
            if len(acks) == len({event.id for event in events}):
                return [acks[event.id] for event in events]
            await asyncio.sleep(min(0.05 * 2**attempt, 2.0))
        first = next(event for event in events if event.id not in acks)
        raise PublishFailed(first.data.subject, f"{reason}, {MAX_TRIES} times")

    async def _publish_missing(
        self, events: Sequence[NewEvent[Event]], acks: dict[str, Ack], *, again: bool
    ) -> str | None:
        """Try what has no ack yet; why something still has none."""
        missing = [event for event in events if event.id not in acks]
        if again:
            try:
                missing = await self._not_yet_stored(missing, acks)
            except TimeoutError:
                return None  # not knowing what is stored, another try might make a second copy
        return await self._try(missing, acks) if missing else None

    async def publish_expecting(self, event: NewEvent[Event], *, filter: str, last: int) -> Ack:  # noqa: A002 - the broker's word
        """Put a fact on the log only if the newest message under ``filter`` stands at ``last`` (0: there is none).

        Raises ``WrongLastSequence`` when somebody was first, also when that somebody was this call's lost first try.
        """
        message = self._outgoing(event)
        message.headers[EXPECTED_LAST] = str(last)
        message.headers[EXPECTED_LAST_FILTER] = filter
        (ack,) = await self._wire.publish([message])
        self._count(event)
        return ack

    async def publish_raw(self, *messages: Outgoing) -> list[Ack]:
        """Put messages that are no facts (timers, parked) on their streams."""
        return await self._wire.publish(messages)

    async def read_one(self, position: int) -> Recorded[Event] | None:
        """The fact at a position; None when it was deleted."""
        try:
            raw = await self.client.jetstream().get_msg(EVENTS, seq=position, direct=True)
        except NotFoundError:
            return None
        headers = raw.headers or {}
        return decode(
            position=position,
            time=parse_time(headers["Nats-Time-Stamp"]),
            subject=headers.get("Nats-Subject", raw.subject or ""),
            headers=headers,
            body=raw.data or b"",
        )

    async def _not_yet_stored(self, events: list[NewEvent[Event]], acks: dict[str, Ack]) -> list[NewEvent[Event]]:
        if self.metrics is not None:
            self.metrics.retried()
        if self.view is None:
            return events
        await self.view.catch_up()
        for event in events:
            position = self.view.knows(event.id)
            if position is not None:
                acks[event.id] = Ack(position, duplicate=True)
        return [event for event in events if event.id not in acks]

    async def _try(self, events: list[NewEvent[Event]], acks: dict[str, Ack]) -> str:
        """Fill in the acks that come; returns why others are missing."""
        reason = _SILENCE
        results = await self._wire.send([self._outgoing(event) for event in events], timeout=FIRST_TRY)
        for event, result in zip(events, results, strict=True):
            if isinstance(result, Ack):
                acks[event.id] = result
                self._count(event)
            elif result is not None:
                result.raise_if_final(event.data.subject)
                reason = str(result)
        return reason

    def _outgoing(self, event: NewEvent[Event]) -> Outgoing:
        headers = headers_of(event, service=self.service, now=self.now())
        trace = inject()
        if trace is not None:
            headers[TRACEPARENT] = trace
        return Outgoing(event.data.subject, body_of(event), headers)

    def _count(self, event: NewEvent[Event]) -> None:
        if self.metrics is not None:
            self.metrics.published(event.data.fact)
