"""The composed local Telegram: one state, one HTTP server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from piyasa.devstack.telegram.backstage import Backstage
from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.faults import Fault, Faults
from piyasa.devstack.telegram.domain.limits import Limits
from piyasa.devstack.telegram.domain.world import World
from piyasa.devstack.telegram.http.bot_api import BotApi, Weather
from piyasa.devstack.telegram.http.listener import Listener
from piyasa.devstack.telegram.http.live import LiveFeed
from piyasa.devstack.telegram.http.local_api import LocalApi, scale_of
from piyasa.devstack.telegram.http.page import page_routes
from piyasa.devstack.telegram.journal import Journal
from piyasa.devstack.telegram.seed import Seed, plant
from piyasa.devstack.telegram.store import Clock, Store
from piyasa.devstack.telegram.views import ledger_view

_MAX_BODY = 16 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to run: `port` 0 takes a free one, without `state` nothing is kept.

    `limits` is `off`, `real`, or how many times faster than Telegram's the windows pass.
    `chance_seed` decides which calls faults of a probability below 1 strike.
    """

    host: str = "127.0.0.1"
    port: int = 0
    state: Path | None = None
    seed: Seed | None = None
    limits: str = "off"
    chance_seed: int = 0
    first_webhook_wait: float = 1.0
    clock: Clock = time.time


class LocalTelegram:
    """A running stand-in; use `LocalTelegram.running` to start and stop it."""

    def __init__(self, options: Options) -> None:
        self._journal = Journal(options.state) if options.state is not None else None
        self._store = Store(self._journal, options.clock)
        self._weather = Weather.calm(Limits(scale_of(options.limits)), options.chance_seed)
        self._api = BotApi(self._store, self._weather, first_webhook_wait=options.first_webhook_wait)
        self._feed = LiveFeed(self._store)
        self.backstage = Backstage(self._store)
        self._listener = Listener(self._application(), options.host, options.port)
        if options.seed is not None:
            plant(options.seed, self.backstage)

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=_MAX_BODY)
        self._api.routes(app)
        app.add_routes(page_routes())
        local = LocalApi(self._store, self._weather, self._feed, self._refuse)
        app.add_subapp("/_local", local.app())
        return app

    async def _refuse(self, seconds: float) -> None:
        self._listener.refuse(seconds)

    @classmethod
    @asynccontextmanager
    async def running(cls, options: Options | None = None, *, port: int | None = None) -> AsyncIterator[LocalTelegram]:
        """Serve until the block ends; `port` alone is enough for a test."""
        telegram = cls(options or Options(port=port or 0))
        try:
            await telegram.start()
            yield telegram
        finally:
            await telegram.stop()

    async def start(self) -> None:
        """Listen, and go on delivering to webhooks."""
        await self._listener.start()
        await self._api.courier.start()

    async def stop(self) -> None:
        """Answer those who wait, close, keep the state."""
        self._api.polling.release()
        self._feed.release()
        await self._api.courier.stop()
        await self._listener.stop()
        if self._journal is not None:
            self._journal.close()

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return self._listener.port

    @property
    def url(self) -> str:
        """The address to give to Bot API clients as their server."""
        return self._listener.url

    @property
    def world(self) -> World:
        """The state, to look at."""
        return self._store.world

    @property
    def faults(self) -> Faults:
        """The faults that are switched on."""
        return self._weather.faults

    @property
    def limits(self) -> Limits:
        """The rate limits; `limits.scale` may be changed at any time."""
        return self._weather.limits

    def fault(self, kind: str, **details: object) -> Fault:
        """Switch a fault on, as `POST /_local/faults` does."""
        return self._weather.faults.add({"kind": kind, **details})

    def waiting_pollers(self) -> int:
        """How many bots are in a long poll at this moment."""
        return self._api.polling.waiting()

    def ledger(self, method: str | None = None) -> list[JsonObject]:
        """Accepted calls in order, as `GET /_local/ledger` shows them."""
        lines = (line for line in self.world.ledger if method is None or line.call.method == method)
        return ledger_view(self.world, lines)


async def serve(options: Options, stop: asyncio.Event) -> None:
    """Run until `stop` is set, saying where."""
    async with LocalTelegram.running(options) as telegram:
        print(f"local Telegram: {telegram.url} (Ctrl-C stops)", flush=True)  # noqa: T201 - a command's own output
        await stop.wait()
