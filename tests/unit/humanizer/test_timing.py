"""When a message is sent."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.contracts.persona import PersonaProfile
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.timing import Timing, cps_of, moment_of, next_moment, timed, timed_truth, typing_time
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.pace import LIFE, Pace
from support.events import NOON

Make = Callable[..., Manner]


def times(manner: Manner, *, wait: float = 30.0, scale: float = 1.0, length: int = 0, seed: int = 1) -> Timing:
    return timed("Acele yok.", manner, wait=wait, target_length=length, cps=5.0, scale=scale, chance=Random(seed))


def test_reading_grows_with_what_is_read_within_bounds(manner: Make) -> None:
    assert [times(manner(), length=length).reading for length in (0, 100, 1000)] == [0.8, 4.0, 8.0]


def test_thinking_follows_the_wait_the_state_and_the_tempo(manner: Make) -> None:
    usual = times(manner()).thinking
    assert times(manner(None, Feelings(energy=10))).thinking == pytest.approx(usual * 1.5)
    assert times(manner(persona=PersonaProfile(tempo="fast"))).thinking == pytest.approx(usual * 0.75)
    assert times(manner(), scale=2).thinking == pytest.approx(usual / 2)
    assert times(manner(), scale=0.5).thinking == pytest.approx(usual)
    assert times(manner(), wait=0).thinking == 1.0
    assert times(manner(), wait=1e6).thinking == 600.0


def test_jitter_has_the_wait_as_its_median(manner: Make) -> None:
    drawn = sorted(times(manner(), seed=seed).thinking for seed in range(301))
    assert drawn[150] == pytest.approx(30.0, rel=0.15)


def test_typing_takes_as_long_as_the_text_within_bounds(manner: Make) -> None:
    short, long = (typing_time(text, manner(), 5.0, Random(1)) for text in ("ok", "uzun bir cümle " * 60))
    assert short < 5
    assert long == 25.0
    assert all(3.5 <= cps_of(Random(seed)) <= 7.0 for seed in range(50))


def test_a_message_is_late_never_rushed() -> None:
    timing = Timing(reading=1, thinking=10, typing=4)
    assert moment_of(timing, NOON, NOON + timedelta(seconds=3), LIFE).send_at == NOON + timedelta(seconds=15)
    late = moment_of(timing, NOON, NOON + timedelta(seconds=60), LIFE)
    assert (late.send_at, late.typing_seconds) == (NOON + timedelta(seconds=64), 4)


def test_an_answer_is_never_instantaneous() -> None:
    assert Timing(0, 0, 0).total == 2.0


@given(st.floats(0.5, 500), st.floats(0, 600), st.floats(0, 25))
def test_pace_divides_every_part(factor: float, thinking: float, typing: float) -> None:
    timing = Timing(1, thinking, typing)
    moment = moment_of(timing, NOON, NOON, Pace(factor))
    assert (moment.send_at - NOON).total_seconds() == pytest.approx(timing.total / factor, abs=1e-5)
    assert moment.typing_seconds == pytest.approx(typing / factor)


@pytest.mark.parametrize("wait", [0.0, 2.0, 8.0, 500.0])
def test_the_truth_is_told_within_half_a_minute(wait: float) -> None:
    timing = timed_truth("Evet, ben bir yapay zekâ personasıyım, insan değilim." * 3, wait=wait, cps=3.5)
    assert 2.0 <= timing.total <= 30.0


def test_a_second_part_follows_the_first(manner: Make) -> None:
    first = moment_of(Timing(1, 5, 3), NOON, NOON, LIFE)
    second = next_moment("*kapanış", first, manner(), 5.0, Random(1), LIFE, corrects=True)
    assert 3 <= (second.send_at - first.send_at).total_seconds() <= 10
    assert second.typing_seconds <= (second.send_at - first.send_at).total_seconds()
