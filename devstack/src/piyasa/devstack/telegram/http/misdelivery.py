"""Answers that go wrong on their way: lost, cut, late, unreadable, or a gateway's error page."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Never

from aiohttp import web

from piyasa.devstack.telegram.domain.faults import Fault

_BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)


async def misdeliver(request: web.Request, fault: Fault, body: bytes) -> web.StreamResponse:
    """Answer as `fault` wants it; `body` is what a healthy answer would have held."""
    match fault.kind:
        case "bad_gateway":
            return web.Response(status=502, text=_BAD_GATEWAY, content_type="text/html")
        case "server_error":
            text = '{"ok":false,"error_code":500,"description":"Internal Server Error"}'
            return web.Response(status=500, text=text, content_type="application/json")
        case "unreadable":
            return web.Response(body=body[: max(len(body) // 2, 1)], content_type="application/json")
        case "slow_body":
            return await _slowly(request, body, fault.seconds)
        case "timeout":
            await asyncio.sleep(fault.seconds)
            return await _hang_up(request, reset=False)
        case _:
            return await _hang_up(request, reset=fault.kind == "reset")


async def _slowly(request: web.Request, body: bytes, seconds: float) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    half = len(body) // 2
    await response.write(body[:half])
    await asyncio.sleep(seconds)
    await response.write(body[half:])
    await response.write_eof()
    return response


async def _hang_up(request: web.Request, *, reset: bool) -> Never:
    """Close the connection without a byte; with `reset` so hard that the peer sees RST."""
    transport = request.transport
    if transport is not None:
        raw = transport.get_extra_info("socket")
        if reset and raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    # The loss of the connection cancels this handler; there is nobody left to answer.
    await asyncio.Event().wait()
    raise AssertionError
