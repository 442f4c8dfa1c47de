"""`/bot<token>/<method>`: calls in, envelopes out."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import orjson
from aiohttp import web

from piyasa.devstack.telegram.domain.accounts import DEFAULT_UPDATES, Bot, JsonObject
from piyasa.devstack.telegram.domain.calls import Arguments, Call, Outcome
from piyasa.devstack.telegram.domain.facts import CallAccepted
from piyasa.devstack.telegram.domain.faults import Fault, Faults
from piyasa.devstack.telegram.domain.limits import Limits
from piyasa.devstack.telegram.domain.methods import METHODS, Method
from piyasa.devstack.telegram.domain.refusals import RefusalError
from piyasa.devstack.telegram.http.courier import Courier
from piyasa.devstack.telegram.http.misdelivery import misdeliver
from piyasa.devstack.telegram.http.polling import Polling
from piyasa.devstack.telegram.store import Store

_ROUTE = "/bot{token}/{method}"


@dataclass(slots=True)
class Weather:
    """What stands between a call and its answer: limits, faults, and the chance faults strike with."""

    limits: Limits
    faults: Faults
    chance: Callable[[], float]

    @classmethod
    def calm(cls, limits: Limits, seed: int = 0) -> Weather:
        """No faults yet; the same `seed` lets the same faults strike the same calls."""
        return cls(limits, Faults(), random.Random(seed).random)  # noqa: S311 - not a secret


class BotApi:
    """Answers Bot API calls from the store's world."""

    def __init__(self, store: Store, weather: Weather, *, first_webhook_wait: float = 1.0) -> None:
        self._store, self._weather = store, weather
        self.polling = Polling(store)
        self.courier = Courier(store, self._reply, first_wait=first_webhook_wait)

    def routes(self, app: web.Application) -> None:
        """Add the Bot API's one route, and its answer to paths that miss it."""
        app.router.add_route("*", _ROUTE, self._handle)
        app.router.add_route("*", "/bot{rest:.*}", _nothing_here)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        try:
            bot = self._store.world.bot_of(request.match_info["token"])
            given = await arguments_of(request)
            return await self._answered(request, bot, Arguments(given))
        except RefusalError as refusal:
            return refused(refusal)

    async def _answered(self, request: web.Request, bot: Bot, arguments: Arguments) -> web.StreamResponse:
        name = request.match_info["method"].casefold()
        fault = self._fault(bot, name, arguments)
        if fault is not None:
            return await self._faulty(request, fault, self._call(bot, arguments), name)
        if name == "getupdates":
            return _success(await self.polling.get_updates(self._call(bot, arguments)))
        return _success(self._carry_out(self._call(bot, arguments), name, dropped=False))

    def _call(self, bot: Bot, arguments: Arguments) -> Call:
        return Call(self._store.world, bot, arguments, self._store.clock())

    def _fault(self, bot: Bot, method: str, arguments: Arguments) -> Fault | None:
        if not self._weather.faults.active:
            return None
        chat = arguments.text("chat_id")
        known = int(chat) if chat.removeprefix("-").isdecimal() else None
        return self._weather.faults.draw(bot, method, known, self._weather.chance)

    async def _faulty(self, request: web.Request, fault: Fault, call: Call, name: str) -> web.StreamResponse:
        refusal = fault.refusal()
        if refusal is not None:
            raise refusal
        body = b'{"ok":true,"result":true}'
        if fault.accepted and name == "getupdates":
            body = orjson.dumps({"ok": True, "result": await self.polling.get_updates(call)})
        elif fault.accepted:
            body = orjson.dumps({"ok": True, "result": self._carry_out(call, name, dropped=fault.drops_answer())})
        return await misdeliver(request, fault, body)

    def _carry_out(self, call: Call, name: str, *, dropped: bool) -> object:
        if name == "getwebhookinfo":
            return self._webhook_info(call)
        method = METHODS.get(name)
        if method is None:
            raise RefusalError(404, "method not found")
        outcome = method.decide(call)
        if outcome.facts:
            self._record(call, method, outcome, dropped=dropped)
        return outcome.answer()

    def _record(self, call: Call, method: Method, outcome: Outcome, *, dropped: bool) -> None:
        if method.limited and outcome.chat is not None:
            self._weather.limits.admit(call.bot.id, outcome.chat, call.now)
        line = CallAccepted(
            method.name, call.bot.id, outcome.chat, outcome.text, outcome.message_id, outcome.detail, dropped
        )
        self._store.record((*outcome.facts, line))

    def _reply(self, bot: Bot, wish: JsonObject) -> None:
        """Carry out the method that a webhook's answer asked for; nobody waits for its result."""
        try:
            self._carry_out(self._call(bot, Arguments(wish)), str(wish["method"]).casefold(), dropped=True)
        except RefusalError:
            return

    def _webhook_info(self, call: Call) -> JsonObject:
        webhook, failure = call.bot.webhook, self.courier.failures.get(call.bot.id)
        found: JsonObject = {
            "url": webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(call.world.mail[call.bot.id].pending),
        }
        if webhook.url:
            found |= {"max_connections": webhook.max_connections}
        if call.bot.updates != DEFAULT_UPDATES:
            found |= {"allowed_updates": sorted(call.bot.updates)}
        if webhook.url and failure is not None:
            found |= {"last_error_date": int(failure.at), "last_error_message": failure.reason}
        return found


async def _nothing_here(_request: web.Request) -> web.Response:
    return refused(RefusalError(404))


async def arguments_of(request: web.Request) -> Mapping[str, object]:
    """The parameters of a call from its query and its JSON, form or multipart body."""
    given: dict[str, object] = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return given
    if request.content_type == "application/json":
        try:
            body = orjson.loads(await request.read() or b"{}")
        except orjson.JSONDecodeError:
            raise RefusalError(400, "can't parse JSON object") from None
        if not isinstance(body, dict):
            raise RefusalError(400, "object expected")
        return given | body
    return given | dict(await request.post())


def _success(result: object) -> web.Response:
    return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type="application/json")


def refused(refusal: RefusalError) -> web.Response:
    """The error envelope, with the HTTP status equal to `error_code`."""
    envelope: JsonObject = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    parameters = refusal.parameters()
    if parameters:
        envelope["parameters"] = parameters
    headers = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after is not None else None
    body = orjson.dumps(envelope)
    return web.Response(body=body, status=refusal.status, content_type="application/json", headers=headers)
