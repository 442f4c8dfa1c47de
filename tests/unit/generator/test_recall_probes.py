"""What labelled probes bring to a persona's mind, by words alone (behaviour 4.5: more than four in five)."""

import pytest

from evaluation.recall_scenes import answers, recall_score


def test_what_is_meant_is_among_the_five_that_come_to_mind() -> None:
    tuned = recall_score("tune")
    assert tuned.recall_at_5 >= 0.89
    assert tuned.accuracy_at_1 >= 0.79
    assert min(tuned.by_kind["direct"], tuned.by_kind["person"]) >= 0.95


def test_lines_that_were_never_tuned_to_stay_where_they_are() -> None:
    unseen = recall_score("unseen")
    assert unseen.recall_at_5 >= 0.8
    assert unseen.accuracy_at_1 >= 0.76
    assert unseen.by_kind["direct"] >= 0.98
    assert unseen.by_kind["paraphrase"] >= 0.5
    assert unseen.by_kind["person"] >= 0.79


@pytest.mark.parametrize(("split", "most"), [("tune", 0), ("heldout", 0), ("fresh", 3)])
def test_next_to_nothing_comes_to_mind_where_nothing_is_meant(split: str, most: int) -> None:
    assert recall_score(split).false_alarms <= most


@pytest.mark.parametrize("split", ["tune", "unseen"])
def test_what_is_remembered_of_a_person_stays_with_that_person(split: str) -> None:
    assert recall_score(split).attribution >= 0.95


def test_embeddings_that_know_what_is_meant_find_it() -> None:
    probes = [each.probe for each in answers("tune")]
    meant = {(probe["persona"], probe["lines"][-1]): probe["meant"] for probe in probes}
    score = recall_score("tune", lambda persona, said: dict.fromkeys(meant[persona, said.split("\n")[-1]], 0.9))
    assert score.recall_at_5 == 1.0
    assert (score.false_alarms, score.attribution) == (0, 1.0)
