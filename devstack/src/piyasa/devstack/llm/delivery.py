"""How an answer goes out: at once, in pieces, slowly, broken, or only half of it."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import orjson
from aiohttp import web

from piyasa.devstack.llm.faults import Met
from piyasa.devstack.llm.prompt import JsonObject
from piyasa.devstack.llm.striking import reset

BROKEN_BODY = b'{"id": "chatcmpl-\xff\xfe <html>'
BROKEN_EVENT = b'data: {"id": "chatcmpl-, "choices": [\n\n'
SLICE = 48
"""Bytes of a body that trickles."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One answer's way. `pause` is in seconds, between two pieces of a stream."""

    request: web.Request
    met: Met
    pause: float = 0.0

    async def whole(self, content: object) -> web.StreamResponse:
        """Send a JSON body."""
        if self.met.kind == "garbage":
            return web.Response(body=BROKEN_BODY, content_type="application/json")
        body = orjson.dumps(content)
        if self.met.kind not in {"cut_stream", "slow_stream"}:
            return web.Response(body=body, content_type="application/json")
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        slices = [body[start : start + SLICE] for start in range(0, len(body), SLICE)]
        return await self._sent(headers, slices, self.met.seconds("slow_stream"))

    async def events(self, pieces: Iterable[JsonObject]) -> web.StreamResponse:
        """Send server-sent events, and the mark of their end."""
        events = [b"data: " + orjson.dumps(piece) + b"\n\n" for piece in pieces]
        events.append(b"data: [DONE]\n\n")
        if self.met.kind == "garbage":
            events[len(events) // 2] = BROKEN_EVENT
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        return await self._sent(headers, events, self.met.seconds("slow_stream") or self.pause)

    async def _sent(self, headers: dict[str, str], chunks: Sequence[bytes], pause: float) -> web.StreamResponse:
        response = web.StreamResponse(headers=headers)
        await response.prepare(self.request)
        cut = len(chunks) // 2 if self.met.kind == "cut_stream" else len(chunks)
        for index, chunk in enumerate(chunks[:cut]):
            if index and pause:
                await asyncio.sleep(pause)
            await response.write(chunk)
        if cut < len(chunks):
            return reset(self.request, response)
        await response.write_eof()
        return response
