"""One message handed to a durable, and what may be answered to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from piyasa.contracts.catalogue import CATALOGUE, Catalogue
from piyasa.contracts.envelope import Recorded, decode

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.aio.msg import Msg

    from piyasa.contracts.event import Event

_OLD_REPLY_TOKENS = 9
"""``$JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<pending>``; newer replies add a domain
and an account before the stream."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message with its place in the stream and how often it was handed out."""

    subject: str
    headers: dict[str, str]
    body: bytes
    reply: str
    """Where to answer; empty for a message that is handled again by hand."""
    position: int
    attempt: int
    time: datetime

    @classmethod
    def of(cls, message: Msg) -> Delivery:
        """Read the place out of the reply subject."""
        tokens = message.reply.split(".")
        shift = 0 if len(tokens) == _OLD_REPLY_TOKENS else 2
        milliseconds = int(tokens[7 + shift]) // 1_000_000
        return cls(
            message.subject,
            message.headers or {},
            message.data,
            message.reply,
            position=int(tokens[5 + shift]),
            attempt=int(tokens[4 + shift]),
            time=datetime.fromtimestamp(milliseconds // 1000, UTC).replace(microsecond=milliseconds % 1000 * 1000),
        )

    @property
    def waiting(self) -> int:
        """How many messages the durable had not handed out yet after this one; 0 for one handled again by hand."""
        tokens = self.reply.split(".")
        if len(tokens) < _OLD_REPLY_TOKENS:
            return 0
        return int(tokens[8 if len(tokens) == _OLD_REPLY_TOKENS else 10])

    def event(self, catalogue: Catalogue = CATALOGUE) -> Recorded[Event]:
        """The fact in the message; raises ``ContractError``."""
        return decode(
            position=self.position,
            time=self.time,
            subject=self.subject,
            headers=self.headers,
            body=self.body,
            catalogue=catalogue,
        )

    async def ack(self, client: Client) -> None:
        """Handled; never to be seen again."""
        await client.publish(self.reply, b"+ACK")

    async def nak(self, client: Client, delay: float) -> None:
        """Not handled; to be seen again after ``delay`` seconds."""
        await client.publish(self.reply, b'-NAK {"delay": %d}' % int(max(delay, 0.0) * 1e9))

    async def working(self, client: Client) -> None:
        """Still at it; the claim begins anew."""
        await client.publish(self.reply, b"+WPI")
