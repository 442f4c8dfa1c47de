"""Time-lapse."""

from __future__ import annotations

from datetime import timedelta

import pytest

from piyasa.projections.pace import LIFE, Pace


def test_durations_are_divided_by_the_factor() -> None:
    assert Pace(20).seconds(60) == 3
    assert Pace(20).span(60) == timedelta(seconds=3)
    assert LIFE.seconds(60) == 60


@pytest.mark.parametrize("factor", [0, -1])
def test_time_neither_stops_nor_runs_backwards(factor: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Pace(factor)
