import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from piyasa.devstack.llm.faults import Aim, Fault, FaultPlan, Kind

CHAT = Aim("chat", "large")
GUIDE = Path(__file__).parents[4] / "docs" / "developing.md"


def kinds(plan: FaultPlan, draws: int, aim: Aim = CHAT) -> list[str | None]:
    return [plan.draw(aim).kind for _ in range(draws)]


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
    met = plan.draw(CHAT)
    assert (met.kind, met.delay) == ("empty", 0.25)
    assert plan.draw(CHAT).delay == 0.0


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
    ("limits", "met", "spared"),
    [
        ({"path": "embeddings"}, Aim("embeddings"), CHAT),
        ({"path": "chat"}, CHAT, Aim("embeddings")),
        ({"model": "large"}, CHAT, Aim("chat", "small")),
        ({"schema": True}, Aim("chat", structured=True), CHAT),
        ({"schema": False}, CHAT, Aim("chat", structured=True)),
    ],
)
def test_an_order_strikes_only_what_it_is_limited_to(limits: dict[str, object], met: Aim, spared: Aim) -> None:
    plan = FaultPlan()
    plan.order(Fault.model_validate({"kind": "reset", "count": 1, **limits}))
    assert kinds(plan, 3, spared) == [None, None, None]
    assert kinds(plan, 2, met) == ["reset", None]


def test_what_is_said_wrongly_concerns_no_vectors() -> None:
    plan = FaultPlan()
    plan.order(Fault(kind="empty", count=1))
    assert kinds(plan, 1, Aim("embeddings")) == [None]
    assert kinds(plan, 1) == ["empty"]


def test_a_seed_draws_the_same_words_every_time() -> None:
    runs = []
    for _ in range(2):
        plan = FaultPlan()
        plan.order(Fault(kind="refusal_text", seed=7))
        runs.append([plan.draw(CHAT).pick for _ in range(20)])
    assert runs[0] == runs[1]
    assert len(set(runs[0])) == 20


def test_every_kind_is_described() -> None:
    table = GUIDE.read_text(encoding="utf-8").split("## A model that fails")[1]
    assert re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE) == list(get_args(Kind))


def test_an_order_is_written_as_it_is_read() -> None:
    order = {"kind": "say", "texts": ["bir", "iki"], "schema": True, "retry_after": None}
    fault = Fault.model_validate(order)
    assert fault.model_dump(by_alias=True).items() >= {"schema": True, "retry_after": None}.items()
    assert Fault.model_validate_json(fault.model_dump_json(by_alias=True)) == fault


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "flood"},
        {"kind": "reset", "probability": 2},
        {"kind": "reset", "count": 0},
        {"kind": "reset", "often": 1},
        {"kind": "say"},
        {"kind": "say", "texts": []},
        {"kind": "quoted", "text": "bir", "texts": ["iki"]},
        {"kind": "reset", "path": "models"},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Fault.model_validate(wrong)
