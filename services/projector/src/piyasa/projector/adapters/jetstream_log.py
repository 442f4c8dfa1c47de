"""The stream EVENTS as the projector reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from piyasa.contracts.topology import EVENTS
from piyasa.eventlog.direct import DirectReader
from piyasa.eventlog.errors import EventLogError
from piyasa.projector.ports import Bounds, Read

if TYPE_CHECKING:
    from nats.aio.client import Client

_PATIENCE = 5.0


class StreamUnknown(EventLogError):
    """The broker does not tell about the stream."""

    code = "STREAM_UNKNOWN"

    def __init__(self, stream: str, reason: str) -> None:
        super().__init__(f"the broker tells nothing about {stream}: {reason}")
        self.stream, self.reason = stream, reason


class JetStreamLog:
    """Reads by batched direct get: no consumer, and each answer tells whether it was all there is."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._reader = DirectReader(client)

    async def read(self, after: int, batch: int) -> Read:
        """The messages that follow a position, at most ``batch``."""
        found = await self._reader.read(after, batch)
        return Read(found.messages, found.at_end, found.pending)

    async def bounds(self) -> Bounds:
        """What the stream holds now."""
        state = await self._state(b"")
        return Bounds(state["first_seq"], state["last_seq"])

    async def deleted(self, first: int, last: int) -> set[int]:
        """The positions from first to last that were deleted one by one, not by age."""
        state = await self._state(b'{"deleted_details":true}')
        return {position for position in state.get("deleted") or () if first <= position <= last}

    async def _state(self, request: bytes) -> dict[str, Any]:
        answer = await self._client.request(f"$JS.API.STREAM.INFO.{EVENTS}", request, timeout=_PATIENCE)
        found = orjson.loads(answer.data)
        if "error" in found:
            raise StreamUnknown(EVENTS, str(found["error"].get("description")))
        state: dict[str, Any] = found["state"]
        return state
