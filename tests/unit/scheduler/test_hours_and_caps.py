"""The hours personas keep, and how much they say in one."""

from datetime import UTC, datetime, timedelta

import pytest

from piyasa.projections.directory.settings import HourlyLimit
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.circadian import is_active
from piyasa.projections.pace import LIFE
from piyasa.scheduler.domain.hours import opens_in
from piyasa.scheduler.domain.limits import hourly_cap
from support.events import MEHMET, NOON

NO_SHIFT = timedelta(0)


def bot(*hours: str, zone: str = "Europe/Istanbul") -> Bot:
    return Bot(MEHMET, "Mehmet", "mehmet_trader", active_hours=hours, timezone=zone)


def at(hour: int, minute: int = 0) -> datetime:
    """An hour of day in Istanbul."""
    return datetime(2026, 3, 4, 0, 0, tzinfo=UTC) + timedelta(hours=hour - 3, minutes=minute)


def is_open(moment: datetime, *hours: str) -> bool:
    return opens_in(bot(*hours), moment, NO_SHIFT) == timedelta(0)


def test_a_window_holds_from_its_start_to_before_its_end() -> None:
    hours = "08:30-12:30"
    assert [is_open(at(8, 31), hours), is_open(at(12, 29), hours)] == [True, True]
    assert [is_open(at(8, 29), hours), is_open(at(12, 31), hours)] == [False, False]


def test_a_window_may_cross_midnight() -> None:
    assert [is_open(at(hour), "22:00-02:00") for hour in (21, 23, 1, 3)] == [False, True, True, False]


def test_no_windows_and_a_window_that_ends_where_it_begins_are_the_whole_day() -> None:
    for hour in range(24):
        assert is_open(at(hour))
        assert is_open(at(hour), "00:00-00:00")


def test_it_is_told_how_long_until_the_next_window() -> None:
    wait = opens_in(bot("08:30-12:30", "13:30-19:00"), at(13), NO_SHIFT)
    assert wait.total_seconds() == pytest.approx(1800, abs=2)
    wait = opens_in(bot("08:30-12:30", "13:30-19:00"), at(20, 30), NO_SHIFT)
    assert wait.total_seconds() == pytest.approx(12 * 3600, abs=2)


def test_hours_are_kept_to_the_minute_as_feelings_know_them() -> None:
    persona = bot("08:30-12:30")
    assert opens_in(persona, at(8, 29), NO_SHIFT) == timedelta(minutes=1)
    assert opens_in(persona, at(8, 30), NO_SHIFT) == timedelta(0)
    assert is_active(at(8, 30), persona.active_hours, persona.timezone)
    assert not is_active(at(8, 29), persona.active_hours, persona.timezone)


def test_the_clock_can_be_shifted() -> None:
    assert opens_in(bot("08:30-12:30"), at(3), timedelta(hours=6)) == timedelta(0)


def test_hours_are_those_of_the_personas_zone() -> None:
    assert opens_in(bot("00:00-04:00", zone="America/New_York"), at(9), NO_SHIFT) == timedelta(0)


def test_the_hourly_cap_is_drawn_from_its_range_once_an_hour() -> None:
    limit = HourlyLimit(10, 20)
    hours = [NOON + timedelta(hours=number) for number in range(300)]
    caps = [hourly_cap(MEHMET, limit, hour, LIFE) for hour in hours]
    assert set(caps) == set(range(10, 21))
    assert caps == [hourly_cap(MEHMET, limit, hour + timedelta(minutes=59), LIFE) for hour in hours]
