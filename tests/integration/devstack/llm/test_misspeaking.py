"""Answers nobody wants, whole and streamed."""

from typing import Any

import openai
import pytest

from piyasa.devstack.llm.unwanted import FOREIGN, QUOTES, REFUSALS
from support.model_bench import ModelBench

pytestmark = pytest.mark.timeout(30)

MEHMET = [{"role": "system", "content": "Adın Mehmet Yatırımcı. Kısa yaz."}, {"role": "user", "content": "altın?"}]


async def test_empty_is_an_answer_without_words(bench: ModelBench, streamed: Any) -> None:
    await bench.order("empty", count=1)
    heard = await bench.hear(streamed=streamed)
    assert (heard.text or "", heard.finish) == ("", "stop")
    assert await bench.ask() != ""


async def test_a_refusal_has_no_content(bench: ModelBench, streamed: Any) -> None:
    await bench.order("refusal", count=1)
    heard = await bench.hear(streamed=streamed)
    assert heard.text is None
    assert heard.refusal in REFUSALS
    assert heard.finish == "stop"
    assert (await bench.hear(streamed=streamed)).refusal is None


@pytest.mark.parametrize(("kind", "finish"), [("filtered", "content_filter"), ("truncated", "length")])
async def test_a_broken_off_answer_says_why(bench: ModelBench, streamed: Any, kind: str, finish: str) -> None:
    ordinary = await bench.ask()
    await bench.order(kind)
    heard = await bench.hear(streamed=streamed)
    assert heard.text == ordinary[: len(ordinary) // 2]
    assert heard.finish == finish


@pytest.mark.parametrize(("kind", "variants"), [("refusal_text", REFUSALS), ("wrong_language", FOREIGN)])
async def test_variants_are_drawn_by_the_seed(
    bench: ModelBench, streamed: Any, kind: str, variants: tuple[str, ...]
) -> None:
    runs = []
    for _ in range(2):
        await bench.order(kind, seed=3)
        runs.append([(await bench.hear(streamed=streamed)).text for _ in range(12)])
        await bench.forget("faults")
    assert runs[0] == runs[1]
    assert set(runs[0]) <= set(variants)
    assert len(set(runs[0])) > 2


async def test_an_over_long_answer_has_many_sentences_whatever_the_limit(bench: ModelBench, streamed: Any) -> None:
    await bench.order("over_long", count=1)
    heard = await bench.hear(streamed=streamed, max_tokens=20)
    assert heard.text is not None
    assert 1_500 <= len(heard.text) < 1_700
    assert heard.text.count(". ") > 8
    assert heard.finish == "stop"


async def test_a_name_stands_before_the_line(bench: ModelBench, streamed: Any) -> None:
    line = await bench.ask(messages=MEHMET)
    await bench.order("name_prefix", count=1)
    assert (await bench.hear(streamed=streamed, messages=MEHMET)).text == f"Mehmet Yatırımcı: {line}"
    await bench.order("name_prefix", count=1, text="Ayşe")
    assert (await bench.hear(streamed=streamed, messages=MEHMET)).text == f"Ayşe: {line}"
    ordinary = await bench.ask()
    await bench.order("name_prefix", count=1)
    assert (await bench.hear(streamed=streamed)).text == f"Mehmet: {ordinary}"


async def test_a_line_comes_fenced_or_quoted(bench: ModelBench, streamed: Any) -> None:
    line = await bench.ask()
    await bench.order("code_fence", count=1)
    await bench.order("quoted", count=1)
    assert (await bench.hear(streamed=streamed)).text == f"```\n{line}\n```"
    assert (await bench.hear(streamed=streamed)).text in {quotes.format(line) for quotes in QUOTES}


async def test_what_is_ordered_is_said_exactly(bench: ModelBench, streamed: Any) -> None:
    text = "  Altın düşer,\n\n bence\tçok düşer. 🙂 "
    await bench.order("say", text=text, count=1)
    heard = await bench.hear(streamed=streamed, max_tokens=2)
    assert (heard.text, heard.finish) == (text, "stop")


async def test_one_of_several_texts_is_drawn_by_the_seed(bench: ModelBench) -> None:
    texts = ["Altına güvenmiyorum.", "Altın artık bitti.", "Altın alınmaz."]
    runs = []
    for _ in range(2):
        await bench.order("say", texts=texts, seed=5)
        runs.append([await bench.ask() for _ in range(12)])
        await bench.forget("faults")
    assert runs[0] == runs[1]
    assert set(runs[0]) == set(texts)


async def test_several_answers_to_one_request_differ(bench: ModelBench) -> None:
    await bench.order("refusal_text")
    request: Any = {"model": "any", "messages": MEHMET, "n": 3}
    answer = await bench.model.chat.completions.create(**request)
    assert len({choice.message.content for choice in answer.choices}) == 3


async def test_an_order_without_its_words_is_refused(bench: ModelBench) -> None:
    async with bench.http.post(f"{bench.root}/_local/faults", json={"kind": "say"}) as response:
        assert response.status == 400
        assert "say needs text or texts" in await response.text()


async def test_vectors_meet_no_fault_of_speech(bench: ModelBench) -> None:
    await bench.order("refusal_text", count=1)
    assert (await bench.model.embeddings.create(model="any", input="altın")).data
    with pytest.raises(openai.BadRequestError):
        await bench.model.embeddings.create(model="any", input=[])
    assert await bench.ask() in REFUSALS
