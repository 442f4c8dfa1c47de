from datetime import UTC, datetime, timedelta

import pytest

from piyasa.projector.domain.report_windows import due, ends_an_hour


def at(hour, minute=0, day=4):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def test_the_first_window_is_the_newest():
    assert due(None, at(9, 7)) == [at(9)]


def test_each_quarter_of_an_hour_is_due_once():
    assert due(at(9), at(9, 14)) == []
    assert due(at(9), at(9, 15)) == [at(9, 15)]
    assert due(at(9), at(9, 50)) == [at(9, 15), at(9, 30), at(9, 45)]


def test_a_day_is_made_up_for_and_no_more():
    ends = due(at(0, day=1), at(9, 7))
    assert (ends[0], ends[-1], len(ends)) == (at(9, day=3), at(9), 97)


def test_windows_lie_on_the_clock_whenever_the_last_one_was():
    assert due(at(9, 3), at(9, 40)) == [at(9, 30)]


@pytest.mark.parametrize(("minute", "whole"), [(0, True), (15, False), (45, False)])
def test_personas_are_measured_with_each_hour(minute, whole):
    assert ends_an_hour(at(9, minute)) is whole
    assert ends_an_hour(at(9, minute) + timedelta(hours=1)) is whole
