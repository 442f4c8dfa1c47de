"""Personas are away now and then, and have better and worse days; all of it follows from who they are and the date."""

from datetime import UTC, datetime, timedelta
from math import log
from statistics import fmean, pstdev

import pytest

from piyasa.contracts.persona import BotUpdated
from piyasa.projections.directory.state import Bot
from piyasa.scheduler.domain.absences import GAP_MINUTES, away_for, gap_of, is_day_off
from piyasa.scheduler.domain.activity import HIGHEST, LOWEST, WEEKDAYS, variance_of, weekday_factor
from piyasa.scheduler.domain.hours import DAY, local_minute, opens_in
from support.events import MEHMET

HOURS = ("08:30-12:30", "13:30-19:00", "20:30-23:30")
BOTS = [f"bot-{number}" for number in range(40)]
NO_SHIFT = timedelta(0)
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def bot(bot_id: str = MEHMET, hours: tuple[str, ...] = HOURS) -> Bot:
    return Bot(bot_id, bot_id, "some_handle", active_hours=hours)


def own_moment(persona: Bot, day: int, minute: float) -> datetime:
    """The moment at which the persona's own clock shows a minute of a day."""
    return MONDAY + timedelta(minutes=day * DAY + minute - local_minute(persona, MONDAY))


def test_every_day_has_one_gap_within_one_window_of_the_hours() -> None:
    windows = [(510, 750), (810, 1140), (1230, 1410)]
    for bot_id in BOTS:
        for day in range(20_000, 20_060):
            start, end = gap_of(bot_id, HOURS, day)
            assert GAP_MINUTES[0] <= end - start <= GAP_MINUTES[1]
            assert any(opens <= start and end <= closes for opens, closes in windows)


def test_gaps_differ_between_days_and_personas_and_are_the_same_when_asked_again() -> None:
    gaps = {gap_of(bot_id, HOURS, day) for bot_id in BOTS for day in range(20_000, 20_010)}
    assert len(gaps) == 400
    lengths = [end - start for start, end in gaps]
    assert min(lengths) < 60
    assert max(lengths) > 165
    gap_of.cache_clear()
    assert gap_of(BOTS[0], HOURS, 20_000) in gaps


def test_a_persona_is_away_during_its_gap_and_back_at_its_end() -> None:
    persona, day = bot(), 20_001
    assert not is_day_off(persona.bot_id, day)
    start, end = gap_of(persona.bot_id, HOURS, day)
    assert away_for(persona, own_moment(persona, day, start - 1), NO_SHIFT) == NO_SHIFT
    away = away_for(persona, own_moment(persona, day, start + 1), NO_SHIFT)
    assert away.total_seconds() / 60 == pytest.approx(end - start - 1, abs=0.01)
    assert away_for(persona, own_moment(persona, day, end + 0.01), NO_SHIFT) == NO_SHIFT


def test_a_gap_may_lie_beyond_midnight_like_its_window() -> None:
    night = ("22:00-04:00",)
    beyond = next(day for day in range(20_000, 20_100) if gap_of(MEHMET, night, day)[0] > DAY + 30)
    start, end = gap_of(MEHMET, night, beyond)
    persona = bot(hours=night)
    middle = own_moment(persona, beyond, (start + end) / 2)
    if not is_day_off(MEHMET, beyond + 1):
        assert away_for(persona, middle, NO_SHIFT).total_seconds() / 60 == pytest.approx((end - start) / 2, abs=0.1)


def test_one_day_in_fourteen_is_off_on_average() -> None:
    days = [is_day_off(bot_id, day) for bot_id in BOTS for day in range(20_000, 20_365)]
    assert sum(days) / len(days) == pytest.approx(1 / 14, abs=0.01)
    persona = bot()
    day = next(day for day in range(20_000, 20_100) if is_day_off(MEHMET, day))
    assert away_for(persona, own_moment(persona, day, 600), NO_SHIFT).total_seconds() / 60 == pytest.approx(DAY - 600)


def test_a_persona_without_windows_is_always_there() -> None:
    for hour in range(24 * 30):
        moment = MONDAY + timedelta(hours=hour)
        assert away_for(bot(hours=()), moment, NO_SHIFT) == opens_in(bot(hours=()), moment, NO_SHIFT) == NO_SHIFT


def test_very_short_hours_have_no_gap() -> None:
    assert all(gap_of(bot_id, ("09:00-10:00",), 20_000) == (0.0, 0.0) for bot_id in BOTS)


def test_days_vary_log_normally_within_limits() -> None:
    factors = [variance_of(bot_id, day) for bot_id in BOTS for day in range(20_000, 20_100)]
    assert all(LOWEST <= factor <= HIGHEST for factor in factors)
    logs = [log(factor) for factor in factors]
    assert fmean(logs) == pytest.approx(0, abs=0.01)
    assert 0.13 < pstdev(logs) < 0.15


@pytest.mark.parametrize(("days", "factor"), list(enumerate(WEEKDAYS)))
def test_weekends_are_quieter(days: int, factor: float) -> None:
    assert weekday_factor(bot(), MONDAY + timedelta(days=days), NO_SHIFT) == factor
    assert weekday_factor(bot(), MONDAY, timedelta(days=days)) == factor


def test_on_a_sunday_every_other_chance_is_passed_up(new_stage) -> None:
    stage = new_stage().found()
    stage.clock_shift = timedelta(days=4)
    decisions = [stage.decide() for _ in range(200)]
    slow = [each for each in decisions if getattr(each, "reason", "") == "slow_day"]
    assert 70 < len(slow) < 130
    assert all(rest.until == stage.now + timedelta(seconds=30) for rest in slow)


def test_a_persona_in_its_gap_neither_starts_to_talk_nor_is_asked_before_it_is_back(new_stage) -> None:
    stage = new_stage().found()
    persona = stage.scene().member(MEHMET)
    for each in (MEHMET, "ayse-scalp"):
        stage.tell(BotUpdated(bot_id=each, active_hours=HOURS, by="admin"))
    moment = own_moment(bot(), 20_001, sum(gap_of(MEHMET, HOURS, 20_001)) / 2)
    stage.clock_shift = moment - stage.now
    asked = {each.request.bot_id for each in (stage.decide() for _ in range(40)) if hasattr(each, "request")}
    assert persona.bot_id not in asked
