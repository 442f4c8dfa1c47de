"""The model engine against a model that answers over HTTP, sometimes badly."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.faults import Fault
from piyasa.generator.adapters.openai_compatible import OpenAICompatible
from piyasa.generator.domain.prompt import prompt_of
from piyasa.generator.domain.scene import Scene
from piyasa.generator.ports import WordsUnavailable

New = Callable[..., OpenAICompatible]
Soon = Callable[[float], datetime]
SEED = "00000000000000ff"


async def test_words_come_with_what_they_took(new_engine: New, scene: Scene, soon: Soon, counts: Any) -> None:
    engine = new_engine(prices=(1.0, 2.0))
    words = await engine.words(scene, seed=SEED, until=soon(20))
    assert words.text
    assert (words.provider, words.model) == ("custom", "piyasa-stub")
    assert words.prompt_sha256 == prompt_of(scene).sha256
    assert words.tokens.prompt > 0
    assert words.tokens.completion > 0
    assert words.cost == pytest.approx((words.tokens.prompt + 2 * words.tokens.completion) / 1e6, abs=1e-8)
    assert words.latency_ms >= 0
    assert counts.calls == ["ok"]
    assert (counts.read, counts.written) == (words.tokens.prompt, words.tokens.completion)


async def test_the_model_is_told_the_prompt_and_little_else(
    new_engine: New, scene: Scene, soon: Soon, stub: Stub
) -> None:
    await new_engine().words(scene, seed=SEED, until=soon(20), hint="daha kısa")
    body = stub.ledger.page()["calls"][0]["request"]
    prompt = prompt_of(scene, "daha kısa")
    assert [message["content"] for message in body["messages"]] == [prompt.system, prompt.user]
    assert body["max_tokens"] == 200
    assert body["temperature"] == 0.8


@pytest.mark.parametrize("kind", ["rate_limit", "server_error", "reset"])
async def test_a_passing_failure_is_tried_again(
    new_engine: New, scene: Scene, soon: Soon, stub: Stub, counts: Any, kind: Any
) -> None:
    stub.faults.order(Fault(kind=kind, count=1, status=503, retry_after=0))
    engine = new_engine()
    words = await engine.words(scene, seed=SEED, until=soon(20))
    assert words.text
    assert len(counts.calls) == 2
    assert counts.calls[-1] == "ok"
    assert engine.last_failure == ""


@pytest.mark.parametrize("status", [400, 401, 404])
async def test_a_refusal_is_not_tried_again(
    new_engine: New, scene: Scene, soon: Soon, stub: Stub, counts: Any, status: int
) -> None:
    stub.faults.order(Fault(kind="server_error", status=status))
    engine = new_engine()
    with pytest.raises(WordsUnavailable, match=str(status)):
        await engine.words(scene, seed=SEED, until=soon(20))
    assert counts.calls == [str(status)]
    assert str(status) in engine.status()


async def test_a_call_that_times_out_is_not_repeated(
    new_engine: New, scene: Scene, soon: Soon, stub: Stub, counts: Any
) -> None:
    stub.faults.order(Fault(kind="delay", seconds=5))
    with pytest.raises(WordsUnavailable, match="timeout"):
        await new_engine(timeout=0.2).words(scene, seed=SEED, until=soon(20))
    assert counts.calls == ["timeout"]


async def test_trying_ends_when_the_tick_expires(new_engine: New, scene: Scene, soon: Soon, stub: Stub) -> None:
    stub.faults.order(Fault(kind="server_error", status=503))
    begun = time.monotonic()
    with pytest.raises((TimeoutError, WordsUnavailable)):
        await new_engine().words(scene, seed=SEED, until=soon(0.6))
    assert time.monotonic() - begun < 5


async def test_a_call_under_way_is_cancelled_when_the_tick_expires(
    new_engine: New, scene: Scene, soon: Soon, stub: Stub
) -> None:
    stub.faults.order(Fault(kind="delay", seconds=30))
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        await new_engine().words(scene, seed=SEED, until=soon(0.3))
    assert time.monotonic() - begun < 5


async def test_an_empty_answer_is_an_empty_text(new_engine: New, scene: Scene, soon: Soon, stub: Stub) -> None:
    stub.faults.order(Fault(kind="empty"))
    assert (await new_engine().words(scene, seed=SEED, until=soon(20))).text == ""


async def test_an_answer_that_is_no_answer_is_a_failure_of_the_provider(
    new_engine: New, scene: Scene, soon: Soon, stub: Stub, counts: Any
) -> None:
    stub.faults.order(Fault(kind="garbage"))
    with pytest.raises(WordsUnavailable):
        await new_engine().words(scene, seed=SEED, until=soon(20))
    assert counts.calls == ["garbage"]
