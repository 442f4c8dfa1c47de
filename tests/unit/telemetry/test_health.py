"""What checks add up to."""

import asyncio

import pytest

from piyasa.telemetry.errors import CheckNameTaken
from piyasa.telemetry.health import Finding, Gate, Health, State, degraded, healthy, unhealthy


def service(timeout: float = 2.0) -> Health:
    """Health of a service without checks."""
    return Health("generator", "1.0", timeout=timeout)


async def test_a_service_is_not_ready_before_it_has_said_what_it_needs() -> None:
    report = await service().ready()

    assert report.state is State.UNHEALTHY
    assert "start" in report.failing


async def test_ready_flips_with_its_checks() -> None:
    caught_up = False
    health = service()
    health.add("view", lambda: healthy() if caught_up else unhealthy("120 events behind"))

    before = await health.ready()
    caught_up = True
    after = await health.ready()

    assert before.failing == {"view": "120 events behind"}
    assert after.state is State.HEALTHY


async def test_a_draining_service_is_alive_but_not_ready() -> None:
    health = service()
    health.add("broker", lambda: True)
    assert (await health.ready()).state is State.HEALTHY

    health.drain()

    assert "draining" in (await health.ready()).failing
    assert (await health.live()).state is State.HEALTHY


async def test_a_readiness_check_does_not_ask_for_a_restart() -> None:
    health = service()
    health.add("broker", lambda: False)

    assert (await health.live()).state is State.HEALTHY
    assert (await health.ready()).state is State.UNHEALTHY


async def test_a_failing_liveness_check_asks_for_a_restart() -> None:
    health = service()
    health.add("consumer", lambda: unhealthy("task ended"), gate=Gate.LIVE)

    assert (await health.live()).failing == {"consumer": "task ended"}


async def test_the_whole_is_as_bad_as_its_worst_part() -> None:
    health = service()
    health.add("broker", lambda: True)
    assert (await health.full()).state is State.HEALTHY
    health.add("llm", lambda: degraded("offline lines"), gate=Gate.NONE)
    assert (await health.full()).state is State.DEGRADED
    health.add("database", lambda: False)
    assert (await health.full()).state is State.UNHEALTHY


async def test_degraded_is_ready() -> None:
    health = service()
    health.add("folds", lambda: degraded("1 event could not be folded"))

    assert not (await health.ready()).failing


async def test_checks_may_be_async_and_run_side_by_side() -> None:
    both_started = asyncio.Barrier(2)

    async def check() -> Finding:
        await both_started.wait()
        return healthy()

    health = service()
    health.add("one", check)
    health.add("other", check)

    assert (await health.ready()).state is State.HEALTHY


async def test_a_check_that_hangs_is_unhealthy() -> None:
    async def hang() -> bool:
        await asyncio.Event().wait()
        return True

    health = service(timeout=0.01)
    health.add("telegram", hang)

    assert (await health.full()).failing == {"telegram": "no answer within 0.01 s"}


async def test_a_check_that_raises_is_unhealthy_and_keeps_its_secrets() -> None:
    def broken() -> bool:
        message = "cannot reach postgresql://piyasa:geheim@db/piyasa"
        raise ConnectionError(message)

    health = service()
    health.add("database", broken)

    detail = (await health.full()).failing["database"]
    assert detail.startswith("ConnectionError: cannot reach")
    assert "geheim" not in detail


async def test_findings_say_how_long_they_took() -> None:
    moments = iter([0.0, 10.0, 10.25])
    health = Health("generator", "1.0", clock=lambda: next(moments))
    health.add("broker", lambda: True)

    assert (await health.full()).findings["broker"].took == pytest.approx(0.25)


def test_uptime_counts_from_the_start() -> None:
    moments = iter([5.0, 12.5])

    assert Health("generator", "1.0", clock=lambda: next(moments)).uptime == pytest.approx(7.5)


def test_two_checks_cannot_share_a_name() -> None:
    health = service()
    health.add("broker", lambda: True)

    with pytest.raises(CheckNameTaken, match="broker"):
        health.add("broker", lambda: True)
