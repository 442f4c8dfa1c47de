"""The day of a persona."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from piyasa.projections.emotions import circadian

ISTANBUL = "Europe/Istanbul"


@pytest.mark.parametrize(("hour", "energy"), [(2, 25.0), (11, 67.4), (14, 65.1), (12, 69.8), (16.25, 68.5)])
def test_energy_rests_on_the_curve_of_the_day(hour: float, energy: float) -> None:
    assert circadian.energy_baseline(50, hour, "neutral") == pytest.approx(energy, abs=0.1)


def test_the_curve_goes_around_the_clock() -> None:
    assert circadian.energy_baseline(50, 0, "owl") == pytest.approx(circadian.energy_baseline(50, 24, "owl"))


@pytest.mark.parametrize(("chronotype", "shift"), [("lark", -2.0), ("owl", 2.5), ("unheard of", 0.0)])
def test_larks_are_earlier_and_owls_later(chronotype: str, shift: float) -> None:
    for hour in range(24):
        shifted = circadian.energy_baseline(50, hour + shift, chronotype)
        assert shifted == pytest.approx(circadian.energy_baseline(50, hour, "neutral"))


def test_energy_rests_between_5_and_95() -> None:
    assert circadian.energy_baseline(0, 2, "neutral") == 5
    assert circadian.energy_baseline(100, 12, "neutral") == 95


@pytest.mark.parametrize(
    ("zone", "moment", "hour"),
    [
        (ISTANBUL, datetime(2026, 3, 4, 9, 30, tzinfo=UTC), 12.5),
        (ISTANBUL, datetime(2026, 3, 4, 22, 0, tzinfo=UTC), 1.0),
        ("Europe/London", datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 59 / 60),
        ("Europe/London", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 2.0),
        ("Nowhere/Else", datetime(2026, 3, 4, 9, 0, tzinfo=UTC), 12.0),
        ("../etc", datetime(2026, 3, 4, 9, 0, tzinfo=UTC), 12.0),
    ],
)
def test_the_hour_is_that_of_the_zone_or_else_of_istanbul(zone: str, moment: datetime, hour: float) -> None:
    assert circadian.local_hour(moment, zone) == pytest.approx(hour)


HOURS = ("13:30-19:00", "08:30-12:30")


def test_the_morning_is_the_earliest_start_of_the_day() -> None:
    start = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)
    end = start + timedelta(days=2)
    mornings = list(circadian.mornings_between(start, end, HOURS, ISTANBUL))
    assert mornings == [datetime(2026, 3, day, 5, 30, tzinfo=UTC) for day in (4, 5)]


def test_only_the_last_mornings_matter() -> None:
    end = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    assert len(list(circadian.mornings_between(end - timedelta(days=400), end, HOURS, ISTANBUL))) == 4


def test_the_quick_question_agrees_with_the_mornings_themselves() -> None:
    start = datetime(2026, 3, 27, 0, 0, tzinfo=UTC)
    for zone in (ISTANBUL, "Europe/London"):
        for minutes in range(0, 3 * 24 * 60, 17):
            a = start + timedelta(minutes=minutes)
            b = a + timedelta(minutes=40)
            asked = circadian.crosses_morning(a, b, HOURS, zone)
            assert asked == bool(list(circadian.mornings_between(a, b, HOURS, zone)))


def test_who_is_always_active_has_no_morning() -> None:
    start = datetime(2026, 3, 4, tzinfo=UTC)
    assert not circadian.crosses_morning(start, start + timedelta(days=3), (), ISTANBUL)
    assert list(circadian.mornings_between(start, start + timedelta(days=3), (), ISTANBUL)) == []


@pytest.mark.parametrize(
    ("clock", "active"), [("08:29", False), ("08:30", True), ("12:30", False), ("23:00", True), ("00:59", True)]
)
def test_activity_may_cross_midnight(clock: str, active: bool) -> None:
    hour, minute = map(int, clock.split(":"))
    moment = datetime(2026, 3, 4, hour, minute, tzinfo=circadian.zone_of(ISTANBUL))
    assert circadian.is_active(moment, ("08:30-12:30", "22:00-01:00"), ISTANBUL) is active
    assert circadian.is_active(moment, (), ISTANBUL)
