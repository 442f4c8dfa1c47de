"""The HTTP interface of the stub: the routes models have, and a back door."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import web

from piyasa.devstack.llm.back_door import BackDoor, answered
from piyasa.devstack.llm.calls import Call, Ledger
from piyasa.devstack.llm.chat import complete, is_structured
from piyasa.devstack.llm.delivery import Delivery
from piyasa.devstack.llm.embeddings import embed
from piyasa.devstack.llm.faults import Aim, FaultPlan, Met, Path
from piyasa.devstack.llm.meter import Meter
from piyasa.devstack.llm.prompt import messages_of, scope_of, transcript
from piyasa.devstack.llm.prompt_cache import PromptCache
from piyasa.devstack.llm.refusals import NotAnswerable, bad_request, model_missing
from piyasa.devstack.llm.striking import BEFORE_ANSWER, strike
from piyasa.devstack.llm.tokens import Tokens

MODELS = ("piyasa-stub", "piyasa-stub-embedding")
"""Listed when none are configured; then any other name will do as well."""
BODY_BYTES = 8 * 1024 * 1024


class Stub:
    """Answers by the request alone, unless a fault was ordered; any key will do.

    `latency` is in seconds before the first byte, `token_seconds` between two pieces of an answer, `cache_block` and
    `cache_minimum` in tokens. With `models`, chat is refused for every other name.
    """

    def __init__(
        self,
        *,
        latency: float = 0.0,
        token_seconds: float = 0.0,
        models: tuple[str, ...] = (),
        cache_block: int = 16,
        cache_minimum: int = 0,
    ) -> None:
        self.faults, self.ledger, self.meter = FaultPlan(), Ledger(), Meter()
        self.cache = PromptCache(block=cache_block, minimum=cache_minimum)
        self._latency, self._token_seconds, self._models = latency, token_seconds, models

    def application(self) -> web.Application:
        """Routes."""
        app = web.Application(client_max_size=BODY_BYTES)
        app.router.add_post("/v1/chat/completions", self._asked)
        app.router.add_post("/v1/embeddings", self._asked)
        app.router.add_get("/v1/models", self._listed)
        app.router.add_get("/health", _health)
        BackDoor(self.ledger, self.meter, self.faults).open(app.router)
        return app

    async def _asked(self, request: web.Request) -> web.StreamResponse:
        try:
            body = orjson.loads(await request.read())
        except orjson.JSONDecodeError:
            body = None
        if not isinstance(body, dict):
            return bad_request("the body must be a JSON object")
        call = Call(time.time(), request.path, body, request.headers.get("traceparent"))
        self.ledger.add(call)
        with self.meter.under_way():
            try:
                response = await self._served(request, call)
            except NotAnswerable as reason:
                call.outcome = "refused"
                return bad_request(str(reason))
            except (asyncio.CancelledError, ConnectionError):
                call.outcome = "abandoned"
                raise
        if call.outcome == "pending":
            call.outcome = call.fault or "answered"
        return response

    async def _served(self, request: web.Request, call: Call) -> web.StreamResponse:
        aim = _aim(call)
        met = self.faults.draw(aim)
        call.fault = met.kind
        await asyncio.sleep(self._latency + met.delay + met.seconds("slow_first_byte"))
        if met.fault is not None and met.kind in BEFORE_ANSWER:
            return await strike(request, met.fault, aim.model)
        delivery = Delivery(request, met, self._token_seconds)
        if aim.path == "embeddings":
            vectors, tokens = embed(call.request)
            self._spent(call, aim.model, tokens)
            return await delivery.whole(vectors)
        if self._models and aim.model not in self._models:
            call.outcome = "refused"
            return model_missing(aim.model)
        return await self._chat(call, met, delivery)

    async def _chat(self, call: Call, met: Met, delivery: Delivery) -> web.StreamResponse:
        asked = call.request
        cached = self.cache.read(scope_of(asked), transcript(messages_of(asked)))
        answer = complete(asked, created=int(call.at), met=met, cached=cached)
        call.answers = tuple(said.spoken for said in answer.said)
        self._spent(call, answer.model, answer.tokens)
        options = asked.get("stream_options") or {}
        pieces = answer.pieces(include_usage=bool(options.get("include_usage")))
        if asked.get("stream"):
            return await delivery.events(pieces)
        if self._token_seconds:
            await asyncio.sleep(self._token_seconds * sum(1 for _ in pieces))
        return await delivery.whole(answer.body())

    def _spent(self, call: Call, model: str, tokens: Tokens) -> None:
        call.tokens = tokens
        self.meter.served(model, tokens)

    async def _listed(self, _: web.Request) -> web.Response:
        names = self._models or MODELS
        data = [{"id": model, "object": "model", "created": 0, "owned_by": "piyasa"} for model in names]
        return answered({"object": "list", "data": data})


def _aim(call: Call) -> Aim:
    asked: Mapping[str, Any] = call.request
    path: Path = "embeddings" if call.path.endswith("/embeddings") else "chat"
    return Aim(path, str(asked.get("model", "")), is_structured(asked))


async def _health(_: web.Request) -> web.Response:
    return answered({"status": "ok"})
