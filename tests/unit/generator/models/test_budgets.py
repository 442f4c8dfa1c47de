"""What a provider may cost in a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.contracts.conversation import Tokens
from piyasa.generator.domain.models.budgets import Limits, Spent, Step, admits
from piyasa.generator.domain.models.calls import Prices

STEPS: tuple[Step, ...] = ("free", "halved", "people_only", "exhausted")


@pytest.mark.parametrize(
    ("tokens", "step"),
    [(0, "free"), (799, "free"), (800, "halved"), (949, "halved"), (950, "people_only"), (1000, "exhausted")],
)
def test_little_is_given_up_at_first_and_all_at_the_end(tokens: int, step: Step) -> None:
    assert Limits(tokens=1000).step(Spent(tokens)) == step


def test_of_tokens_and_money_whichever_is_nearer_its_end_counts() -> None:
    limits = Limits(tokens=1000, usd=0.01)
    assert limits.share(Spent(tokens=100, micro_usd=9_000)) == pytest.approx(0.9)
    assert limits.share(Spent(tokens=990, micro_usd=10)) == pytest.approx(0.99)


def test_without_a_budget_nothing_is_given_up() -> None:
    assert not Limits().bounded
    assert Limits().step(Spent(10**12, 10**12)) == "free"


def test_the_reserve_for_people_is_a_setting() -> None:
    assert Limits(tokens=1000, reserve=0.3).step(Spent(700)) == "people_only"
    assert Limits(tokens=1000, reserve=0.0).step(Spent(999)) == "halved"


@pytest.mark.parametrize(
    ("step", "small_talk", "people"),
    [("free", 1000, 1000), ("halved", 500, 1000), ("people_only", 0, 1000), ("exhausted", 0, 0)],
)
def test_people_are_answered_longest(step: Step, small_talk: int, people: int) -> None:
    draws = [number / 1000 for number in range(1000)]
    assert sum(admits(step, urgent=False, draw=draw) for draw in draws) == small_talk
    assert sum(admits(step, urgent=True, draw=draw) for draw in draws) == people


@given(st.lists(st.integers(0, 400), max_size=20), st.floats(0, 0.5))
def test_each_step_is_told_once_however_it_is_reached(charges: list[int], reserve: float) -> None:
    limits, spent, told = Limits(tokens=1000, reserve=reserve), Spent(), list[Step]()
    for charge in charges:
        after = spent.plus(Spent(charge))
        told += limits.crossed(spent, after)
        spent = after
    assert told == [step for step in STEPS[1:] if STEPS.index(step) <= STEPS.index(limits.step(spent))]


def test_cached_tokens_cost_what_they_cost() -> None:
    took = Tokens(prompt=1_000_000, cached=400_000, completion=100_000)
    assert Prices(prompt=1.0, cached=0.5, completion=2.0).cost(took) == pytest.approx(0.6 + 0.2 + 0.2)
    assert Prices(prompt=1.0, completion=2.0).cost(took) == pytest.approx(1.2)
    assert Prices().cost(took) == 0.0
