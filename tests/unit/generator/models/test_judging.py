"""A judge that is asked once for the same thing, and whose answer must have the form that was asked for."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from piyasa.generator.domain.models.calls import Schema
from piyasa.generator.domain.models.failures import CallFailed
from piyasa.generator.domain.scene import Scene
from piyasa.generator.use_cases.judging import ModelJudge

New = Callable[..., Any]
SCHEMA = Schema(
    "verdict",
    {
        "type": "object",
        "required": ["allowed", "mood"],
        "properties": {"allowed": {"type": "boolean"}, "mood": {"type": "string", "enum": ["calm", "angry"]}},
    },
)
GOOD = '{"allowed": true, "mood": "calm"}'


def judge_of(made: Any, *answers: str | Exception, forgotten: Callable[[], int] = lambda: 0) -> ModelJudge:
    made.providers["openai"].answers = list(answers)
    return ModelJudge(made.router, made.counts, forgotten)


async def ask(judge: ModelJudge, scene: Scene, question: str = "?") -> Mapping[str, Any] | None:
    return await judge.judged("Judge.", question, SCHEMA, scene, judge.router.now() + timedelta(seconds=60))


async def test_the_same_question_is_asked_once_also_at_once(exchange: New, scene: New) -> None:
    made = exchange("openai")
    judge = judge_of(made, GOOD)
    found = await asyncio.gather(*(ask(judge, scene()) for _ in range(5)), ask(judge, scene(), "another"))
    assert found == [{"allowed": True, "mood": "calm"}] * 6
    assert len(made.providers["openai"].asked) == 2
    assert sorted(hit for _, hit in made.counts.looked) == [False, False, True, True, True, True]


@pytest.mark.parametrize(
    "answer",
    ["", "no", "[]", "{}", '{"allowed": "true", "mood": "calm"}', '{"allowed": 1, "mood": "calm"}',
     '{"allowed": true, "mood": "odd"}', '{"allowed": true', "```"],
)  # fmt: skip
async def test_what_is_no_judgement_is_none_and_is_not_remembered(exchange: New, scene: New, answer: str) -> None:
    judge = judge_of(exchange("openai"), answer, GOOD)
    assert await ask(judge, scene()) is None
    assert await ask(judge, scene()) == {"allowed": True, "mood": "calm"}


async def test_a_judgement_may_stand_among_other_words(exchange: New, scene: New) -> None:
    judge = judge_of(exchange("openai"), f"Here you are:\n```json\n{GOOD}\n```")
    assert await ask(judge, scene()) == {"allowed": True, "mood": "calm"}


async def test_without_a_model_there_is_no_judgement(exchange: New, scene: New) -> None:
    assert await ask(judge_of(exchange("openai"), CallFailed("refused")), scene()) is None


async def test_nothing_is_remembered_beyond_somebody_s_wish_to_be_forgotten(exchange: New, scene: New) -> None:
    made, wishes = exchange("openai"), [0]
    judge = judge_of(made, GOOD, forgotten=lambda: wishes[0])
    await ask(judge, scene())
    wishes[0] = 1
    await ask(judge, scene())
    assert len(made.providers["openai"].asked) == 2
