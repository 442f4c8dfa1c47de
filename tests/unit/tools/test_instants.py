"""Moments as people write them."""

from datetime import UTC, datetime

import pytest

from piyasa.tools.errors import MomentAhead, MomentUnusable
from piyasa.tools.instants import instant

NOW = datetime(2026, 3, 4, 12, 30, 15, tzinfo=UTC)


def test_without_one_it_is_now() -> None:
    assert instant(None, NOW) == NOW


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15:30", "2026-03-04T12:30:00+00:00"),
        (" 9:05 ", "2026-03-04T06:05:00+00:00"),
        ("2026-03-04T09:00", "2026-03-04T06:00:00+00:00"),
        ("2026-03-04 09:00:30", "2026-03-04T06:00:30+00:00"),
        ("2026-03-04T09:00Z", "2026-03-04T09:00:00+00:00"),
        ("2026-03-04T09:00+01:00", "2026-03-04T08:00:00+00:00"),
        ("2026-03-03", "2026-03-02T21:00:00+00:00"),
    ],
)
def test_hours_are_of_today_and_istanbuls_unless_a_zone_is_named(text: str, expected: str) -> None:
    assert instant(text, NOW).isoformat() == expected


@pytest.mark.parametrize("text", ["", "noon", "25:00", "12:60", "2026-13-01", "0001-01-01"])
def test_what_is_no_moment_is_refused_with_examples(text: str) -> None:
    with pytest.raises(MomentUnusable, match="write 14:30"):
        instant(text, NOW)


@pytest.mark.parametrize("text", ["15:31", "2026-03-05T00:00"])
def test_what_has_not_come_yet_is_refused(text: str) -> None:
    with pytest.raises(MomentAhead, match="has not come yet"):
        instant(text, NOW)


def test_a_day_begins_at_midnight_in_istanbul() -> None:
    late = datetime(2026, 3, 4, 22, 0, tzinfo=UTC)
    assert instant("00:30", late).isoformat() == "2026-03-04T21:30:00+00:00"
