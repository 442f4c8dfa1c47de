"""`/health/live`, `/health/ready`, `/health` and `/metrics` as plain ASGI, for any server or framework."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from piyasa.telemetry.health import Health, Report, State
from piyasa.telemetry.metrics import CONTENT_TYPE, Metrics

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_JSON: Final = "application/json"
_OK, _NOT_FOUND, _NOT_ALLOWED, _UNAVAILABLE = 200, 404, 405, 503

Reply = tuple[int, str, bytes]


class Endpoint:
    """One ASGI endpoint for GET and HEAD. An object, since frameworks wrap plain functions in their own protocol."""

    def __init__(self, reply: Callable[[], Awaitable[Reply]]) -> None:
        self._reply = reply

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's signature
        """Answer one request."""
        if scope["method"] not in {"GET", "HEAD"}:
            await _send(send, _json(_NOT_ALLOWED, {"message": "use GET", "code": "METHOD_NOT_ALLOWED"}))
            return
        await _send(send, await self._reply(), with_body=scope["method"] == "GET")


class Endpoints:
    """All four as one ASGI application, or one by one through `routes`.

    FastStream: `AsgiFastStream(broker, asgi_routes=endpoints.routes)`. FastAPI: `app.add_route(path, endpoint)` for
    each of them.
    """

    def __init__(self, health: Health, metrics: Metrics) -> None:
        self._health, self._metrics = health, metrics
        self.routes: list[tuple[str, Endpoint]] = [
            ("/health/live", Endpoint(self._live)),
            ("/health/ready", Endpoint(self._ready)),
            ("/health", Endpoint(self._full)),
            ("/metrics", Endpoint(self._exposition)),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request by its path, and the lifespan messages of a server."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        for known, endpoint in self.routes:
            if path == known:
                await endpoint(scope, receive, send)
                return
        await _send(send, _json(_NOT_FOUND, {"message": f"nothing is served at {path}", "code": "NOT_FOUND"}))

    async def _live(self) -> Reply:
        return self._gate(await self._health.live(), passed="alive", closed="failing")

    async def _ready(self) -> Reply:
        return self._gate(await self._health.ready(), passed="ready", closed="missing")

    async def _full(self) -> Reply:
        report = await self._health.full()
        return _json(
            _UNAVAILABLE if report.state is State.UNHEALTHY else _OK,
            {
                "status": report.state,
                "service": self._health.service,
                "version": self._health.version,
                "uptime_seconds": round(self._health.uptime, 3),
                "checks": {
                    name: {"status": found.state, "detail": found.detail, "took_ms": round(found.took * 1000, 1)}
                    for name, found in report.findings.items()
                },
            },
        )

    async def _exposition(self) -> Reply:
        return _OK, CONTENT_TYPE, self._metrics.exposition()

    def _gate(self, report: Report, *, passed: str, closed: str) -> Reply:
        failing = report.failing
        if failing:
            return _json(_UNAVAILABLE, {"status": f"not {passed}", "service": self._health.service, closed: failing})
        return _json(_OK, {"status": passed, "service": self._health.service})


def _json(status: int, body: dict[str, Any]) -> Reply:
    return status, _JSON, json.dumps(body, ensure_ascii=False).encode()


async def _send(send: Send, reply: Reply, *, with_body: bool = True) -> None:
    status, kind, body = reply
    headers = [
        (b"content-type", kind.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    if status == _NOT_ALLOWED:
        headers.append((b"allow", b"GET, HEAD"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body if with_body else b""})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        else:
            await send({"type": "lifespan.shutdown.complete"})
            return
