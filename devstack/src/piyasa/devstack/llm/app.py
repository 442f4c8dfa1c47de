"""The HTTP interface of the stub: the routes models have, and `/_local` to watch and to disturb it."""

import asyncio
import time
from typing import Any

import orjson
from aiohttp import web
from pydantic import ValidationError

from piyasa.devstack.llm.calls import Call, Ledger
from piyasa.devstack.llm.chat import NotAnswerable, complete
from piyasa.devstack.llm.faults import Fault, FaultPlan
from piyasa.devstack.llm.striking import BEFORE_ANSWER, refusal, strike
from piyasa.devstack.llm.vectors import as_base64, vector

DEFAULT_DIMENSIONS = 1536
MOST_DIMENSIONS = 8192
MODELS = ("piyasa-stub", "piyasa-stub-embedding")
BODY_BYTES = 8 * 1024 * 1024


class Stub:
    """Answers by the request alone, unless a fault was ordered; any model name and any key will do."""

    def __init__(self) -> None:
        self.faults = FaultPlan()
        self.ledger = Ledger()

    def application(self) -> web.Application:
        """Routes."""
        app = web.Application(client_max_size=BODY_BYTES)
        app.router.add_post("/v1/chat/completions", self._asked)
        app.router.add_post("/v1/embeddings", self._asked)
        app.router.add_get("/v1/models", _models)
        app.router.add_get("/health", _health)
        app.router.add_get("/_local/calls", self._calls)
        app.router.add_delete("/_local/calls", self._forget)
        app.router.add_get("/_local/faults", self._orders)
        app.router.add_post("/_local/faults", self._order)
        app.router.add_delete("/_local/faults", self._peace)
        return app

    async def _asked(self, request: web.Request) -> web.StreamResponse:
        try:
            body = orjson.loads(await request.read())
        except orjson.JSONDecodeError:
            body = None
        if not isinstance(body, dict):
            return refusal(400, "the body must be a JSON object", kind="invalid_request_error")
        call = Call(time.time(), request.path, body, request.headers.get("traceparent"))
        self.ledger.add(call)
        fault, delay = self.faults.draw()
        if fault is not None:
            call.outcome = fault.kind
        if delay:
            await asyncio.sleep(delay)
        if fault is not None and fault.kind in BEFORE_ANSWER:
            return await strike(request, fault)
        try:
            if request.path.endswith("/embeddings"):
                return _embeddings(body)
            return await _chat(request, body, call, fault)
        except NotAnswerable as reason:
            call.outcome = "refused"
            return refusal(400, str(reason), kind="invalid_request_error")

    async def _calls(self, _: web.Request) -> web.Response:
        return _json(self.ledger.page())

    async def _forget(self, _: web.Request) -> web.Response:
        self.ledger.clear()
        return web.Response(status=204)

    async def _orders(self, _: web.Request) -> web.Response:
        return _json({"faults": [fault.model_dump() for fault in self.faults.orders()]})

    async def _order(self, request: web.Request) -> web.Response:
        try:
            fault = Fault.model_validate_json(await request.read())
        except ValidationError as wrong:
            return refusal(400, str(wrong), kind="invalid_request_error")
        self.faults.order(fault)
        return _json(fault.model_dump())

    async def _peace(self, _: web.Request) -> web.Response:
        self.faults.clear()
        return web.Response(status=204)


async def _chat(request: web.Request, body: dict[str, Any], call: Call, fault: Fault | None) -> web.StreamResponse:
    answer = complete(body, created=int(call.at), empty=fault is not None and fault.kind == "empty")
    call.answers = answer.texts
    if not body.get("stream"):
        return _json(answer.body())
    options = body.get("stream_options") or {}
    pause = fault.seconds if fault is not None and fault.kind == "slow_stream" else 0.0
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    for piece in answer.pieces(include_usage=bool(options.get("include_usage"))):
        await response.write(b"data: " + orjson.dumps(piece) + b"\n\n")
        if pause:
            await asyncio.sleep(pause)
    await response.write(b"data: [DONE]\n\n")
    await response.write_eof()
    return response


def _embeddings(body: dict[str, Any]) -> web.Response:
    given = body.get("input")
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        raise NotAnswerable(field="input", wanted="a text or a list of texts")
    dimensions = body.get("dimensions", DEFAULT_DIMENSIONS)
    if not isinstance(dimensions, int) or not 0 < dimensions <= MOST_DIMENSIONS:
        raise NotAnswerable(field="dimensions", wanted=f"between 1 and {MOST_DIMENSIONS}")
    packed = body.get("encoding_format") == "base64"
    data = []
    for index, text in enumerate(texts):
        values = vector(text, dimensions)
        data.append({"object": "embedding", "index": index, "embedding": as_base64(values) if packed else values})
    spent = sum(len(text.split()) for text in texts)
    usage = {"prompt_tokens": spent, "total_tokens": spent}
    return _json({"object": "list", "model": str(body.get("model", "")), "data": data, "usage": usage})


async def _models(_: web.Request) -> web.Response:
    data = [{"id": model, "object": "model", "created": 0, "owned_by": "piyasa"} for model in MODELS]
    return _json({"object": "list", "data": data})


async def _health(_: web.Request) -> web.Response:
    return _json({"status": "ok"})


def _json(content: object) -> web.Response:
    return web.Response(body=orjson.dumps(content), content_type="application/json")
