"""The weights that are shipped are those that the training lines give."""

import json

import numpy as np
import pytest

from evaluation.train import MODELS, PLANS, digest, learn, lines_of


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_the_shipped_weights_were_learnt_from_the_lines_that_are_here(plan) -> None:
    head = json.loads((MODELS / f"{plan.name}.tsv").read_text(encoding="utf-8").partition("\n")[0])

    assert head["lines"] == digest(lines_of(plan)), "lines have changed: run `make train`"
    assert tuple(head["labels"]) == plan.labels


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_no_held_out_line_is_learnt_from(plan) -> None:
    learnt = {text for text, _ in lines_of(plan)}

    for file in plan.files:
        lines = map(json.loads, (MODELS.parents[6] / "tests/evaluation" / file).read_text("utf-8").splitlines())
        assert not [line["id"] for line in lines if line.get("split") == "heldout" and line["text"] in learnt]


def test_learning_twice_gives_the_same_weights_and_tells_the_labels_apart() -> None:
    given = [(frozenset({"=al", f"={number}"}), "advice") for number in range(9)]
    given += [(frozenset({"=bak", f"={number}"}), "other") for number in range(9)]

    first, second = (learn(given, ("advice",), 20) for _ in range(2))

    assert first.marks == second.marks
    assert np.array_equal(first.weights, second.weights)
    weight = dict(zip(first.marks, first.weights[:, 0], strict=True))
    assert weight["=al"] > 0 > weight["=bak"]
    assert (first.left_out[:9] > first.left_out[9:].max()).all()
