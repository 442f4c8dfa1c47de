"""Personas may live at another hour of day than the log's: their words follow it, time and feelings do not."""

from datetime import timedelta
from typing import Any

import pytest

from piyasa.generator.domain.prompt import prompt_of
from piyasa.generator.domain.scene import Scene
from support.events import requested, sent


async def scene_at(stage: Any, shift: float, *, after: float = 1.0) -> Scene:
    """What an engine is asked for, some seconds after the newest fact, clocks being hours ahead."""
    engine, begun = stage.scripted("Faiz tarafında acelem yok."), stage.log.now
    (event,) = stage.record(requested("tick"))
    before = len(stage.log.events)
    await stage.handle(event, engine, after=after, clock_shift=timedelta(hours=shift))
    del stage.log.events[before - 1 :]
    stage.log.now = begun
    found: Scene = engine.scenes[0]
    return found


async def test_the_hour_and_the_session_move(stage: Any) -> None:
    at_noon, at_night = await scene_at(stage, 0), await scene_at(stage, 15)
    assert (at_noon.local.hour, at_night.local.hour) == (12, 3)
    assert (at_noon.market_open, at_night.market_open) == (True, False)
    assert "gündüz" in prompt_of(at_noon).user
    assert "gece" in prompt_of(at_night).user


async def test_feelings_neither_fade_nor_tire_by_a_clock_that_was_set(stage: Any) -> None:
    at_noon, at_night = await scene_at(stage, 0), await scene_at(stage, 15)
    assert at_night.feelings == at_noon.feelings
    assert prompt_of(at_night).system == prompt_of(at_noon).system


@pytest.mark.parametrize(("shift", "first"), [(0.0, False), (11.75, True), (13.0, False)])
async def test_a_day_begins_at_midnight_by_the_clock_that_is_set(stage: Any, shift: float, *, first: bool) -> None:
    stage.record(sent("at noon", 40))
    scene = await scene_at(stage, shift, after=1800)
    assert scene.first_of_day is first
