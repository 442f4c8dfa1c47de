"""What a call takes: tokens, cached tokens, time, and calls under way at once."""

import asyncio
from typing import Any

import openai
import pytest

from piyasa.devstack.llm.app import Stub
from support.model_bench import ASKED, ModelBench, bench_of

pytestmark = pytest.mark.timeout(30)

RULES = {"role": "system", "content": "Kısa yaz, tavsiye verme, kimseyi kırma. " * 20}


def about(subject: str) -> list[dict[str, str]]:
    return [RULES, {"role": "user", "content": subject}]


async def test_a_prefix_that_was_read_before_is_cached(bench: ModelBench, streamed: Any) -> None:
    first = await bench.hear(streamed=streamed, messages=about("altın?"))
    second = await bench.hear(streamed=streamed, messages=about("dolar?"))
    assert first.cached == 0
    assert second.usage is not None
    assert second.usage.prompt_tokens - 32 < second.cached < second.usage.prompt_tokens
    assert second.cached % 16 == 0


async def test_another_model_has_read_nothing(bench: ModelBench) -> None:
    await bench.hear(messages=about("altın?"), model="large")
    assert (await bench.hear(messages=about("altın?"), model="small")).cached == 0


async def test_short_prefixes_are_not_cached_where_there_is_a_minimum() -> None:
    async with bench_of(Stub(cache_minimum=1024)) as bench:
        for _ in range(2):
            assert (await bench.hear(messages=about("altın?"))).cached == 0
        long = [RULES, RULES, RULES, RULES]
        assert (await bench.hear(messages=long)).cached == 0
        assert (await bench.hear(messages=long)).cached >= 1024


async def test_served_tokens_are_summed_by_model_until_forgotten(bench: ModelBench) -> None:
    heard = [await bench.hear(messages=about("altın?"), model="large") for _ in range(2)]
    spent = await bench.model.embeddings.create(model="vectors", input=["altın", "dolar"])
    usages = [one.usage for one in heard if one.usage is not None]
    assert (await bench.usage())["models"] == {
        "large": {
            "answers": 2,
            "prompt": sum(usage.prompt_tokens for usage in usages),
            "cached": heard[1].cached,
            "completion": sum(usage.completion_tokens for usage in usages),
        },
        "vectors": {"answers": 1, "prompt": spent.usage.prompt_tokens, "cached": 0, "completion": 0},
    }
    await bench.forget("calls")
    assert await bench.usage() == {"models": {}, "in_flight": 0, "most_in_flight": 0}


async def test_a_failed_call_takes_no_tokens(bench: ModelBench) -> None:
    await bench.order("server_error")
    with pytest.raises(openai.InternalServerError):
        await bench.ask()
    assert (await bench.usage())["models"] == {}


async def test_calls_under_way_are_counted(bench: ModelBench) -> None:
    await bench.order("delay", seconds=0.3)
    together = [asyncio.create_task(bench.ask()) for _ in range(3)]
    async with asyncio.timeout(5):
        while (await bench.usage())["in_flight"] < 3:
            await asyncio.sleep(0.01)
    await asyncio.gather(*together)
    await bench.ask()
    usage = await bench.usage()
    assert (usage["in_flight"], usage["most_in_flight"]) == (0, 3)


async def test_latency_and_pace_are_waited_for(streamed: Any) -> None:
    async with bench_of(Stub(latency=0.2)) as slow, bench_of(Stub(token_seconds=0.02)) as steady:
        clock = asyncio.get_running_loop().time
        begun = clock()
        await slow.hear(streamed=streamed)
        assert clock() - begun >= 0.2
        begun = clock()
        heard = await steady.hear(streamed=streamed)
        assert clock() - begun >= 0.02 * len((heard.text or "").split())
    assert heard.text


async def test_the_first_piece_does_not_wait_for_the_last() -> None:
    async with bench_of(Stub(token_seconds=0.05)) as bench:
        begun = asyncio.get_running_loop().time()
        stream = await bench.model.chat.completions.create(model="any", messages=ASKED, stream=True)
        arrivals = [asyncio.get_running_loop().time() - begun async for _ in stream]
        assert arrivals[-1] - arrivals[0] >= 0.05 * (len(arrivals) - 2)
