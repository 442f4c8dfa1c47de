"""Classifiers over the marks of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.language.disguise import undisguise
from piyasa.language.guards.grams import sentences
from piyasa.language.guards.linear import LinearModel, judged, model

NAMES = ("compliance", "sincerity", "injection")
TALK = "Bugün hava güzeldi, sahilde yürüdük. Akşam çay demledik. Çocuklar ders çalıştı. "


def marks(text):
    return frozenset().union(*(sentence.marks for sentence in sentences(undisguise(text))))


def a_model(weights, *, labels=("promise", "advice")):
    return LinearModel(labels, weights, unit=0.1, biases=(0.0,) * len(labels), slope=1.0, offset=0.0, blocking=0.5,
                       doubtful=0.2)  # fmt: skip


def test_every_instrument_and_every_number_is_the_same_to_it() -> None:
    assert marks("THYAO 318 olur") == marks("GARAN 1.250,50 olur")
    assert marks("THYAO'da hacim") == marks("GARAN'da hacim")


def test_the_end_of_a_sentence_is_a_mark_of_its_own() -> None:
    assert "=al ." in marks("buradan al")
    assert "=al ?" in marks("buradan al?")
    assert marks("al. sat") == marks("sat. al")


def test_a_text_is_judged_by_its_weightiest_sentence() -> None:
    judgement = a_model({"=al": (0, 90)}).judge("Hava güzel. Hemen al! Çay demledim.")
    assert judgement.label == "advice"
    assert "Hava güzel. Hemen al! Çay demledim."[judgement.start : judgement.end].strip() == "Hemen al!"


@pytest.mark.parametrize(
    "promise",
    ["Bu fon ne yaşanırsa yaşansın sizi kazandırmadan bırakmaz, altına imzamı atarım.", "Sermayeniz erimez, katlanır."],
)
def test_talk_around_a_promise_dilutes_nothing(promise: str) -> None:
    alone = judged("compliance", promise).probability
    assert judged("compliance", f"{TALK * 4}{promise} {TALK * 4}").probability >= alone - 1e-9


def test_a_text_without_a_word_is_nothing() -> None:
    assert a_model({"=al": (0, 90)}).judge("!!! 🙂").probability == 0.0


@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_small_and_its_thresholds_are_in_order(name) -> None:
    known = model(name)
    assert len(known.weights) <= 14_000
    assert 0.0 < known.doubtful < known.blocking < 1.0
    assert all(len(row) == len(known.labels) for row in known.weights.values())


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    judgement = judged("compliance", text)
    assert 0.0 <= judgement.probability <= 1.0
    assert 0 <= judgement.start <= judgement.end <= len(text)
