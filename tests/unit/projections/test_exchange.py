"""When the exchange trades, and when everybody watches it."""

from datetime import UTC, datetime, timedelta

import pytest

from piyasa.projections.exchange import in_prime_hours, last_close, market_open, part_of_day

ISTANBUL = "Europe/Istanbul"
WEDNESDAY_TEN = datetime(2026, 3, 4, 7, 0, tzinfo=UTC)
"""Ten in the morning in Istanbul."""


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-04T10:00:00+03:00", True),
        ("2026-03-04T17:59:00+03:00", True),
        ("2026-03-04T18:00:00+03:00", False),
        ("2026-03-04T09:59:00+03:00", False),
        ("2026-03-07T12:00:00+03:00", False),
        ("2026-10-29T12:00:00+03:00", False),
        ("2026-03-04T15:30:00+00:00", False),
    ],
)
def test_the_exchange_trades_on_weekdays_from_ten_to_six_except_on_holidays(moment: str, *, is_open: bool) -> None:
    assert market_open(datetime.fromisoformat(moment), ("2026-10-29",)) is is_open


@pytest.mark.parametrize(
    ("moment", "closed"),
    [
        ("2026-03-04T18:00:00+03:00", "2026-03-04T18:00:00+03:00"),
        ("2026-03-04T23:30:00+03:00", "2026-03-04T18:00:00+03:00"),
        ("2026-03-05T09:00:00+03:00", "2026-03-04T18:00:00+03:00"),
        ("2026-03-05T12:00:00+03:00", "2026-03-04T18:00:00+03:00"),
        ("2026-03-08T12:00:00+03:00", "2026-03-06T18:00:00+03:00"),
        ("2026-10-29T20:00:00+03:00", "2026-10-28T18:00:00+03:00"),
        ("2026-03-04T22:30:00+00:00", "2026-03-04T18:00:00+03:00"),
    ],
)
def test_the_last_close_is_that_of_the_newest_session_that_is_over(moment: str, closed: str) -> None:
    assert last_close(datetime.fromisoformat(moment), ("2026-10-29",)) == datetime.fromisoformat(closed)


@pytest.mark.parametrize(
    ("hour", "part"), [(5, "night"), (6, "morning"), (10, "market"), (17, "market"), (18, "evening"), (22, "night")]
)
def test_the_day_has_parts(hour: int, part: str) -> None:
    assert part_of_day(WEDNESDAY_TEN.replace(hour=hour)) == part


def test_prime_hours_are_of_weekdays_where_somebody_lives() -> None:
    prime = ["09:40-11:30"]
    assert in_prime_hours(WEDNESDAY_TEN, ISTANBUL, prime)
    assert not in_prime_hours(WEDNESDAY_TEN, "UTC", prime)
    assert not in_prime_hours(WEDNESDAY_TEN + timedelta(days=3), ISTANBUL, prime)
    assert not in_prime_hours(WEDNESDAY_TEN + timedelta(hours=2), ISTANBUL, prime)


def test_what_is_no_window_is_left_out_and_none_left_means_never() -> None:
    assert in_prime_hours(WEDNESDAY_TEN, ISTANBUL, ["nonsense", " 09:40-11:30 "])
    assert not in_prime_hours(WEDNESDAY_TEN, ISTANBUL, ["nonsense"])
    assert not in_prime_hours(WEDNESDAY_TEN, ISTANBUL, ())
