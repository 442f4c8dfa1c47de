from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from piyasa.simulation.agenda import Agenda

START = datetime(2026, 11, 16, tzinfo=UTC)
END = START + timedelta(hours=1)


def test_what_is_put_down_happens_in_the_order_of_its_moments():
    agenda, happened = Agenda(START), []
    for seconds in (30, 10, 20):
        agenda.after(seconds, lambda seconds=seconds: happened.append(seconds))
    while agenda.step(END):
        pass
    assert happened == [10, 20, 30]


def test_what_is_due_at_one_moment_happens_in_the_order_it_was_put_down():
    agenda, happened = Agenda(START), []
    for name in "abc":
        agenda.after(5, lambda name=name: happened.append(name))
    while agenda.step(END):
        pass
    assert happened == ["a", "b", "c"]


def test_time_stands_at_the_moment_of_what_happens():
    agenda, seen = Agenda(START), []
    agenda.after(90, lambda: seen.append(agenda.clock()))
    agenda.step(END)
    assert seen == [START + timedelta(seconds=90)]


def test_what_should_have_happened_already_happens_next():
    agenda, seen = Agenda(START), []
    agenda.at(START - timedelta(days=1), lambda: seen.append(agenda.now))
    agenda.step(END)
    assert seen == [START]


def test_nothing_happens_at_or_after_the_end_and_time_stops_there():
    agenda, happened = Agenda(START), []
    agenda.at(END, lambda: happened.append("late"))
    assert not agenda.step(END)
    assert happened == []
    assert agenda.now == END


@given(st.lists(st.integers(-100, 4000)))
def test_time_only_moves_forward(offsets: list[int]):
    agenda, seen = Agenda(START), []
    for offset in offsets:
        agenda.at(START + timedelta(seconds=offset), lambda: seen.append(agenda.now))
    while agenda.step(END):
        pass
    assert seen == sorted(seen)
    assert len(seen) == sum(offset < 3600 for offset in offsets)
