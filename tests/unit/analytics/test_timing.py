from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.analytics.timing import burstiness, memory, timing


def test_a_clock_is_minus_one():
    assert burstiness([10.0] * 8) == -1.0


def test_the_most_uneven_row_there_can_be_is_one_whatever_its_length():
    assert burstiness([0, 0, 0, 7.0]) == pytest.approx(1.0)
    assert burstiness([0] * 99 + [3.0]) == pytest.approx(1.0)


def test_the_spread_of_chance_is_zero_at_every_length():
    # Four events thrown on a circle leave intervals with r = √((n − 1)/(n + 1)); 1 ± √0.6 have exactly that.
    r = sqrt(3 / 5)
    assert burstiness([1 - r, 1 + r, 1 - r, 1 + r]) == pytest.approx(0.0)


def test_the_correction_by_hand():
    # μ = 2, σ = 1, r = 0.5, n = 2: (√3·0.5 − 1) / ((√3 − 2)·0.5 + 1)
    assert burstiness([1.0, 3.0]) == pytest.approx((sqrt(3) * 0.5 - 1) / ((sqrt(3) - 2) * 0.5 + 1))


def test_nothing_can_be_said_of_one_interval_or_of_none_that_lasts():
    assert burstiness([5.0]) is None
    assert burstiness([0.0, 0.0]) is None


def test_memory_is_one_when_long_follows_long_and_minus_one_when_they_take_turns():
    assert memory([1.0, 2.0, 3.0, 4.0]) == pytest.approx(1.0)
    assert memory([1.0, 9.0, 1.0, 9.0, 1.0]) == pytest.approx(-1.0)
    assert memory([4.0, 4.0, 4.0]) is None


def test_timing_takes_moments():
    found = timing([0.0, 10.0, 20.0, 30.0])
    assert (found.intervals, found.median_seconds, found.burstiness) == (3, 10.0, -1.0)
    assert timing([]).burstiness is None


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=50))
def test_burstiness_and_memory_stay_in_their_ranges(intervals):
    for found in (burstiness(intervals), memory(intervals)):
        assert found is None or -1 - 1e-9 <= found <= 1 + 1e-9
