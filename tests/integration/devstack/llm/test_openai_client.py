"""The stub as the real client sees it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import openai
import pytest

from piyasa.devstack.errors import PortTaken
from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.serving import serve

pytestmark = pytest.mark.timeout(30)

ASKED: list[Any] = [{"role": "system", "content": "kısa yaz"}, {"role": "user", "content": "dolar ne olur?"}]


@dataclass
class Bench:
    model: openai.AsyncOpenAI
    http: aiohttp.ClientSession
    root: str

    async def ask(self) -> str:
        answer = await self.model.chat.completions.create(model="any", messages=ASKED)
        return answer.choices[0].message.content or ""

    async def order(self, **fault: Any) -> None:
        async with self.http.post(f"{self.root}/_local/faults", json=fault) as response:
            assert response.status == 200, await response.text()

    async def calls(self) -> list[dict[str, Any]]:
        async with self.http.get(f"{self.root}/_local/calls") as response:
            page: dict[str, Any] = await response.json()
        calls: list[dict[str, Any]] = page["calls"]
        return calls


@asynccontextmanager
async def bench_at(url: str, patience: float = 10.0) -> AsyncIterator[Bench]:
    async with (
        openai.AsyncOpenAI(base_url=url, api_key="any", max_retries=0, timeout=patience) as model,
        aiohttp.ClientSession() as http,
    ):
        yield Bench(model, http, url.removesuffix("/v1"))


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with serve(Stub()) as url, bench_at(url) as ready:
        yield ready


async def test_the_same_question_gets_the_same_answer_about_its_subject(bench: Bench) -> None:
    answer = await bench.ask()
    assert "dolar" in answer
    assert await bench.ask() == answer


async def test_a_stream_carries_the_same_words_and_ends_with_the_usage(bench: Bench) -> None:
    stream = await bench.model.chat.completions.create(
        model="any", messages=ASKED, stream=True, stream_options={"include_usage": True}
    )
    pieces = [piece async for piece in stream]
    words = "".join(piece.choices[0].delta.content or "" for piece in pieces if piece.choices)
    assert words == await bench.ask()
    assert pieces[-1].usage is not None
    assert pieces[-1].usage.completion_tokens == -(-len(words) // 3)


async def test_models_are_listed(bench: Bench) -> None:
    assert "piyasa-stub" in [model.id async for model in bench.model.models.list()]


async def test_embeddings_are_deterministic_in_both_encodings(bench: Bench) -> None:
    create = bench.model.embeddings.create
    packed = await create(model="any", input=["bir", "iki"], dimensions=64)
    plain = await create(model="any", input=["bir", "iki"], dimensions=64, encoding_format="float")
    assert [row.index for row in packed.data] == [0, 1]
    for one, other in zip(packed.data, plain.data, strict=True):
        assert one.embedding == pytest.approx(other.embedding, abs=1e-6)
    assert len((await create(model="any", input="üç")).data[0].embedding) == 1536


async def test_a_rate_limit_names_its_wait_and_passes(bench: Bench) -> None:
    await bench.order(kind="rate_limit", count=1, retry_after=2.5)
    with pytest.raises(openai.RateLimitError) as refused:
        await bench.ask()
    assert refused.value.response.headers["retry-after"] == "2.5"
    assert await bench.ask()


async def test_a_server_error_has_the_ordered_status(bench: Bench) -> None:
    await bench.order(kind="server_error", count=1)
    await bench.order(kind="server_error", status=401, count=1)
    with pytest.raises(openai.InternalServerError):
        await bench.ask()
    with pytest.raises(openai.AuthenticationError):
        await bench.ask()


async def test_a_reset_is_a_connection_error(bench: Bench) -> None:
    await bench.order(kind="reset", count=1)
    with pytest.raises(openai.APIConnectionError) as broken:
        await bench.ask()
    assert not isinstance(broken.value, openai.APITimeoutError)
    assert await bench.ask()


async def test_a_timeout_outlasts_the_client() -> None:
    async with serve(Stub()) as url, bench_at(url, patience=0.3) as bench:
        await bench.order(kind="timeout", seconds=60, count=1)
        with pytest.raises(openai.APITimeoutError):
            await bench.ask()


async def test_garbage_is_no_answer(bench: Bench) -> None:
    await bench.order(kind="garbage", count=1)
    with pytest.raises((openai.APIError, ValueError)):
        await bench.ask()


async def test_empty_is_an_answer_without_words(bench: Bench) -> None:
    await bench.order(kind="empty", count=1)
    assert await bench.ask() == ""
    assert await bench.ask() != ""


async def test_a_slow_stream_pauses_between_pieces() -> None:
    async with serve(Stub()) as url, bench_at(url, patience=0.3) as bench:
        await bench.order(kind="slow_stream", seconds=60)
        stream = await bench.model.chat.completions.create(model="any", messages=ASKED, stream=True)
        with pytest.raises((openai.APIError, TimeoutError)):
            async for _ in stream:
                pass
        await stream.close()


async def test_a_delay_comes_before_the_answer(bench: Bench) -> None:
    await bench.order(kind="delay", seconds=0.2)
    before = asyncio.get_running_loop().time()
    assert await bench.ask()
    assert asyncio.get_running_loop().time() - before >= 0.2


async def test_peace_ends_every_fault(bench: Bench) -> None:
    await bench.order(kind="reset")
    async with bench.http.delete(f"{bench.root}/_local/faults") as response:
        assert response.status == 204
    assert await bench.ask()


async def test_a_senseless_order_is_refused(bench: Bench) -> None:
    async with bench.http.post(f"{bench.root}/_local/faults", json={"kind": "flood"}) as response:
        assert response.status == 400


async def test_every_request_is_on_the_list_with_its_end_and_without_its_key(bench: Bench) -> None:
    await bench.order(kind="server_error", count=1)
    with pytest.raises(openai.InternalServerError):
        await bench.ask()
    answer = await bench.ask()
    calls = await bench.calls()
    assert [(call["path"], call["outcome"]) for call in calls] == [
        ("/v1/chat/completions", "server_error"),
        ("/v1/chat/completions", "answered"),
    ]
    assert calls[1]["answers"] == [answer]
    assert calls[1]["request"]["messages"] == ASKED
    assert "authorization" not in str(calls).lower()
    async with bench.http.delete(f"{bench.root}/_local/calls") as response:
        assert response.status == 204
    assert await bench.calls() == []


async def test_what_cannot_be_answered_is_a_bad_request(bench: Bench) -> None:
    with pytest.raises(openai.BadRequestError, match="messages must be a list"):
        await bench.model.chat.completions.create(model="any", messages=[])


async def test_a_busy_port_is_named() -> None:
    async with serve(Stub()) as url:
        port = int(url.split(":")[2].split("/")[0])
        with pytest.raises(PortTaken):
            async with serve(Stub(), port=port):
                pass


async def test_the_process_says_where_it_listens_and_leaves_on_sigterm() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "piyasa.devstack.llm", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        said = (await asyncio.wait_for(process.stdout.readline(), 15)).decode()
        async with bench_at(said.split()[-1]) as bench:
            assert await bench.ask()
    finally:
        process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0
