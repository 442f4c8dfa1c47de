"""Faults that replace an answer, as they look on the wire."""

import asyncio
import socket
import struct

from aiohttp import web

from piyasa.devstack.llm.faults import Fault
from piyasa.devstack.llm.refusals import model_missing, refused

BEFORE_ANSWER = frozenset({"rate_limit", "server_error", "unauthorized", "model_missing", "timeout", "reset"})


async def strike(request: web.Request, fault: Fault, model: str) -> web.StreamResponse:
    """Let a request meet a fault that replaces its answer."""
    match fault.kind:
        case "rate_limit":
            headers = None if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
            message, code = "rate limit reached (ordered fault)", "rate_limit_exceeded"
            return refused(429, message, kind="requests", code=code, headers=headers)
        case "unauthorized":
            message = "Incorrect API key provided (ordered fault)"
            return refused(401, message, kind="invalid_request_error", code="invalid_api_key")
        case "model_missing":
            return model_missing(model)
        case "timeout":
            await asyncio.sleep(fault.seconds)
            return reset(request, web.Response())
        case "reset":
            return reset(request, web.Response())
        case _:
            return refused(fault.status, "the server failed (ordered fault)", kind="server_error")


def reset(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """Break the connection off so that the other side reads a reset instead of an orderly end."""
    transport = request.transport
    if transport is not None:
        connection: socket.socket | None = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return response
