"""Silence and being ignored are facts, told once."""

from datetime import timedelta

import pytest

from piyasa.contracts import system
from piyasa.contracts.conversation import FellSilent, PersonaIgnored
from piyasa.projections.pace import Pace
from piyasa.scheduler.domain.periodic import due_facts, next_due
from support.events import AYSE, MEHMET, meaning, received, reply

HALF_HOUR, HOUR, TEN_MINUTES = 1800, 3600, 600


def due(stage, later):
    return due_facts(stage.scene(later=later))


def next_in(stage, later):
    moment = next_due(stage.scene(later=later))
    return (moment - stage.now).total_seconds()


def test_a_chat_that_was_quiet_for_half_an_hour_fell_silent(stage) -> None:
    stage.tell(received(11))
    assert due(stage, HALF_HOUR - 1) == []
    (event,) = due(stage, HALF_HOUR)
    assert isinstance(event.data, FellSilent)
    assert event.data.since == stage.now


def test_a_silence_is_told_once_an_hour_under_one_name(stage) -> None:
    stage.tell(received(11))
    ids = [due(stage, HALF_HOUR + minutes * 60)[0].id for minutes in (0, 30, 59, 60, 119)]
    assert ids[0] == ids[1] == ids[2] != ids[3] == ids[4]


def test_it_is_known_when_to_look_again_so_that_idle_chats_are_not_polled(stage) -> None:
    assert next_due(stage.scene()) is None
    stage.tell(received(11))
    assert next_in(stage, 0) == HALF_HOUR
    assert next_in(stage, HALF_HOUR + 60) == HALF_HOUR + HOUR
    assert next_in(stage, HALF_HOUR + HOUR) == HALF_HOUR + 2 * HOUR


def test_a_stopped_simulation_tells_nothing(stage) -> None:
    stage.tell(received(11), system.SimulationStopped(by="admin"))
    assert due(stage, HALF_HOUR) == []
    assert next_due(stage.scene()) is None


def ignored(stage, later=TEN_MINUTES):
    return [event for event in due(stage, later) if isinstance(event.data, PersonaIgnored)]


def talk_on(stage, lines=5, start=100, **known) -> None:
    for number in range(lines):
        stage.tell(received(start + number, **known))


def test_a_message_without_an_echo_among_five_others_was_ignored(stage) -> None:
    stage.says(MEHMET, 11)
    sent_at = stage.now
    talk_on(stage)
    seconds = TEN_MINUTES - (stage.now - sent_at).total_seconds()
    assert ignored(stage, seconds - 1) == []
    (event,) = ignored(stage, seconds)
    assert (event.data.bot_id, event.data.message_id) == (MEHMET, stage.conversation.lines[0].message_id)
    assert next_in(stage, 0) == seconds


@pytest.mark.parametrize(
    "echo",
    [
        {"reply_to": reply(11, f"b:{MEHMET}")},
        {"meaning": meaning(mentions=(MEHMET,))},
        {"meaning": meaning(addressed_to=MEHMET)},
    ],
    ids=["reply", "mention", "address"],
)
def test_any_echo_is_enough(stage, echo) -> None:
    stage.says(MEHMET, 11)
    talk_on(stage)
    stage.tell(received(200, **echo))
    assert ignored(stage, TEN_MINUTES) == []


def test_few_others_or_late_ones_do_not_ignore(stage) -> None:
    stage.says(MEHMET, 11)
    talk_on(stage, lines=4)
    assert ignored(stage) == []
    stage.tell(received(200), after=TEN_MINUTES)
    assert ignored(stage, 1) == []


def test_it_is_told_once(stage) -> None:
    stage.says(MEHMET, 11)
    talk_on(stage)
    (event,) = ignored(stage)
    stage.log.add(event.data)
    recorded = stage.log.events[-1]
    stage.tables.apply(type(recorded)(recorded.position, recorded.time, recorded.subject, recorded.data, event.id))
    assert ignored(stage) == []


def test_after_an_outage_only_what_is_new_is_judged(stage) -> None:
    stage.says(AYSE, 11)
    talk_on(stage)
    assert ignored(stage, 1201) == []


def test_windows_are_divided_by_the_pace(new_stage) -> None:
    stage = new_stage(pace=Pace(60.0)).found()
    stage.tell(received(11))
    assert due(stage, 29) == []
    assert len(due(stage, 30)) == 1
    assert next_in(stage, 31) == 90
    assert next_due(stage.scene()) - stage.now == timedelta(seconds=30)
