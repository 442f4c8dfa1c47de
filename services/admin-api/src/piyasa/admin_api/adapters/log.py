"""The log over NATS, and the view as the use cases ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from piyasa.admin_api.domain.errors import LogUnavailable
from piyasa.admin_api.domain.operations import Carried, Operations
from piyasa.admin_api.ports import Overtaken
from piyasa.contracts.topology import EVENTS
from piyasa.eventlog.errors import PublishFailed, WrongLastSequence
from piyasa.projections.directory import Directory
from piyasa.projections.memories import Memories
from piyasa.projections.memories.state import Remembered

if TYPE_CHECKING:
    from nats.aio.client import Client

    from piyasa.contracts.envelope import NewEvent
    from piyasa.contracts.event import Event
    from piyasa.eventlog.log import EventLog
    from piyasa.eventlog.view import View

CURRENT_WITHIN = 5.0
"""Seconds since the view was last seen at the log's end within which it counts as current."""
_ANSWER = 5.0
_NOTHING = "404"


class NatsFactLog:
    """The log, with the refusals of the use cases."""

    def __init__(self, log: EventLog, client: Client) -> None:
        self._log, self._client = log, client

    async def last_under(self, watch: str) -> int:
        """Ask the stream by direct get: the one read that this service's broker user may make."""
        from nats.errors import Error as NatsError  # noqa: PLC0415 - what the client raises is this adapter's affair

        request = orjson.dumps({"last_by_subj": watch})
        try:
            answer = await self._client.request(f"$JS.API.DIRECT.GET.{EVENTS}", request, timeout=_ANSWER)
        except (NatsError, OSError, TimeoutError) as error:
            raise LogUnavailable(str(error) or type(error).__name__) from error
        headers = answer.headers or {}
        if headers.get("Status") == _NOTHING:
            return 0
        if "Nats-Sequence" not in headers:
            raise LogUnavailable(f"{headers.get('Status')} {headers.get('Description', '')}")
        return int(headers["Nats-Sequence"])

    async def append(self, *events: NewEvent[Event]) -> int:
        """Put facts on the log; the position of the newest."""
        try:
            return max(ack.sequence for ack in await self._log.publish(*events))
        except PublishFailed as error:
            raise LogUnavailable(str(error)) from error

    async def append_expecting(self, event: NewEvent[Event], *, watch: str, last: int) -> int:
        """Put a fact on the log unless somebody was first."""
        try:
            return (await self._log.publish_expecting(event, filter=watch, last=last)).sequence
        except WrongLastSequence as error:
            raise Overtaken from error
        except PublishFailed as error:
            raise LogUnavailable(str(error)) from error


class LiveModel:
    """The process's view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.directory = Directory(view.tables)

    @property
    def current(self) -> bool:
        """Whether the view was seen at the log's end a moment ago."""
        return self._view.confirmed_within(CURRENT_WITHIN)

    def carried(self, operation: str) -> Carried:
        """The facts an operation put on the log, as far as the view has seen them."""
        found: Carried | None = self._view.rows(Operations.name).get(operation)
        return found or Carried()

    def remembered(self, bot_id: str) -> Remembered:
        """What a persona remembers, as the view stands."""
        found: Remembered | None = self._view.rows(Memories.name).get(bot_id)
        return found or Remembered()

    async def reached(self, position: int, *, seconds: float) -> bool:
        """Wait until the view has folded a position; whether it did in time."""
        try:
            await self._view.reached(position, timeout=seconds)
        except TimeoutError:
            return False
        return True
