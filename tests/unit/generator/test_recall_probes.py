"""What labelled probes bring to a persona's mind, by words alone (behaviour 4.5: more than four in five)."""

import pytest

from evaluation.recall_scenes import recall_score

TUNED = recall_score("tune")


def test_what_is_meant_is_among_the_five_that_come_to_mind() -> None:
    assert TUNED.recall_at_5 >= 0.86
    assert TUNED.accuracy_at_1 >= 0.75
    assert min(TUNED.by_kind["direct"], TUNED.by_kind["person"]) >= 0.97


@pytest.mark.parametrize("split", ["tune"])
def test_nothing_comes_to_mind_where_nothing_is_meant(split: str) -> None:
    assert recall_score(split).false_alarms == 0


@pytest.mark.parametrize("split", ["tune"])
def test_what_is_remembered_of_a_person_stays_with_that_person(split: str) -> None:
    assert recall_score(split).attribution >= 0.95
