"""A small rehearsal, looked at from outside: its log."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest

from piyasa.analytics import exported
from piyasa.cast import members
from piyasa.contracts.delivery import MessageSent
from piyasa.simulation.errors import TooManyForSeats
from piyasa.simulation.record import Recorder
from piyasa.simulation.rehearsal import START, Rehearsal, invented
from piyasa.simulation.town import Town

HOURS = 10.0


def _log(seed: int = 7, **settings: object) -> bytes:
    file = io.BytesIO()
    rehearsal = Rehearsal(
        invented(Town(members(6), 1, settings), people=20), HOURS, seed=seed, followers=[Recorder(file)]
    )
    rehearsal.run()
    assert rehearsal.failures == []
    return file.getvalue()


@pytest.fixture(scope="module")
def log() -> bytes:
    return _log()


@pytest.fixture(scope="module")
def events(log):
    return list(exported(log.splitlines()))


def test_personas_and_people_talk(events):
    facts = Counter(event.data.fact for event in events)
    assert facts["message-received"] > 10
    assert facts["message-sent"] > 10


def test_the_same_seed_gives_the_same_log_in_processes_with_different_hash_seeds(log):
    script = (
        "import io, hashlib\n"
        "from piyasa.cast import members\n"
        "from piyasa.simulation.record import Recorder\n"
        "from piyasa.simulation.rehearsal import Rehearsal, invented\n"
        "from piyasa.simulation.town import Town\n"
        "file = io.BytesIO()\n"
        f"Rehearsal(invented(Town(members(6), 1, {{}}), 20), {HOURS}, seed=7, followers=[Recorder(file)]).run()\n"
        "print(hashlib.sha256(file.getvalue()).hexdigest())\n"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        ).stdout.split()[-1]
        for seed in ("1", "2")
    }
    assert sums == {hashlib.sha256(log).hexdigest()}


def test_another_seed_gives_another_log(log):
    assert _log(seed=8) != log


def test_positions_follow_one_another_and_time_never_goes_back(events):
    assert [event.position for event in events] == list(range(1, len(events) + 1))
    assert all(one.time <= other.time for one, other in itertools.pairwise(events))
    assert events[0].time == START
    assert events[-1].time < START + timedelta(hours=HOURS)


def test_every_message_that_was_ready_ends_once(events):
    ends = Counter(
        event.data.message_id
        for event in events
        if event.data.fact in {"message-sent", "message-suppressed", "message-failed"} and event.data.message_id
    )
    ready = [event.data for event in events if event.data.fact == "message-ready"]
    due = [each for each in ready if each.send_at < events[-1].time - timedelta(minutes=5)]
    assert due
    assert all(ends[each.message_id] == 1 for each in due)


def test_nothing_is_said_before_it_was_asked_for_and_thought_of(events):
    asked = {event.data.tick_id: event.time for event in events if event.data.fact == "tick-requested"}
    sent = [event for event in events if isinstance(event.data, MessageSent)]
    assert all(event.time - asked[event.data.tick_id] >= timedelta(seconds=2) for event in sent)


def test_personas_keep_their_gap(events):
    last: dict[str, object] = {}
    for event in events:
        if isinstance(event.data, MessageSent) and event.data.part == 1 and event.data.reason not in {
            "mention", "sincere_question", "held_turn",
        }:  # fmt: skip
            before = last.get(event.data.bot_id)
            assert before is None or event.time - before >= timedelta(seconds=110)
            last[event.data.bot_id] = event.time


def test_more_personas_than_seats_are_refused_with_the_number_of_chats_to_take():
    with pytest.raises(TooManyForSeats, match="take 3 chats"):
        Town(members(41), 2, {})
