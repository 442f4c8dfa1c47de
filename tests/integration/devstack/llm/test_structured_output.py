"""Answers that must be JSON, as the real client reads them."""

import json
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from support.model_bench import ASKED, ModelBench

pytestmark = pytest.mark.timeout(30)


class Reason(BaseModel):
    text: str
    weight: float


class Draft(BaseModel):
    stance: Literal["up", "down"]
    line: str
    sure: bool
    symbols: list[str]
    reason: Reason | None
    score: int


FORMAT: dict[str, Any] = {
    "type": "json_schema",
    "json_schema": {"name": "draft", "schema": Draft.model_json_schema(), "strict": True},
}
PLAIN = {
    "stance": "up", "line": "", "sure": False, "symbols": [], "reason": {"text": "", "weight": 0}, "score": 0
}  # fmt: skip


async def test_an_answer_fits_the_schema_and_is_always_the_same(bench: ModelBench, streamed: Any) -> None:
    heard = [await bench.hear(streamed=streamed, response_format=FORMAT) for _ in range(2)]
    assert [json.loads(one.text or "") for one in heard] == [PLAIN, PLAIN]


async def test_the_client_parses_it_into_the_model(bench: ModelBench) -> None:
    answer = await bench.model.chat.completions.parse(model="any", messages=ASKED, response_format=Draft)
    assert answer.choices[0].message.parsed == Draft.model_validate(PLAIN)


async def test_the_client_reads_a_refusal_instead_of_the_model(bench: ModelBench) -> None:
    await bench.order("refusal", text="Bunu yazamam.", schema=True)
    answer = await bench.model.chat.completions.parse(model="any", messages=ASKED, response_format=Draft)
    assert answer.choices[0].message.parsed is None
    assert answer.choices[0].message.refusal == "Bunu yazamam."


async def test_any_object_will_do_without_a_schema(bench: ModelBench, streamed: Any) -> None:
    heard = await bench.hear(streamed=streamed, response_format={"type": "json_object"})
    assert heard.text == "{}"


async def test_the_json_can_be_ordered_for_requests_with_a_schema_alone(bench: ModelBench, streamed: Any) -> None:
    ordered = json.dumps(PLAIN | {"stance": "down", "line": "Bence düşer."}, ensure_ascii=False)
    ordinary = await bench.ask()
    await bench.order("say", text=ordered, schema=True)
    assert (await bench.hear(streamed=streamed)).text == ordinary
    heard = await bench.hear(streamed=streamed, response_format=FORMAT)
    assert Draft.model_validate_json(heard.text or "").line == "Bence düşer."


async def test_a_fault_can_spare_requests_with_a_schema(bench: ModelBench, streamed: Any) -> None:
    await bench.order("wrong_language", text="Gold looks tired.", schema=False)
    assert (await bench.hear(streamed=streamed)).text == "Gold looks tired."
    assert json.loads((await bench.hear(streamed=streamed, response_format=FORMAT)).text or "") == PLAIN


async def test_fenced_json_says_that_it_is_json(bench: ModelBench, streamed: Any) -> None:
    await bench.order("code_fence")
    text = (await bench.hear(streamed=streamed, response_format=FORMAT)).text or ""
    assert text.startswith("```json\n")
    assert json.loads(text.removeprefix("```json\n").removesuffix("\n```")) == PLAIN


async def test_cut_json_is_not_whole(bench: ModelBench, streamed: Any) -> None:
    heard = await bench.hear(streamed=streamed, response_format=FORMAT, max_tokens=5)
    assert heard.finish == "length"
    with pytest.raises(ValueError, match="Expecting property name"):
        json.loads(heard.text or "")
