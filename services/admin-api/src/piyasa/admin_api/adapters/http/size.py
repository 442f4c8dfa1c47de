"""How much a request may send."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from piyasa.telemetry.endpoints import Receive, Scope, Send
    from piyasa.telemetry.requests import AsgiApp


class BoundedBodies:
    """ASGI middleware that stops reading a body when it gets too large; the answer is an ordinary refusal."""

    def __init__(self, app: AsgiApp, *, largest: int) -> None:
        """``largest`` is in bytes."""
        self._app, self._largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what is read of it."""
        read = 0

        async def counted() -> MutableMapping[str, Any]:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._largest:
                raise HTTPException(413, f"a request may send {self._largest} bytes at most")
            return message

        await self._app(scope, counted, send)
