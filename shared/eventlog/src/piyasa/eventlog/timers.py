"""Broker-side timers: they survive the death of every process, and carry ids, never words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import orjson

from piyasa.contracts.envelope import TRACEPARENT
from piyasa.contracts.topology import due_subject, schedule_subject, shard_of
from piyasa.contracts.values import format_time
from piyasa.eventlog.wire import Outgoing
from piyasa.telemetry.traces import inject

if TYPE_CHECKING:
    from piyasa.eventlog.log import EventLog

AT_ONCE = 1.0
"""What is due within this many seconds goes straight to its shard: timers fire 120 to 250 ms late."""
_SCHEDULE, _TARGET = "Nats-Schedule", "Nats-Schedule-Target"


@dataclass(frozen=True, slots=True)
class Due:
    """What a timer says when it fires: which message, and where on the log it stands."""

    message_id: str
    chat_id: str
    position: int

    def encode(self) -> bytes:
        """As the timer's body."""
        return orjson.dumps({"message_id": self.message_id, "chat_id": self.chat_id, "position": self.position})

    @classmethod
    def decode(cls, body: bytes) -> Due:
        """From a timer's body; raises ``ValueError`` or ``KeyError`` when it is none."""
        found = orjson.loads(body)
        return cls(str(found["message_id"]), str(found["chat_id"]), int(found["position"]))


async def arm(log: EventLog, due: Due, *, at: datetime) -> None:
    """Have a message fall due at a moment in the sending shard of its chat; armed again, the timer is replaced."""
    target = due_subject(shard_of(due.chat_id))
    headers = {}
    trace = inject()
    if trace is not None:
        headers[TRACEPARENT] = trace
    if (at - log.now()).total_seconds() <= AT_ONCE:
        await log.publish_raw(Outgoing(target, due.encode(), headers))
        return
    headers |= {_SCHEDULE: f"@at {format_time(at)}", _TARGET: target}
    await log.publish_raw(Outgoing(schedule_subject(due.message_id), due.encode(), headers))
