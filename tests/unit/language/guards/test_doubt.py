"""What the guards let pass without being sure."""

import json
from pathlib import Path

from piyasa.language import violations
from piyasa.language.guards.doubt import doubt
from piyasa.language.guards.linear import clears, model
from piyasa.language.guards.violations import worded

TRAINING = Path(__file__).parents[3] / "evaluation" / "training" / "compliance.jsonl"
LINES = [json.loads(line)["text"] for line in TRAINING.read_text(encoding="utf-8").splitlines()]
HARMLESS = [line for line in map(json.loads, TRAINING.read_text("utf-8").splitlines()) if line["label"] == "harmless"]


def test_what_is_plain_either_way_is_not_doubtful() -> None:
    assert doubt("Günaydın herkese, çaylar hazır mı?") is None
    assert doubt("garanti kazanç, risk sıfır, kesin yükselir") is None
    assert doubt("sen bot musun", "sincerity") is None


def test_doubt_lies_below_the_threshold_and_names_what_it_might_be() -> None:
    doubtful = [found for text in LINES if (found := doubt(text)) is not None]
    assert doubtful
    assert {found.kind for found in doubtful} <= {"return_promise", "individual_advice", "insider_claim"}
    assert all(found.probability < model("compliance").blocking for found in doubtful)
    assert sum(doubt(line["text"]) is not None for line in HARMLESS) < len(HARMLESS) / 10


def test_a_phrase_that_the_classifier_overrules_passes_but_is_doubtful() -> None:
    overruled = [text for text in LINES if clears("compliance", text) and any(worded(text))]
    assert overruled
    for text in overruled:
        assert not {each.kind for each in violations(text)} & {each.kind for each in worded(text)}
        assert doubt(text) is not None
