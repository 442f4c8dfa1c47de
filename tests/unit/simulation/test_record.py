from __future__ import annotations

import json

import pytest

from piyasa.analytics import exported
from piyasa.simulation.record import line_of
from support.events import log_of, received, registered, requested, sent


@pytest.fixture
def events():
    return log_of([registered(), received(1, text='çok "iyi" 🚀'), requested("one"), sent("one", 2)])


def test_a_log_written_and_read_again_is_the_same_log(events):
    again = list(exported(map(line_of, events)))
    assert [(each.position, each.data, each.subject, each.id) for each in again] == [
        (each.position, each.data, each.subject, each.id) for each in events
    ]


def test_a_line_has_the_keys_of_the_events_command(events):
    assert list(json.loads(line_of(events[0]))) == [
        "position", "id", "type", "source", "time", "subject", "correlationid", "causationid", "data",
    ]  # fmt: skip
