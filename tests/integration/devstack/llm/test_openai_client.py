"""The stub as the real client sees it."""

import asyncio
import sys
from typing import Any

import openai
import pytest

from piyasa.devstack.errors import PortTaken
from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.serving import serve
from support.model_bench import ASKED, ModelBench, bench_at, bench_of

pytestmark = pytest.mark.timeout(30)


async def test_the_same_question_gets_the_same_answer_about_its_subject(bench: ModelBench) -> None:
    answer = await bench.ask()
    assert "dolar" in answer
    assert await bench.ask() == answer


async def test_a_stream_carries_the_same_words_and_ends_with_the_usage(bench: ModelBench) -> None:
    heard = await bench.hear(streamed=True)
    assert heard.text == await bench.ask()
    assert heard.finish == "stop"
    assert heard.refusal is None
    assert heard.usage is not None
    assert heard.usage.completion_tokens == -(-len(heard.text or "") // 3)


async def test_embeddings_are_deterministic_in_both_encodings(bench: ModelBench) -> None:
    create = bench.model.embeddings.create
    packed = await create(model="any", input=["bir", "iki"], dimensions=64)
    plain = await create(model="any", input=["bir", "iki"], dimensions=64, encoding_format="float")
    assert [row.index for row in packed.data] == [0, 1]
    for one, other in zip(packed.data, plain.data, strict=True):
        assert one.embedding == pytest.approx(other.embedding, abs=1e-6)
    assert len((await create(model="any", input="üç")).data[0].embedding) == 1536


async def test_every_request_is_on_the_list_with_its_end_and_without_its_key(bench: ModelBench) -> None:
    await bench.order("server_error", count=1)
    with pytest.raises(openai.InternalServerError):
        await bench.ask()
    answer = await bench.ask()
    calls = await bench.calls()
    assert [(call["path"], call["outcome"], call["fault"]) for call in calls] == [
        ("/v1/chat/completions", "server_error", "server_error"),
        ("/v1/chat/completions", "answered", None),
    ]
    assert calls[1]["answers"] == [answer]
    assert calls[1]["request"]["messages"] == ASKED
    assert calls[1]["tokens"]["completion"] == -(-len(answer) // 3)
    assert "authorization" not in str(calls).lower()
    await bench.forget("calls")
    assert await bench.calls() == []


async def test_what_cannot_be_answered_is_a_bad_request(bench: ModelBench) -> None:
    with pytest.raises(openai.BadRequestError, match="messages must be a list"):
        await bench.ask(messages=[])
    assert [call["outcome"] for call in await bench.calls()] == ["refused"]


async def test_any_model_answers_unless_some_are_configured(bench: ModelBench) -> None:
    assert await bench.ask(model="whatever")
    assert "piyasa-stub" in [model.id async for model in bench.model.models.list()]


async def test_a_model_outside_the_configured_ones_is_not_found(streamed: Any) -> None:
    async with bench_of(Stub(models=("large", "small"))) as bench:
        assert [model.id async for model in bench.model.models.list()] == ["large", "small"]
        assert await bench.ask(model="small")
        with pytest.raises(openai.NotFoundError) as missing:
            await bench.hear(model="other", streamed=streamed)
        assert missing.value.code == "model_not_found"
        assert [call["outcome"] for call in await bench.calls()] == ["answered", "refused"]


async def test_a_busy_port_is_named() -> None:
    async with serve(Stub()) as url:
        port = int(url.split(":")[2].split("/")[0])
        with pytest.raises(PortTaken):
            async with serve(Stub(), port=port):
                pass


async def test_the_process_says_where_it_listens_obeys_its_dials_and_leaves_on_sigterm() -> None:
    dials = ("--models", "large, small", "--latency", "0.01", "--token-seconds", "0.001", "--cache-minimum", "4")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "piyasa.devstack.llm", "--port", "0", *dials, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        said = (await asyncio.wait_for(process.stdout.readline(), 15)).decode()
        async with bench_at(said.split()[-1]) as bench:
            assert await bench.ask(model="large")
            assert [model.id async for model in bench.model.models.list()] == ["large", "small"]
    finally:
        process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0
