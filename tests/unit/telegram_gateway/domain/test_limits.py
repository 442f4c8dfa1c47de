"""Telegram's limits: what fits, and how long to wait for what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.telegram_gateway.domain.limits import RateLimits, Window


def test_a_bot_waits_a_second_between_messages_in_a_chat() -> None:
    limits = RateLimits()
    limits.sent("a", 1, now=100.0)
    assert limits.wait_to_send("a", 1, now=100.25) == 0.75
    assert limits.wait_to_send("a", 2, now=100.25) == 0
    assert limits.wait_to_send("b", 1, now=100.25) == 0


def test_the_twenty_first_message_of_a_minute_waits() -> None:
    limits = RateLimits()
    for second in range(20):
        limits.sent("a", 1, now=float(second))
    assert limits.wait_to_send("a", 1, now=20.0) == 40.0
    assert limits.wait_to_send("a", 1, now=60.0) == 0


def test_a_bot_makes_at_most_29_calls_in_any_second() -> None:
    limits = RateLimits()
    for chat in range(29):
        assert limits.wait_to_send("a", chat, now=5.0) == 0
        limits.sent("a", chat, now=5.0)
    assert limits.wait_to_send("a", 99, now=5.5) == 0.5
    assert limits.wait_to_call("a", 99, now=5.5) == 0.5


def test_typing_counts_for_the_bot_and_not_for_the_chat() -> None:
    limits = RateLimits()
    limits.called("a", now=5.0)
    assert limits.wait_to_send("a", 1, now=5.0) == 0


def test_a_flood_parks_the_bot_in_that_chat() -> None:
    limits = RateLimits()
    limits.flooded("a", 1, 10, now=0.0)
    assert limits.wait_to_send("a", 1, now=4.0) == 6.0
    assert limits.wait_to_call("a", 1, now=4.0) == 6.0
    assert limits.wait_to_send("a", 2, now=4.0) == 0
    assert limits.wait_to_send("b", 1, now=4.0) == 0


def test_a_flood_in_a_second_chat_parks_the_whole_bot() -> None:
    limits = RateLimits()
    limits.flooded("a", 1, 10, now=0.0)
    limits.flooded("a", 2, 8, now=1.0)
    assert limits.wait_to_send("a", 3, now=1.0) == 8.0


def test_a_very_long_flood_parks_the_whole_bot() -> None:
    limits = RateLimits()
    limits.flooded("a", 1, 300, now=0.0)
    assert limits.wait_to_send("a", 2, now=0.0) == 300.0


def test_floods_one_after_the_other_in_different_chats_park_only_those() -> None:
    limits = RateLimits()
    limits.flooded("a", 1, 2, now=0.0)
    limits.flooded("a", 2, 2, now=5.0)
    assert limits.wait_to_send("a", 3, now=5.0) == 0


@given(
    gaps=st.lists(st.floats(min_value=0, max_value=3), max_size=60),
    limit=st.integers(1, 5),
    seconds=st.sampled_from([1.0, 60.0]),
)
def test_no_span_of_a_window_ever_holds_more_than_its_limit(gaps: list[float], limit: int, seconds: float) -> None:
    window, now, taken = Window(limit, seconds), 0.0, []
    for gap in gaps:
        now += gap
        now += window.wait(now)
        window.take(now)
        taken.append(now)
    for first, over in zip(taken, taken[limit:], strict=False):
        assert over - first == pytest.approx(max(seconds, over - first))
