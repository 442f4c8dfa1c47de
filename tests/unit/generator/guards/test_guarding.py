"""All guards behind one door: rules first, a judge where rules are not sure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from piyasa.generator.domain.guards import compliance
from piyasa.generator.domain.models.calls import Schema
from piyasa.generator.domain.scene import Scene
from piyasa.generator.use_cases.guarding import Guards, Looked, Rules
from piyasa.projections.directory.state import Bot, Stance
from support.generator_stage import Counts, meant

UNTIL = datetime(2026, 3, 4, tzinfo=UTC)
New = Callable[..., Scene]


@dataclass
class Judge:
    """Answers as it was told, by the name of what is asked."""

    answers: dict[str, Mapping[str, Any] | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def judged(
        self, instructions: str, question: str, schema: Schema, scene: Scene, until: datetime
    ) -> Mapping[str, Any] | None:
        self.asked.append(schema.name)
        return self.answers.get(schema.name)


def opinionated(direction: float) -> Bot:
    return Bot("mehmet-trader", "Mehmet", "mehmet_trader", stances={"THYAO": Stance("THYAO", direction, 0.7, "")})


async def look(scene: Scene, text: str, judge: Judge | None = None, *, thorough: bool = False) -> Looked:
    return await Guards(judge, Counts(), thorough).look(text, Rules(scene), meant, UNTIL)


async def test_every_guard_says_what_it_found(scene: New) -> None:
    looked = await look(scene(bot=opinionated(0.8)), "THYAO güçlü duruyor bence.")
    assert looked.objection is None
    assert [each.name for each in looked.verdicts] == [
        "character", "compliance", "figures", "market_hours", "consistency",
    ]  # fmt: skip
    assert {each.verdict for each in looked.verdicts} == {"ok"}


@pytest.mark.parametrize(
    ("text", "guard", "kind"),
    [
        ("Bu hisse kesin ikiye katlar, garanti.", "compliance", "return_promise"),
        ("Dolar 48,75 TL oldu bile.", "figures", "ungrounded_figure"),
        ("THYAO çok kötü, sert düşer bence.", "consistency", "contradiction"),
    ],
)
async def test_the_first_objection_ends_the_looking(scene: New, text: str, guard: str, kind: str) -> None:
    looked = await look(scene(bot=opinionated(0.8)), text)
    assert looked.objection is not None
    assert (looked.objection.guard, looked.objection.kind) == (guard, kind)
    assert looked.verdicts[-1].verdict == "blocked"
    assert looked.objection.hint("tr")
    assert looked.objection.hint("en") != looked.objection.hint("tr")


async def test_one_voice_too_many_is_held_back(scene: New) -> None:
    looked = await look(scene(spent=frozenset({("THYAO", 1)})), "THYAO güçlü duruyor bence.")
    assert looked.objection is not None
    assert looked.objection.kind == "consensus"


async def test_a_judge_is_asked_of_what_is_doubtful_and_of_nothing_else(
    scene: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Judge({"compliance": {"allowed": False}})
    assert (await look(scene(), "Kahve içiyorum.", judge)).objection is None
    assert judge.asked == []
    monkeypatch.setattr(compliance, "doubtful", lambda _text: "individual_advice")
    looked = await look(scene(), "Kahve içiyorum.", judge)
    assert judge.asked == ["compliance"]
    assert looked.objection is not None
    assert looked.objection.kind == "individual_advice"


@pytest.mark.parametrize(("answer", "verdicts"), [({"allowed": True}, []), (None, ["unavailable"])])
async def test_doubt_alone_holds_nothing_back(
    scene: New, monkeypatch: pytest.MonkeyPatch, answer: Any, verdicts: list[str]
) -> None:
    monkeypatch.setattr(compliance, "doubtful", lambda _text: "individual_advice")
    looked = await look(scene(), "Kahve içiyorum.", Judge({"compliance": answer}))
    assert looked.objection is None
    assert [each.verdict for each in looked.verdicts if each.verdict != "ok"] == verdicts


async def test_a_thorough_judge_may_find_a_contradiction_that_rules_do_not(scene: New) -> None:
    found = {"verdict": "contradiction", "reason": "says it will fall", "rewrite": ""}
    judge = Judge({"consistency": found})
    assert (await look(scene(bot=opinionated(0.8)), "THYAO'da tren kaçtı.", judge)).objection is None
    assert judge.asked == []
    looked = await look(scene(bot=opinionated(0.8)), "THYAO'da tren kaçtı.", judge, thorough=True)
    assert looked.objection is not None
    assert looked.objection.kind == "contradiction"
    assert "says it will fall" not in looked.objection.hint("tr"), "a model's words are no instruction"
    assert "says it will fall" not in looked.verdicts[-1].reason


async def test_a_side_that_no_stance_confirms_is_judged_and_without_a_judge_unsaid(scene: New) -> None:
    neutral, text = scene(bot=opinionated(0.0)), "THYAO güçlü duruyor bence."
    fits = Judge({"consistency": {"verdict": "ok", "reason": "", "rewrite": ""}})
    assert (await look(neutral, text, fits)).objection is None
    assert fits.asked == ["consistency"]
    looked = await look(neutral, text, Judge())
    assert looked.objection is not None
    assert looked.objection.kind == "contradiction"


async def test_without_a_stance_on_it_no_judge_is_asked(scene: New) -> None:
    judge = Judge()
    await look(scene(bot=opinionated(0.8)), "ASELS güçlü duruyor.", judge, thorough=True)
    assert judge.asked == []


async def test_a_side_that_rules_find_in_the_stances_is_said_without_a_judge_who_is_away(scene: New) -> None:
    looked = await look(scene(bot=opinionated(0.8)), "THYAO güçlü duruyor bence.", Judge(), thorough=True)
    assert looked.objection is None
    assert looked.verdicts[-1].verdict == "unavailable"


def test_an_unfinished_draft_is_given_up_when_what_is_whole_is_broken(scene: New) -> None:
    broken = Rules(scene()).broken_by
    assert broken("Bu hisse kesin ikiye katlar, garanti veriyorum.")
    assert not broken("Acelem yok.")


def test_a_whole_answer_that_was_looked_at_as_it_came_is_not_looked_at_again(scene: New) -> None:
    rules = Rules(scene())
    assert not rules.broken_by("Acelem yok.")
    assert rules.of("Acelem yok.") is rules.of("Acelem yok.")


async def test_a_judge_s_wording_is_cleaned_and_held_against_every_rule(
    scene: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    neutral, text = scene(bot=opinionated(0.0)), "THYAO güçlü duruyor bence."
    minor = {"verdict": "minor", "reason": "", "rewrite": 'Mehmet: "THYAO fena durmuyor."'}
    looked = await look(neutral, text, Judge({"consistency": minor}))
    assert (looked.text, looked.verdicts[-1].verdict) == ("THYAO fena durmuyor.", "rewritten")
    monkeypatch.setattr(compliance, "doubtful", lambda said: "return_promise" if "fena" in said else None)
    looked = await look(neutral, text, Judge({"consistency": minor}))
    assert looked.objection is not None
    assert looked.objection.kind == "return_promise"
