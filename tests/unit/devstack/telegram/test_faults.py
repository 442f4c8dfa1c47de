"""Switching faults on and off."""

from __future__ import annotations

import itertools

import pytest

from piyasa.devstack.telegram.domain.accounts import Bot
from piyasa.devstack.telegram.domain.faults import KINDS, REFUSALS, Faults

_BOT = Bot(7, "7:x", "mehmet_bot", "Mehmet")


def _always() -> float:
    return 0.0


def test_every_refusal_of_the_table_can_be_asked_for() -> None:
    for kind in REFUSALS:
        faults = Faults()
        faults.add({"kind": kind, "migrate_to": -100200300 if kind == "migrated" else None})
        fault = faults.draw(_BOT, "sendMessage", -1, _always)
        refusal = fault.refusal() if fault is not None else None
        assert refusal is not None
        assert refusal.description


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("accepted, answer lost", "answer_lost"),
        ("HTML 502", "bad_gateway"),
        ("slow body", "slow_body"),
        ("Timeout", "timeout"),
        ("429", "too_many_requests"),
    ],
)
def test_kinds_may_be_spelled_as_people_say_them(given: str, kind: str) -> None:
    assert Faults().add({"kind": given}).kind == kind


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "earthquake"},
        {"kind": "timeout", "probability": 2},
        {"kind": "timeout", "colour": "red"},
        {"kind": "timeout", "count": -1},
        {"kind": "migrated"},
        {},
    ],
)
def test_a_wish_that_makes_no_sense_is_named(wish: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Faults().add(wish)


def test_filters_and_count_decide_what_is_struck() -> None:
    faults = Faults()
    faults.add({"kind": "timeout", "bot": "@Mehmet_bot", "method": "SENDMESSAGE", "chat": -1, "count": 2})
    other = Bot(8, "8:x", "ayse_bot", "Ayşe")
    calls = [(_BOT, "sendmessage", -1), (other, "sendmessage", -1), (_BOT, "getme", None), (_BOT, "sendmessage", -2)]
    struck = [faults.draw(bot, method, chat, _always) is not None for bot, method, chat in calls]
    assert struck == [True, False, False, False]
    again = [faults.draw(_BOT, "sendMessage", -1, _always) is not None for _ in range(2)]
    assert again == [True, False]


def test_probability_is_drawn_for_each_call() -> None:
    faults = Faults()
    fault = faults.add({"kind": "answer_lost", "probability": 0.5})
    chance = itertools.cycle([0.4, 0.6])
    hits = [faults.draw(_BOT, "sendMessage", -1, lambda: next(chance)) is not None for _ in range(6)]
    assert hits == [True, False] * 3
    assert faults.struck[fault.id] == 3


def test_faults_are_switched_off_one_by_one_or_all() -> None:
    faults = Faults()
    first = faults.add({"kind": "timeout"})
    faults.add({"kind": "reset"})
    assert (faults.clear(first.id), faults.clear(), faults.draw(_BOT, "getMe", None, _always)) == (1, 1, None)


def test_whether_the_answer_is_dropped_follows_from_the_kind() -> None:
    dropped = {kind: Faults().add({"kind": kind, "migrate_to": -1}).drops_answer() for kind in KINDS}
    assert {kind for kind, lost in dropped.items() if lost} == {"answer_lost", "unreadable"}
    assert Faults().add({"kind": "timeout", "accepted": True}).drops_answer()
