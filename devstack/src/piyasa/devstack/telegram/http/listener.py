"""The listening socket: started, stopped, and refusing connections for a while on demand."""

from __future__ import annotations

import asyncio

from aiohttp import web

_GRACE_SECONDS = 1.0
# Long enough for the answer to the one who asked for the refusal to go out.
_LAST_WORDS_SECONDS = 0.05


class Listener:
    """Serves an application on one address; `port` 0 takes a free one and keeps it."""

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        # A handler whose client went away is cancelled: a poller that left must not hold the line.
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=_GRACE_SECONDS, keepalive_timeout=75
        )
        self._host, self.port = host, port
        self._site: web.TCPSite | None = None
        self._pause: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """`http://host:port`."""
        return f"http://{self._host}:{self.port}"

    async def start(self) -> None:
        """Listen."""
        await self._runner.setup()
        await self._open()
        address = self._runner.addresses[0]
        self.port = int(address[1])

    async def _open(self) -> None:
        self._site = web.TCPSite(self._runner, self._host, self.port, backlog=1024)
        await self._site.start()

    def refuse(self, seconds: float) -> None:
        """Refuse new connections and close the present ones, for `seconds`."""
        if self._pause is None or self._pause.done():
            self._pause = asyncio.create_task(self._be_away(seconds))

    async def _be_away(self, seconds: float) -> None:
        await asyncio.sleep(_LAST_WORDS_SECONDS)
        if self._site is not None:
            await self._site.stop()
        server = self._runner.server
        for connection in server.connections if server is not None else ():
            connection.force_close()
        await asyncio.sleep(seconds)
        await self._open()

    async def stop(self) -> None:
        """Close everything, after a short grace for calls in progress."""
        if self._pause is not None:
            self._pause.cancel()
        await self._runner.cleanup()
