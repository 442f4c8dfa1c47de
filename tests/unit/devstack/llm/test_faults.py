import pytest
from pydantic import ValidationError

from piyasa.devstack.llm.faults import Fault, FaultPlan


def kinds(plan: FaultPlan, draws: int) -> list[str | None]:
    met = [plan.draw()[0] for _ in range(draws)]
    return [None if fault is None else fault.kind for fault in met]


def test_a_counted_fault_strikes_that_often() -> None:
    plan = FaultPlan()
    plan.order(Fault(kind="reset", count=2))
    assert kinds(plan, 4) == ["reset", "reset", None, None]
    assert plan.orders() == []


def test_orders_are_met_one_after_the_other() -> None:
    plan = FaultPlan()
    plan.order(Fault(kind="rate_limit", count=1))
    plan.order(Fault(kind="server_error", count=1))
    assert kinds(plan, 3) == ["rate_limit", "server_error", None]


def test_a_delay_comes_on_top() -> None:
    plan = FaultPlan()
    plan.order(Fault(kind="empty"))
    plan.order(Fault(kind="delay", seconds=0.25, count=1))
    met, delay = plan.draw()
    assert met is not None
    assert (met.kind, delay) == ("empty", 0.25)
    assert plan.draw()[1] == 0.0


def test_a_seeded_chance_decides_the_same_way_every_time() -> None:
    runs = []
    for _ in range(2):
        plan = FaultPlan()
        plan.order(Fault(kind="reset", probability=0.5, seed=7))
        runs.append(kinds(plan, 200))
    assert runs[0] == runs[1]
    assert 60 < runs[0].count("reset") < 140


def test_clearing_ends_every_order() -> None:
    plan = FaultPlan()
    plan.order(Fault(kind="garbage"))
    plan.clear()
    assert kinds(plan, 1) == [None]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "flood"},
        {"kind": "reset", "probability": 2},
        {"kind": "reset", "count": 0},
        {"kind": "reset", "often": 1},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Fault.model_validate(wrong)
