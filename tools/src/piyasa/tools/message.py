"""A message of the log, whether it was read from the stream or from the archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from piyasa.contracts.envelope import Recorded, decode
from piyasa.contracts.event import Event


class Message(Protocol):
    """A message of the log, from the stream or the archive."""

    @property
    def position(self) -> int:
        """Its place in the log."""

    @property
    def time(self) -> datetime:
        """When the broker took it."""

    @property
    def subject(self) -> str:
        """Where it was published."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers."""

    @property
    def body(self) -> bytes:
        """The fact in JSON."""


def fact_in(message: Message) -> Recorded[Event]:
    """The fact that a message is; raises ``ContractError`` when it is none that this release understands."""
    return decode(
        position=message.position,
        time=message.time,
        subject=message.subject,
        headers=message.headers,
        body=message.body,
    )
