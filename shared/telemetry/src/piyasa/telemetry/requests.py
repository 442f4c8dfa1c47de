"""Counts and times the HTTP requests of an ASGI application, by route template."""

import time
from collections.abc import Awaitable, Callable
from typing import Final

from piyasa.telemetry.endpoints import Receive, Scope, Send
from piyasa.telemetry.metrics import Metrics

AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]

UNMATCHED: Final = "unmatched"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MeasuredRequests:
    """ASGI middleware. A request that no route takes counts as `unmatched`, so that strangers cannot make series."""

    def __init__(self, app: AsgiApp, metrics: Metrics, *, clock: Callable[[], float] = time.perf_counter) -> None:
        self._app = app
        self._metrics = metrics.http
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count its answer; one that raises counts as 500."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def note(message: Scope) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        begun = self._clock()
        try:
            await self._app(scope, receive, note)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            # Frameworks put the route they chose into the scope while they handle the request.
            route = getattr(scope.get("route"), "path", UNMATCHED)
            self._metrics.duration.of(method, route).observe(self._clock() - begun)
            self._metrics.requests.of(method, route, str(status)).inc()
