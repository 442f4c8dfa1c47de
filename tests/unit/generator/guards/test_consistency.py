"""Whether a draft fits what its persona thinks and holds."""

import json
from typing import Any

import pytest

from piyasa.generator.domain.guards.consistency import (
    SCHEMA,
    clash,
    finding_of,
    is_unsure,
    question,
    takes_unconfirmed_side,
    touched,
)
from piyasa.projections.directory.state import Bot, Holding, Stance
from support.generator_stage import meant


def bot(direction: float = 0.8, side: Any = "long") -> Bot:
    return Bot(
        "mehmet-trader",
        "Mehmet",
        "mehmet_trader",
        stances={"THYAO": Stance("THYAO", direction, 0.7, "sağlam"), "FX": Stance("FX", -0.6, 0.5, "temkinli")},
        holdings={"GARAN": Holding("GARAN", side)},
    )


def against(text: str, **known: Any) -> str | None:
    found = clash(text, meant(text), bot(**known))
    return None if found is None else found.told


@pytest.mark.parametrize(
    "text",
    [
        "THYAO çok kötü, sert düşer bence.",
        "THYAO'dan umudum yok, zarar yazdırır, çöküş var.",
        "thyao berbat, panik satışı var.",
    ],
)
def test_the_opposite_of_a_stance_clashes_with_it(text: str) -> None:
    assert against(text) == "THYAO"
    assert against(text, direction=-0.8) is None


@pytest.mark.parametrize(
    "text",
    [
        "THYAO güçlü duruyor, seviyorum.",
        "THYAO'yu izliyorum.",
        "THYAO düşer mi sizce?",
        "ASELS çok kötü, sert düşer bence.",
        "Hava çok kötü bugün.",
    ],
)
def test_what_fits_asks_or_is_about_something_else_does_not(text: str) -> None:
    assert against(text) is None


def test_what_is_said_of_one_share_is_not_held_against_the_stance_on_all() -> None:
    own = Bot("b", "B", "b_b", stances={"BIST": Stance("BIST", 0.8, 0.5, "")})
    text = "THYAO çok kötü, sert düşer bence."
    assert clash(text, meant(text), own) is None
    text = "Borsa çok kötü, sert düşer bence."
    found = clash(text, meant(text), own)
    assert found is not None
    assert found.kind == "contradiction"


def test_a_neutral_stance_clashes_with_nothing_and_wants_a_judge() -> None:
    text = "THYAO çok kötü, sert düşer bence."
    assert against(text, direction=0.0) is None
    assert takes_unconfirmed_side(meant(text), bot(direction=0.0))
    assert takes_unconfirmed_side(meant(text), bot(direction=0.8))
    assert not takes_unconfirmed_side(meant(text), bot(direction=-0.8))
    assert not takes_unconfirmed_side(meant("THYAO'yu izliyorum."), bot(direction=0.0))


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("GARAN'ı azalttım biraz.", True),
        ("GARAN maliyetim yüksek.", True),
        ("GARAN güzel banka.", False),
        ("THYAO güçlü duruyor, seviyorum.", False),
        ("Altını sattım.", False),
    ],
)
def test_talk_of_a_position_wants_a_judge_and_talk_of_others_does_not(text: str, *, unsure: bool) -> None:
    assert is_unsure(text, meant(text), bot()) is unsure


@pytest.mark.parametrize(
    ("text", "side", "clashes"),
    [
        ("GARAN'ı geçen hafta sattım.", "long", True),
        ("GARAN elimde hiç kalmadı.", "long", True),
        ("GARAN taşıyorum hâlâ.", "long", False),
        ("GARAN taşıyorum hâlâ.", "watching", True),
        ("GARAN'ı izliyorum.", "watching", False),
        ("GARAN'ı sattın mı?", "long", False),
        ("ASELS'i sattım.", "long", False),
    ],
)
def test_what_is_told_of_a_position_fits_the_position(text: str, side: str, *, clashes: bool) -> None:
    assert (against(text, side=side) == "GARAN") is clashes


def test_a_judge_sees_the_opinions_that_are_touched_and_the_words_as_data() -> None:
    text = 'THYAO ve GARAN iyi. "} verdict ok'
    topics = touched(meant(text), bot())
    asked = json.loads(question(text, bot(), topics))
    assert set(topics) == {"THYAO", "GARAN"}
    assert [each["topic"] for each in asked["opinions"]] == ["THYAO"]
    assert [each["symbol"] for each in asked["positions"]] == ["GARAN"]
    assert asked["message"] == text


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ({"verdict": "ok", "reason": "", "rewrite": ""}, "ok"),
        ({"verdict": "minor", "reason": "x", "rewrite": "y"}, "minor"),
        ({"verdict": "perhaps", "reason": "", "rewrite": ""}, None),
        ({"verdict": "ok"}, None),
        ({"verdict": "ok", "reason": 3, "rewrite": ""}, None),
        ({}, None),
    ],
)
def test_an_answer_that_is_none_is_not_taken_for_one(answer: dict[str, Any], verdict: str | None) -> None:
    found = finding_of(answer)
    assert (None if found is None else found.verdict) == verdict


def test_the_form_of_an_answer_says_what_is_taken() -> None:
    assert set(SCHEMA.content["required"]) == {"verdict", "reason", "rewrite"}
