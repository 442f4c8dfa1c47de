"""Faults of the wire and of the provider, whole and streamed."""

import asyncio
from typing import Any

import httpx2
import openai
import pytest

from piyasa.devstack.llm.app import Stub
from support.model_bench import ASKED, Heard, ModelBench, bench_of

pytestmark = pytest.mark.timeout(30)


async def outcome_of_the_last_call(bench: ModelBench) -> tuple[str, str | None]:
    """The client may know of its end a moment before the stub does."""
    async with asyncio.timeout(5):
        while (last := (await bench.calls())[-1])["outcome"] == "pending":
            await asyncio.sleep(0.01)
    return last["outcome"], last["fault"]


@pytest.mark.parametrize(("order", "header"), [({"retry_after": 2.5}, "2.5"), ({"retry_after": None}, None), ({}, "1")])
async def test_a_rate_limit_names_its_wait_if_it_has_one_and_passes(
    bench: ModelBench, streamed: Any, order: dict[str, Any], header: str | None
) -> None:
    await bench.order("rate_limit", count=1, **order)
    with pytest.raises(openai.RateLimitError) as refused:
        await bench.hear(streamed=streamed)
    assert refused.value.response.headers.get("retry-after") == header
    assert refused.value.code == "rate_limit_exceeded"
    assert await bench.ask()


@pytest.mark.parametrize("status", [500, 503])
async def test_a_server_error_has_the_ordered_status(bench: ModelBench, streamed: Any, status: int) -> None:
    await bench.order("server_error", count=1, status=status)
    with pytest.raises(openai.InternalServerError) as failed:
        await bench.hear(streamed=streamed)
    assert failed.value.status_code == status


async def test_a_wrong_key_and_a_missing_model_have_their_codes(bench: ModelBench, streamed: Any) -> None:
    await bench.order("unauthorized", count=1)
    await bench.order("model_missing", count=1)
    with pytest.raises(openai.AuthenticationError) as stranger:
        await bench.hear(streamed=streamed)
    assert stranger.value.code == "invalid_api_key"
    with pytest.raises(openai.NotFoundError, match="`large` does not exist") as missing:
        await bench.hear(streamed=streamed, model="large")
    assert missing.value.code == "model_not_found"


async def test_a_reset_is_a_connection_error(bench: ModelBench, streamed: Any) -> None:
    await bench.order("reset", count=1)
    with pytest.raises(openai.APIConnectionError) as broken:
        await bench.hear(streamed=streamed)
    assert not isinstance(broken.value, openai.APITimeoutError)
    assert await bench.ask()
    assert [call["outcome"] for call in await bench.calls()] == ["reset", "answered"]


@pytest.mark.parametrize("kind", ["timeout", "delay", "slow_first_byte"])
async def test_what_outlasts_the_client_is_abandoned(kind: str, streamed: Any) -> None:
    async with bench_of(Stub(), patience=0.3) as bench:
        await bench.order(kind, seconds=60, count=1)
        with pytest.raises(openai.APITimeoutError):
            await bench.hear(streamed=streamed)
        assert await outcome_of_the_last_call(bench) == ("abandoned", None if kind == "delay" else kind)
        assert (await bench.usage())["in_flight"] == 0


@pytest.mark.parametrize("kind", ["delay", "slow_first_byte"])
async def test_nothing_comes_before_the_ordered_seconds(bench: ModelBench, streamed: Any, kind: str) -> None:
    await bench.order(kind, seconds=0.2)
    before = asyncio.get_running_loop().time()
    request: Any = {"model": "any", "messages": ASKED, "stream": streamed}
    await bench.model.chat.completions.with_raw_response.create(**request)
    assert asyncio.get_running_loop().time() - before >= 0.2


async def test_a_slow_answer_trickles_and_is_whole(bench: ModelBench, streamed: Any) -> None:
    ordinary = await bench.ask()
    await bench.order("slow_stream", seconds=0.01)
    before = asyncio.get_running_loop().time()
    assert (await bench.hear(streamed=streamed)).text == ordinary
    assert asyncio.get_running_loop().time() - before >= 0.05


async def test_a_stream_too_slow_for_the_client_is_abandoned(streamed: Any) -> None:
    async with bench_of(Stub(), patience=0.3) as bench:
        await bench.order("slow_stream", seconds=60)
        with pytest.raises((openai.APITimeoutError, httpx2.ReadTimeout)):
            await bench.hear(streamed=streamed)
        assert await outcome_of_the_last_call(bench) == ("abandoned", "slow_stream")


async def test_a_stream_the_client_leaves_is_abandoned() -> None:
    async with bench_of(Stub(token_seconds=0.02)) as bench:
        stream = await bench.model.chat.completions.create(model="any", messages=ASKED, stream=True)
        await anext(aiter(stream))
        assert (await bench.usage())["in_flight"] == 1
        await stream.close()
        assert await outcome_of_the_last_call(bench) == ("abandoned", None)


async def test_a_cut_stream_ends_in_the_middle_without_a_reason(bench: ModelBench) -> None:
    ordinary = await bench.ask()
    await bench.order("cut_stream", count=1)
    heard = Heard()
    with pytest.raises((openai.APIConnectionError, httpx2.TransportError)):
        async for piece in await bench.model.chat.completions.create(model="any", messages=ASKED, stream=True):
            heard.add(piece)
    assert heard.text
    assert ordinary.startswith(heard.text)
    assert heard.text != ordinary
    assert heard.finish is None
    assert await outcome_of_the_last_call(bench) == ("cut_stream", "cut_stream")


async def test_a_cut_body_is_a_connection_error(bench: ModelBench) -> None:
    await bench.order("cut_stream", count=2)
    with pytest.raises(openai.APIConnectionError):
        await bench.ask()
    with pytest.raises(openai.APIConnectionError):
        await bench.model.embeddings.create(model="any", input="altın")
    assert await bench.ask()


async def test_garbage_is_no_json(bench: ModelBench, streamed: Any) -> None:
    await bench.order("garbage", count=1)
    with pytest.raises((openai.APIError, ValueError)):
        await bench.hear(streamed=streamed)
    assert await bench.ask()


async def test_a_fault_strikes_only_what_it_is_limited_to(bench: ModelBench) -> None:
    await bench.order("server_error", path="embeddings")
    await bench.order("rate_limit", model="large")
    assert await bench.ask(model="small")
    with pytest.raises(openai.RateLimitError):
        await bench.ask(model="large")
    with pytest.raises(openai.InternalServerError):
        await bench.model.embeddings.create(model="large", input="altın")


async def test_peace_ends_every_fault(bench: ModelBench) -> None:
    await bench.order("reset")
    await bench.forget("faults")
    assert await bench.ask()


async def test_a_senseless_order_is_refused(bench: ModelBench) -> None:
    async with bench.http.post(f"{bench.root}/_local/faults", json={"kind": "flood"}) as response:
        assert response.status == 400
    async with bench.http.get(f"{bench.root}/_local/faults") as response:
        assert await response.json() == {"faults": []}
