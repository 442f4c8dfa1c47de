"""What a timer says when it fires, turned back into the message it is about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from piyasa.contracts.conversation import MessageReady
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.errors import MalformedBody
from piyasa.eventlog import timers
from piyasa.eventlog.delivery import Delivery
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.timers import Due


def load_from(log: EventLog) -> Callable[[Delivery], Awaitable[Recorded[MessageReady] | None]]:
    """A loader for sending durables: None when the message was deleted because a person wished to be forgotten."""

    async def load(delivery: Delivery) -> Recorded[MessageReady] | None:
        try:
            due = Due.decode(delivery.body)
        except (ValueError, KeyError, TypeError) as error:
            raise MalformedBody("due", repr(error)) from None
        event = await log.read_one(due.position)
        if event is None:
            return None
        if not isinstance(event.data, MessageReady) or event.data.message_id != due.message_id:
            raise MalformedBody("due", f"position {due.position} does not hold message {due.message_id}")
        return event  # type: ignore[return-value] # narrowing does not reach the type parameter

    return load


def arm_on(log: EventLog) -> Callable[[Due, datetime], Awaitable[None]]:
    """Timers on the broker."""

    async def arm(due: Due, at: datetime) -> None:
        await timers.arm(log, due, at=at)

    return arm
