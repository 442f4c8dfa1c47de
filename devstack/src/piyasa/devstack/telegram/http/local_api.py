"""`/_local/*`: what people and operators do, the ledger, faults and limits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict

import orjson
from aiohttp import web

from piyasa.devstack.telegram.backstage import Backstage
from piyasa.devstack.telegram.domain.faults import KINDS, REFUSED
from piyasa.devstack.telegram.domain.refusals import RefusalError, bad_request
from piyasa.devstack.telegram.http.bot_api import Weather, refused
from piyasa.devstack.telegram.http.live import LiveFeed
from piyasa.devstack.telegram.http.local_groups import LocalGroups
from piyasa.devstack.telegram.http.wishes import text_of, wish_of
from piyasa.devstack.telegram.store import Store
from piyasa.devstack.telegram.views import bot_view, ledger_view

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_NAMED_SCALES = {"off": 0.0, "real": 1.0}


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer refusals, unknown names and wrong values in the Bot API's error envelope.

    Other web sites in the same browser are turned away: there are tokens behind these interfaces.
    """
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        return refused(RefusalError(403, "not from another site"))
    try:
        return await handler(request)
    except RefusalError as refusal:
        return refused(refusal)
    except LookupError as error:
        return refused(RefusalError(404, str(error.args[0]) if error.args else ""))
    except ValueError as error:
        return refused(bad_request(str(error)))


def shown(content: object) -> web.Response:
    """A JSON answer."""
    return web.Response(body=orjson.dumps(content), content_type="application/json")


class LocalApi:
    """Bots, ledger, faults and limits; groups have a class of their own."""

    def __init__(
        self, store: Store, weather: Weather, feed: LiveFeed, refuse: Callable[[float], Awaitable[None]]
    ) -> None:
        self._store, self._weather, self._refuse = store, weather, refuse
        self._backstage = Backstage(store)
        self._groups = LocalGroups(store, self._backstage, feed)

    def app(self) -> web.Application:
        """The interfaces as an application to mount at `/_local`."""
        app = web.Application(middlewares=[explain])
        app.add_routes(
            [
                web.get("/bots", self._bots),
                web.post("/bots", self._create_bot),
                web.patch("/bots/{bot}", self._change_bot),
                web.get("/ledger", self._ledger),
                web.get("/faults", self._faults),
                web.post("/faults", self._add_fault),
                web.delete("/faults", self._clear_faults),
                web.delete("/faults/{fault}", self._clear_faults),
                web.get("/limits", self._limits),
                web.post("/limits", self._set_limits),
                *self._groups.routes(),
            ]
        )
        return app

    async def _bots(self, _request: web.Request) -> web.Response:
        return shown([bot_view(bot) for bot in self._store.world.bots.values()])

    async def _create_bot(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        username = text_of(wish, "username") if wish.get("username") else None
        token = text_of(wish, "token") if wish.get("token") else None
        privacy = bool(wish.get("privacy", True))
        bot = self._backstage.create_bot(text_of(wish, "name"), username, privacy=privacy, token=token)
        return shown(bot_view(bot))

    async def _change_bot(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        bot = self._store.world.bot_named(request.match_info["bot"])
        if not isinstance(wish.get("privacy"), bool):
            raise bad_request("privacy is true or false")
        return shown(bot_view(self._backstage.set_privacy(bot, privacy=wish["privacy"] is True)))

    async def _ledger(self, request: web.Request) -> web.Response:
        """All of it, or what `after` (seq), `method`, `chat`, `bot` and `limit` (the newest) leave."""
        query, world = request.query, self._store.world
        lines = world.ledger[int(query.get("after", "0")) :]
        if "method" in query:
            lines = [line for line in lines if line.call.method.casefold() == query["method"].casefold()]
        if "chat" in query:
            lines = [line for line in lines if line.call.chat == int(query["chat"])]
        if "bot" in query:
            bot = world.bot_named(query["bot"])
            lines = [line for line in lines if line.call.bot == bot.id]
        limit = int(query.get("limit", "0"))
        return shown(ledger_view(world, lines[-limit:] if limit else lines))

    async def _faults(self, _request: web.Request) -> web.Response:
        faults = self._weather.faults
        active = [asdict(fault) | {"struck": faults.struck[fault.id]} for fault in faults.active.values()]
        return shown({"active": active, "kinds": KINDS})

    async def _add_fault(self, request: web.Request) -> web.Response:
        fault = self._weather.faults.add(await wish_of(request))
        if fault.kind == REFUSED:
            self._weather.faults.clear(fault.id)
            await self._refuse(fault.seconds)
        return shown(asdict(fault))

    async def _clear_faults(self, request: web.Request) -> web.Response:
        only = request.match_info.get("fault")
        return shown({"cleared": self._weather.faults.clear(int(only) if only else None)})

    async def _limits(self, _request: web.Request) -> web.Response:
        return shown({"scale": self._weather.limits.scale})

    async def _set_limits(self, request: web.Request) -> web.Response:
        """`{"limits": "off" | "real" | X}`: X makes all windows X times shorter."""
        wished = (await wish_of(request)).get("limits")
        self._weather.limits.scale = scale_of(str(wished))
        self._weather.limits.due.clear()
        return shown({"scale": self._weather.limits.scale})


def scale_of(wished: str) -> float:
    """The scale that `off`, `real` or a positive number stands for; ValueError otherwise."""
    scale = _NAMED_SCALES.get(wished)
    if scale is None:
        try:
            scale = float(wished)
        except ValueError:
            raise ValueError(f"limits {wished!r}: off, real, or a number of times faster") from None
    if scale < 0:
        raise ValueError("limits cannot be negative")
    return scale
