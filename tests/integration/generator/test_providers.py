"""Real clients against models that answer over HTTP, sometimes badly."""

import asyncio
import json
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from piyasa.devstack.llm.app import Stub
from piyasa.generator.adapters.engines import ModelsUnusable, checked, require_usable
from piyasa.generator.adapters.models.openai_provider import OpenAIProvider
from piyasa.generator.domain.models.calls import Call, Prices, Schema
from piyasa.generator.domain.models.failures import CallFailed
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.domain.prompt import prompt_of
from piyasa.generator.domain.scene import Scene
from piyasa.generator.ports import WordsUnavailable
from piyasa.generator.use_cases.lanes import Wish
from piyasa.generator.use_cases.wording import ModelWords
from piyasa.telemetry.traces import configure
from support.models import MODEL, Models, models, utc_now
from support.otlp import OtlpReceiver

Soon = Callable[[float], datetime]
SEED = "00000000000000ff"
CALL = Call("draft", "Sen bir personasın.", "Ne dersin?", 200, 0.8)
SLOW = 1.0
"""Seconds that are too long for a first piece here, and long enough for one on a busy machine."""


async def test_words_come_with_what_they_took(scene: Scene, soon: Soon) -> None:
    async with models("first", prices=Prices(1.0, 0.5, 2.0)) as made:
        words = await ModelWords(made.router).words(scene, seed=SEED, until=soon(20))
        again = await ModelWords(made.router).words(scene, seed=SEED, until=soon(20))
    tokens = again.tokens
    assert words.text
    assert (words.provider, words.model) == ("first", MODEL)
    assert words.prompt_sha256 == prompt_of(scene).sha256
    assert (words.tokens.prompt, words.tokens.completion) > (0, 0)
    assert 0 < tokens.cached <= tokens.prompt, "the second prompt was known"
    paid = (tokens.prompt - tokens.cached) * 1.0 + tokens.cached * 0.5 + tokens.completion * 2.0
    assert again.cost == pytest.approx(paid / 1e6, abs=1e-8)
    assert made.statuses("first") == ["ok", "ok"]
    assert all(0 < answer.first_token <= answer.seconds for answer in made.counts.answers)


async def test_the_model_is_told_the_prompt_and_little_else(two: Models, scene: Scene, soon: Soon) -> None:
    await ModelWords(two.router).words(scene, seed=SEED, until=soon(20), hint="daha kısa")
    body = two.stubs["first"].ledger.page()["calls"][0]["request"]
    prompt = prompt_of(scene, "daha kısa")
    assert [message["content"] for message in body["messages"]] == [prompt.system, prompt.user]
    assert set(body) == {"model", "messages", "temperature", "max_tokens", "seed", "stream", "stream_options"}
    assert body["max_tokens"] == 200
    assert body["temperature"] == 0.8


async def test_parameters_can_be_added_renamed_and_left_out(soon: Soon) -> None:
    extra = {"temperature": None, "reasoning_effort": "low"}
    async with models("first", limit_parameter="max_completion_tokens", extra=extra) as made:
        await made.router.ask(CALL, Wish(soon(20)))
        body = made.stubs["first"].ledger.page()["calls"][0]["request"]
    assert body["max_completion_tokens"] == 200
    assert body["reasoning_effort"] == "low"
    assert not {"temperature", "max_tokens"} & set(body)


@pytest.mark.parametrize(
    ("fault", "known", "statuses"),
    [
        ("rate_limit", {"retry_after": 0}, ["rate_limit"] * 3),
        ("rate_limit", {"retry_after": None}, ["rate_limit"] * 3),
        ("rate_limit", {"retry_after": 60}, ["rate_limit"]),
        ("server_error", {"status": 500}, ["server"] * 3),
        ("server_error", {"status": 503}, ["server"] * 3),
        ("reset", {}, ["connection"] * 3),
        ("cut_stream", {}, ["cut"] * 3),
        ("slow_first_byte", {"seconds": 5}, ["timeout"]),
        ("slow_stream", {"seconds": 5}, ["timeout"]),
        ("garbage", {}, ["garbage"]),
        ("refusal", {}, ["refused"]),
        ("filtered", {}, ["refused"]),
        ("unauthorized", {}, ["unauthorized"]),
        ("model_missing", {}, ["unknown_model"]),
        ("server_error", {"status": 400}, ["bad_request"]),
    ],
)
async def test_whatever_befalls_one_provider_the_next_answers_the_same_call(
    soon: Soon, fault: str, known: dict[str, Any], statuses: list[str]
) -> None:
    patience = {"timeout": 2 * SLOW, "first_token": SLOW} if fault.startswith("slow") else {}
    async with models("first", "second", **patience) as made:
        made.order("first", fault, **known)
        answer = await made.router.ask(CALL, Wish(soon(20)))
        assert answer.provider == "second"
        assert made.statuses("first") == statuses
        made.stubs["first"].faults.clear()


async def test_an_unreachable_provider_is_passed_over(soon: Soon) -> None:
    async with models("second") as made:
        nowhere = OpenAIProvider(Offer("first", "http://127.0.0.1:9/v1", MODEL), configure("generator"))
        made.router.lanes = [type(made.router.lanes[0])(nowhere), *made.router.lanes]
        assert (await made.router.ask(CALL, Wish(soon(20)))).provider == "second"
        assert made.statuses("first") == ["connection"] * 3


async def test_a_circuit_opens_and_recovers(soon: Soon) -> None:
    async with models("first", "second") as made:
        first = made.router.lanes[0].breaker
        first.open_seconds = 0.5
        made.order("first", "server_error", count=5)
        for _ in range(2):
            await made.router.ask(CALL, Wish(soon(20)))
        assert first.state(time.monotonic()) == "open"
        async with asyncio.timeout(10):
            while (await made.router.ask(CALL, Wish(soon(20)))).provider == "second":
                await asyncio.sleep(0.05)
        assert first.state(time.monotonic()) == "closed"


async def test_asking_ends_when_the_tick_expires(two: Models, soon: Soon) -> None:
    two.order("first", "slow_first_byte", seconds=30)
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        await two.router.ask(CALL, Wish(soon(0.3)))
    assert time.monotonic() - begun < 5
    async with asyncio.timeout(5):
        while two.stubs["first"].ledger.page()["calls"][0]["outcome"] != "abandoned":
            await asyncio.sleep(0.02)
    assert two.statuses("first") == ["cancelled"]


async def test_words_that_are_broken_already_are_not_waited_for(soon: Soon) -> None:
    async with models(stubs={"first": Stub(token_seconds=0.05)}) as made:
        made.order("first", "say", text="Bu hisse kesin ikiye katlar. " + "Sonra da anlatacak çok şey var. " * 20)
        looked: list[str] = []

        def broken(text: str) -> bool:
            looked.append(text)
            return "kesin" in text

        answer = await made.router.ask(CALL, Wish(soon(20)), broken=broken)
        assert answer.finish == "abandoned"
        assert len(answer.text) < 200
        assert looked == ["Bu hisse kesin ikiye katlar."]
        assert answer.tokens.completion > 0
        async with asyncio.timeout(5):
            while made.stubs["first"].ledger.page()["calls"][0]["outcome"] != "abandoned":
                await asyncio.sleep(0.02)


async def test_no_more_calls_are_in_flight_than_the_pool_has(soon: Soon) -> None:
    stub = Stub(latency=0.05)
    async with models(stubs={"first": stub}, concurrency=3) as made:
        await asyncio.gather(*(made.router.ask(CALL, Wish(soon(20))) for _ in range(12)))
        assert made.counts.most_in_flight == 3
        assert stub.meter.page()["most_in_flight"] == 3


async def test_a_form_is_asked_for_as_the_endpoint_knows_it(soon: Soon) -> None:
    schema = Schema("verdict", {"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"]})
    asked = Call("judge", "Judge.", "{}", 50, 0.0, schema=schema)
    for structured, form in (("json_schema", "json_schema"), ("json_object", "json_object"), ("none", None)):
        async with models("first", structured=structured) as made:
            await made.router.ask(asked, Wish(soon(20)))
            body = made.stubs["first"].ledger.page()["calls"][0]["request"]
        assert (body.get("response_format") or {}).get("type") == form


async def test_a_model_that_the_provider_does_not_have_is_said_at_once(soon: Soon) -> None:
    async with models(stubs={"first": Stub(models=("piyasa-big", "piyasa-small"))}) as made:
        provider = made.router.lanes[0].provider
        found = await checked(provider)
        assert (found.status, found.hopeless) == ("unknown_model", True)
        assert found.detail == "it has no model 'piyasa-stub'; it has piyasa-small, piyasa-big"
        with pytest.raises(ModelsUnusable, match="first: it has no model 'piyasa-stub'"):
            await require_usable([provider])


async def test_one_provider_that_can_be_asked_is_enough_to_start() -> None:
    stubs = {"first": Stub(models=("other",)), "second": Stub()}
    async with models(stubs=stubs) as made:
        await require_usable([lane.provider for lane in made.router.lanes])


async def test_a_provider_that_is_away_may_come_back_so_a_start_waits_for_nobody() -> None:
    nowhere = OpenAIProvider(Offer("first", "http://127.0.0.1:9/v1", MODEL), configure("generator"))
    found = await checked(nowhere)
    assert (found.status, found.hopeless) == ("connection", False)
    await require_usable([nowhere])
    await nowhere.close()


async def test_when_no_provider_answers_it_is_said_when_to_come_again(two: Models) -> None:
    for name in two.stubs:
        two.order(name, "rate_limit", retry_after=30)
    with pytest.raises(WordsUnavailable) as told:
        await two.router.ask(CALL, Wish(utc_now().replace(year=2100)))
    assert told.value.again_in == pytest.approx(30, abs=2)


async def test_a_call_is_a_span_in_the_terms_of_the_conventions_and_holds_no_words(soon: Soon) -> None:
    with OtlpReceiver() as receiver:
        tracing = configure("generator", receiver.http, 1.0, protocol="http/protobuf", export_every=0.05)
        async with models("first") as made:
            provider = OpenAIProvider(made.router.lanes[0].provider.offer, tracing)
            await provider.complete(Call("draft", "Gizli kural.", "Ne dersin?", 200, 0.8, seed=7))
            made.order("first", "server_error")
            with pytest.raises(CallFailed):
                await provider.complete(CALL)
            await provider.close()
        good, bad = await asyncio.to_thread(receiver.wait_for, lambda spans: len(spans) == 2)
        tracing.shutdown()
    assert good.name == f"chat {MODEL}"
    assert good.kind == "client"
    assert good.attributes["gen_ai.operation.name"] == "chat"
    assert good.attributes["gen_ai.provider.name"] == "first"
    assert good.attributes["gen_ai.request.model"] == good.attributes["gen_ai.response.model"] == MODEL
    assert good.attributes["gen_ai.request.temperature"] == 0.8
    assert good.attributes["gen_ai.request.seed"] == 7
    assert good.attributes["gen_ai.usage.input_tokens"] > 0
    assert good.attributes["gen_ai.usage.output_tokens"] > 0
    assert good.attributes["gen_ai.response.time_to_first_chunk"] > 0
    assert good.attributes["gen_ai.response.finish_reasons"] == ["stop"]
    assert "Gizli" not in repr(good)
    assert bad.failed
    assert bad.attributes["error.type"] == "server"


def endpoint(*chunks: str, before: float = 0.0, status: int = 200, body: str = "") -> Any:
    """An endpoint of one's own: what it streams, after how many seconds of silence."""

    async def asked(request: web.Request) -> web.StreamResponse:
        await request.read()
        await asyncio.sleep(before)
        if status != 200:
            return web.Response(status=status, text=body, content_type="application/json")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for chunk in chunks:
            await response.write(f"data: {chunk}\n\n".encode())
        await response.write(b"data: [DONE]\n\n")
        return response

    app = web.Application()
    app.router.add_post("/v1/chat/completions", asked)
    return TestServer(app)


def chunk(**known: Any) -> str:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    return json.dumps(head | {"choices": []} | known)


SAID = chunk(choices=[{"index": 0, "delta": {"content": "Acelem yok."}, "finish_reason": "stop"}])


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": -1, "completion_tokens": 2, "total_tokens": 1},
        {"prompt_tokens": 1.5, "completion_tokens": 2, "total_tokens": 1},
        {"prompt_tokens": "many", "completion_tokens": 2, "total_tokens": 1},
        {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3, "prompt_tokens_details": "none"},
        {},
    ],
)
async def test_numbers_that_are_none_are_replaced_by_a_guess(usage: Any) -> None:
    async with endpoint(SAID, chunk(usage=usage)) as server:
        provider = OpenAIProvider(Offer("odd", str(server.make_url("/v1")), "m"), configure("generator"))
        answer = await provider.complete(CALL)
        await provider.close()
    assert answer.text == "Acelem yok."
    assert answer.tokens.prompt > 0
    assert answer.tokens.completion > 0


async def test_the_first_piece_is_waited_for_so_long_and_no_longer_whether_headers_came_or_not() -> None:
    async with endpoint(SAID, before=8) as server:
        offer = Offer("slow", str(server.make_url("/v1")), "m", first_token=SLOW, timeout=20)
        provider = OpenAIProvider(offer, configure("generator"))
        begun = time.monotonic()
        with pytest.raises(CallFailed, match="timeout"):
            await provider.complete(CALL)
        assert time.monotonic() - begun < 6
        await provider.close()


async def test_an_endpoint_s_own_words_are_told_to_nobody() -> None:
    told = {"message": "cannot parse 'Deniz: maaşımı altına yatırdım'", "code": "invalid_value", "param": "messages"}
    async with endpoint(status=400, body=json.dumps({"error": told})) as server:
        provider = OpenAIProvider(Offer("odd", str(server.make_url("/v1")), "m"), configure("generator"))
        with pytest.raises(CallFailed) as failed:
            await provider.complete(CALL)
        await provider.close()
    assert "invalid_value messages" in str(failed.value)
    assert "Deniz" not in str(failed.value)


async def test_a_guard_s_own_mistake_is_not_the_provider_s(two: Models, soon: Soon) -> None:
    def broken(_: str) -> bool:
        raise KeyError("ours")

    two.order("first", "say", text="Bir cümle. İki cümle. Üç cümle.")
    with pytest.raises(KeyError):
        await two.router.ask(CALL, Wish(soon(20)), broken=broken)
    assert two.router.report()["first"][0].failures == 0
