"""Who may come in: one operators' key, of which only the hash is kept."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import TYPE_CHECKING

import structlog
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from pydantic import SecretStr

    from piyasa.telemetry.endpoints import Receive, Scope, Send
    from piyasa.telemetry.requests import AsgiApp

HEADER = "X-API-Key"
logger = structlog.get_logger(__name__)


class KeyRequired:
    """ASGI middleware that lets nobody further without the key, but to the open paths.

    It stands before routing and parsing: a stranger learns nothing of what is behind it.
    """

    def __init__(self, app: AsgiApp, key: SecretStr, *, open_paths: Iterable[str]) -> None:
        self._app, self._open = app, frozenset(open_paths)
        self._digest = _digest(key.get_secret_value().encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 401."""
        if scope["type"] != "http" or scope["path"] in self._open:
            await self._app(scope, receive, send)
            return
        given = [value for name, value in scope["headers"] if name == HEADER.lower().encode()]
        # Compared also when there is none, so that the time taken says nothing.
        right = hmac.compare_digest(_digest(given[0] if given else b""), self._digest)
        if right and len(given) == 1:
            await self._app(scope, receive, send)
            return
        client = scope.get("client")
        logger.warning("a request without the right key", method=scope["method"], client=client[0] if client else None)
        await _refusal(missing=not given)(scope, receive, send)


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()


def _refusal(*, missing: bool) -> JSONResponse:
    code = "API_KEY_MISSING" if missing else "API_KEY_REFUSED"
    message = f"send the operators' key in the header {HEADER}" if missing else "this is not the operators' key"
    return JSONResponse(
        {"message": message, "code": code, "details": {}}, status_code=401, headers={"WWW-Authenticate": "ApiKey"}
    )
