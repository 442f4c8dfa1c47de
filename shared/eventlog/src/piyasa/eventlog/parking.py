"""What could not be handled: parked with its cause, to be seen, handled again or discarded by operators."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from nats.errors import Error as NatsError
from nats.errors import TimeoutError as NatsTimeout

from piyasa.contracts.envelope import CE_ID, MSG_ID
from piyasa.contracts.topology import PARKED, parked_subject, redrive_subject, redriven_subject
from piyasa.contracts.values import format_time
from piyasa.eventlog.delivery import Delivery
from piyasa.eventlog.direct import DirectReader, RawMessage, parse_time
from piyasa.eventlog.log import new_id
from piyasa.eventlog.wire import Outgoing
from piyasa.telemetry import redaction

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.aio.msg import Msg

    from piyasa.contracts.topology import Durable
    from piyasa.eventlog.log import EventLog

CAUSE, SUBJECT, STREAM, POSITION, TIME, ATTEMPTS = (
    "Piyasa-Cause",
    "Piyasa-Subject",
    "Piyasa-Stream",
    "Piyasa-Position",
    "Piyasa-Time",
    "Piyasa-Attempts",
)
_CAUSE_LENGTH = 500
_INSTRUCTIONS = "Nats-"
"""Headers that told the broker what to do with the original: an expected sequence, a schedule. Not to be done again."""
REDRIVE_SECONDS = 60.0
_NOBODY = "503"


@dataclass(frozen=True, slots=True)
class Parked:
    """One message that no handler could handle."""

    number: int
    """Its sequence in PARKED, by which operators name it."""
    parked_at: datetime
    service: str
    durable: str
    subject: str
    stream: str
    position: int
    attempts: int
    cause: str
    body: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, raw: RawMessage) -> Parked:
        """Read a message of the stream PARKED."""
        _, service, durable = raw.subject.split(".", 2)
        head = raw.headers
        return cls(
            raw.position, raw.time, service, durable, head.get(SUBJECT, ""), head.get(STREAM, ""),
            int(head.get(POSITION, "0")), int(head.get(ATTEMPTS, "0")), head.get(CAUSE, ""), raw.body, head,
        )  # fmt: skip


async def park(log: EventLog, durable: Durable, delivery: Delivery, error: Exception, *, attempts: int) -> None:
    """Put a message aside with what went wrong; parked twice, it is one."""
    cause = redaction.text(f"{type(error).__name__}: {error}")[:_CAUSE_LENGTH]
    known = {CE_ID: delivery.headers[MSG_ID]} if MSG_ID in delivery.headers else {}
    headers = {
        **known,
        **_without_instructions(delivery.headers),
        CAUSE: " ".join(cause.split()),
        SUBJECT: delivery.subject,
        STREAM: durable.stream,
        POSITION: str(delivery.position),
        TIME: format_time(delivery.time),
        ATTEMPTS: str(attempts),
        MSG_ID: f"{durable.name}-{delivery.position}",
    }
    subject = parked_subject(durable.service, durable.name)
    await log.publish_raw(Outgoing(subject, delivery.body, headers))


def delivery_of(message: Msg, *, now: datetime) -> Delivery:
    """A parked message as it was delivered, to be handled again by hand."""
    headers = message.headers or {}
    recorded_at = parse_time(headers[TIME]) if TIME in headers else now
    return Delivery(
        headers[SUBJECT], _without_instructions(headers), message.data, "",
        int(headers[POSITION]), int(headers[ATTEMPTS]) + 1, recorded_at,
    )  # fmt: skip


def _without_instructions(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if not name.startswith(_INSTRUCTIONS)}


async def list_parked(client: Client) -> list[Parked]:
    """Everything that is parked, oldest first."""
    reader = DirectReader(client, PARKED, "parked.>")
    found: list[Parked] = []
    position = 0
    while True:
        batch = await reader.read(position)
        found += [Parked.of(raw) for raw in batch.messages]
        if batch.at_end:
            await reader.stop()
            return found
        position = batch.messages[-1].position


async def discard(client: Client, number: int) -> None:
    """Forget a parked message."""
    await client.jetstream().delete_msg(PARKED, number)


async def redrive(client: Client, parked: Parked) -> str | None:
    """Have a replica handle a parked message again; None when it went well (it is then no longer parked).

    Otherwise the reason, and it stays parked.
    """
    reply = redriven_subject(parked.service, new_id())
    answers = await client.subscribe(reply, max_msgs=1)
    try:
        subject = redrive_subject(parked.service, parked.durable)
        await client.publish(subject, parked.body, reply=reply, headers=parked.headers)
        answer = await answers.next_msg(timeout=REDRIVE_SECONDS)
    except NatsTimeout:
        return f"no answer within {REDRIVE_SECONDS:g} s"
    finally:
        with contextlib.suppress(NatsError):
            await answers.unsubscribe()
    if (answer.headers or {}).get("Status") == _NOBODY:
        return f"no replica of {parked.service} is running"
    reason = answer.data.decode()
    if reason:
        return reason
    await discard(client, parked.number)
    return None
