"""Asks the broker where a chat's newest tick stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from piyasa.contracts.conversation import TickRequested
from piyasa.contracts.topology import EVENTS
from piyasa.eventlog.direct import ReadFailed

if TYPE_CHECKING:
    from nats.aio.client import Client

_NOT_FOUND = "404"


class DirectNewestTick:
    """One direct get of the newest message under the chat's tick subjects."""

    def __init__(self, client: Client, *, timeout: float = 5.0) -> None:
        self._client, self._timeout = client, timeout

    async def position(self, chat_id: str) -> int:
        """Its position; 0 when the stream holds none (any more). Raises ``ReadFailed``."""
        request = {"last_by_subj": f"{TickRequested.filter(chat_id)}.>"}
        answer = await self._client.request(
            f"$JS.API.DIRECT.GET.{EVENTS}", orjson.dumps(request), timeout=self._timeout
        )
        headers = answer.headers or {}
        status = headers.get("Status")
        if status == _NOT_FOUND:
            return 0
        if status is not None:
            raise ReadFailed(EVENTS, f"{status} {headers.get('Description', '')}")
        return int(headers["Nats-Sequence"])
