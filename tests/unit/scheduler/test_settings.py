"""Settings hold their defaults against what is missing or nonsense."""

import pytest

from piyasa.projections.directory.settings import HourlyLimit, Settings
from piyasa.projections.directory.state import Installation


def settings(**known) -> Settings:
    return Settings.of(Installation(settings=known))


def test_a_new_installation_has_the_defaults() -> None:
    assert settings() == Settings()
    assert Settings().tick_seconds == 30


def test_what_was_set_holds() -> None:
    known = settings(base_delay_seconds=10, max_msgs_per_min=5, prime_hours_boost=True, prime_hours=["10:00-11:00"])
    assert (known.base_delay_seconds, known.max_msgs_per_min) == (10.0, 5)
    assert (known.prime_hours_boost, known.prime_hours) == (True, ("10:00-11:00",))


@pytest.mark.parametrize("value", [None, "30", True, [], {}])
def test_nonsense_is_as_if_nothing_was_set(value) -> None:
    assert settings(base_delay_seconds=value).base_delay_seconds == 30


def test_values_are_kept_in_their_ranges() -> None:
    assert settings(base_delay_seconds=0).base_delay_seconds == 1
    assert settings(max_msgs_per_min=99).max_msgs_per_min == 20


@pytest.mark.parametrize(
    ("value", "limit"),
    [
        ({"min": 30, "max": 60}, HourlyLimit(30, 60)),
        ({"min": 5}, HourlyLimit(5, 12)),
        ({"max": 5}, HourlyLimit(5, 5)),
        ({"min": 9, "max": 3}, HourlyLimit(3, 3)),
        (15, HourlyLimit(10, 20)),
    ],
)
def test_the_hourly_limit_is_a_range(value, limit) -> None:
    assert settings(bot_hourly_msg_limit=value).bot_hourly_msg_limit == limit


def test_the_scale_divides_the_tick() -> None:
    assert Settings.of(Installation(scale_factor=4.0)).tick_seconds == 7.5
