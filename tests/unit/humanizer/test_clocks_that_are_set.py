"""Personas may live at another hour of day than the log's: their words follow it, moments and feelings do not."""

from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts import system
from piyasa.humanizer.domain.clock import band_of
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.use_cases.assignment import assignment_of
from piyasa.humanizer.use_cases.presence import manner_of
from piyasa.projections.relationships.state import Relationship
from support.events import sent


def manner_at(stage: Any, event: Any, shift: timedelta, *, later: timedelta = timedelta(0)) -> Manner:
    """How the persona writes some time after the newest fact, its clock being ahead."""
    now = stage.log.now + later
    work = assignment_of(event, stage, lambda: now, shift)
    assert work is not None
    assert work.now == now
    return manner_of(stage.tables, work, Relationship())


def drafted(stage: Any) -> Any:
    stage.ask("tick", wait_seconds=600)
    return stage.draft("tick", "Faiz tarafında acelem yok.")


def test_the_hour_and_the_session_move_and_feelings_do_not(stage: Any) -> None:
    event = drafted(stage)
    at_noon, at_night = manner_at(stage, event, timedelta(0)), manner_at(stage, event, timedelta(hours=15))
    assert (band_of(at_noon), band_of(at_night)) == ("market", "night")
    assert (at_noon.market_open, at_night.market_open) == (True, False)
    assert at_night.feelings == at_noon.feelings
    assert at_night.quiet_for == at_noon.quiet_for


@pytest.mark.parametrize(("shift", "first"), [(0.0, False), (11.5, True), (13.0, False)])
def test_a_day_begins_at_midnight_by_the_clock_that_is_set(stage: Any, shift: float, *, first: bool) -> None:
    stage.record(sent("at noon", 40))
    found = manner_at(stage, drafted(stage), timedelta(hours=shift), later=timedelta(hours=1))
    assert found.first_of_day is first


async def test_a_persona_thinks_less_in_prime_hours_by_the_clock_that_is_set(stage: Any) -> None:
    values = {"prime_hours_boost": True, "prime_boost_factor": 3, "prime_hours": ["09:40-11:30"]}
    stage.record(
        *(system.SettingChanged(key=key, value=value, origin="test", by="admin") for key, value in values.items())
    )
    event = drafted(stage)
    usual = await stage.style(event)
    del stage.log.events[-len(usual) :]
    prime = await stage.style(event, clock_shift=timedelta(hours=-2))
    assert [new.data.text for new in prime] == [new.data.text for new in usual]
    assert prime[0].data.send_at < usual[0].data.send_at
