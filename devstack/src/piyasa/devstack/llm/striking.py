"""How each fault looks on the wire."""

import asyncio
import socket
import struct

from aiohttp import web

from piyasa.devstack.llm.faults import Fault

BEFORE_ANSWER = frozenset({"rate_limit", "server_error", "timeout", "reset", "garbage"})


async def strike(request: web.Request, fault: Fault) -> web.StreamResponse:
    """Let a request meet a fault that replaces its answer."""
    match fault.kind:
        case "rate_limit":
            headers = {"Retry-After": f"{fault.retry_after:g}"}
            return refusal(429, "rate limit reached (ordered fault)", kind="requests", headers=headers)
        case "timeout":
            await asyncio.sleep(fault.seconds)
            return _reset(request)
        case "reset":
            return _reset(request)
        case "garbage":
            return web.Response(body=b'{"id": "chatcmpl-\xff\xfe <html>', content_type="application/json")
        case _:
            return refusal(fault.status, "the server failed (ordered fault)", kind="server_error")


def refusal(status: int, message: str, *, kind: str, headers: dict[str, str] | None = None) -> web.Response:
    """Build an error in the shape clients expect."""
    error = {"message": message, "type": kind, "param": None, "code": None}
    return web.json_response({"error": error}, status=status, headers=headers)


def _reset(request: web.Request) -> web.Response:
    """Break the connection off so that the other side reads a reset instead of an orderly end."""
    transport = request.transport
    if transport is not None:
        connection: socket.socket | None = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()
