"""The stub listening on a port, in whatever event loop calls it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from piyasa.devstack.llm.app import Stub
from piyasa.devstack.loopback import HOST, require_free

LEAVE_SECONDS = 1.0


@asynccontextmanager
async def serve(stub: Stub, *, port: int = 0, host: str = HOST) -> AsyncIterator[str]:
    """Serve until the block ends; gives the base URL for clients. Port 0 takes any free one. Raises PortTaken."""
    if port:
        require_free(port)
    # Whoever hangs up is noticed only when that cancels the handler.
    runner = web.AppRunner(
        stub.application(), access_log=None, shutdown_timeout=LEAVE_SECONDS, handler_cancellation=True
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        chosen = runner.addresses[0][1]
        yield f"http://{host}:{chosen}/v1"
    finally:
        await runner.cleanup()
