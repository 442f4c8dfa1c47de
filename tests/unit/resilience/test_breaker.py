"""The circuit of a host that does not answer."""

from __future__ import annotations

import pytest

from piyasa.resilience import Breaker, BreakerReport


@pytest.fixture
def breaker() -> Breaker:
    return Breaker(threshold=10, open_seconds=60)


def opened(at: float = 0.0) -> Breaker:
    breaker = Breaker(threshold=10, open_seconds=60)
    for _ in range(10):
        breaker.failed(at)
    return breaker


def test_it_starts_closed(breaker: Breaker) -> None:
    assert breaker.state(0) == "closed"
    assert breaker.allows(0)


def test_success_keeps_it_closed(breaker: Breaker) -> None:
    for _ in range(100):
        breaker.succeeded()
    assert breaker.state(0) == "closed"


def test_ten_failures_open_it(breaker: Breaker) -> None:
    for count in range(10):
        assert breaker.state(0) == "closed", count
        breaker.failed(0)
    assert breaker.state(0) == "open"


def test_it_holds_calls_back_while_open() -> None:
    breaker = opened()
    assert not breaker.allows(0)
    assert not breaker.allows(59.9)
    assert breaker.report(59.9).blocked == 2


def test_after_a_minute_one_probe_goes_through() -> None:
    breaker = opened()
    assert breaker.state(60) == "half_open"
    assert breaker.allows(60)
    assert not breaker.allows(60.1)


def test_a_probe_that_succeeds_closes_it() -> None:
    breaker = opened()
    assert breaker.allows(60)
    breaker.succeeded()
    assert breaker.state(60) == "closed"
    assert breaker.allows(60)


def test_a_probe_that_fails_opens_it_for_another_minute() -> None:
    breaker = opened()
    assert breaker.allows(60)
    breaker.failed(61)
    assert breaker.state(120.9) == "open"
    assert breaker.state(121) == "half_open"


def test_it_reports_state_failures_and_blocked_calls() -> None:
    breaker = opened()
    breaker.allows(1)
    assert breaker.report(1) == BreakerReport("open", failures=10, blocked=1)


def test_a_reset_closes_it() -> None:
    breaker = opened()
    breaker.reset()
    assert breaker.report(0) == BreakerReport("closed", failures=0, blocked=0)


def test_success_forgets_earlier_failures(breaker: Breaker) -> None:
    for _ in range(9):
        breaker.failed(0)
    breaker.succeeded()
    breaker.failed(0)
    assert breaker.state(0) == "closed"


def test_a_probe_of_which_nothing_is_heard_is_given_up() -> None:
    breaker = opened()
    assert breaker.allows(60)
    assert breaker.allows(120)


def test_another_answer_keeps_the_failures_of_a_closed_circuit(breaker: Breaker) -> None:
    for _ in range(10):
        breaker.answered()
        breaker.failed(0)
    assert breaker.state(0) == "open"


def test_another_answer_from_before_the_circuit_opened_does_not_close_it() -> None:
    breaker = opened()
    breaker.answered()
    assert breaker.state(1) == "open"


def test_another_answer_that_is_the_probe_closes_the_circuit() -> None:
    breaker = opened()
    assert breaker.allows(60)
    breaker.answered()
    assert breaker.report(60) == BreakerReport("closed", failures=0, blocked=0)


def test_it_tells_how_long_calls_are_held_back() -> None:
    breaker = opened(at=10)
    assert breaker.closed_in(40) == 30
    assert breaker.closed_in(80) == 0
    assert Breaker(threshold=1, open_seconds=60).closed_in(0) == 0


def test_a_probe_that_is_given_up_by_the_caller_may_be_made_anew() -> None:
    breaker = opened()
    assert breaker.allows(60)
    breaker.given_up()
    assert breaker.state(61) == "half_open"
    assert breaker.allows(61)
    assert not breaker.allows(62)
