from __future__ import annotations

from datetime import UTC, datetime

import pytest

from piyasa.contracts.envelope import beginning
from piyasa.eventlog.errors import WrongLastSequence
from piyasa.projections.catalogue import all_projections
from piyasa.projections.fold import TableSet
from piyasa.simulation.log import RehearsalLog
from piyasa.simulation.waiting import at_once
from support.events import received, registered, requested

NOW = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.fixture
def log() -> RehearsalLog:
    return RehearsalLog(TableSet.of(all_projections()), lambda: NOW)


def test_what_is_put_is_folded_at_once(log):
    log.put(beginning(registered("mehmet-trader"), event_id="one"), source="admin-api")
    assert log.rows("bots")["mehmet-trader"].handle
    assert log.position == 1


def test_a_fact_told_twice_is_recorded_once(log):
    seen = []
    log.followers.append(seen.append)
    event = beginning(received(1), event_id="one")
    (first,), (second,) = log.put(event, source="telegram-gateway"), log.put(event, source="telegram-gateway")
    assert (first.duplicate, second.duplicate) == (False, True)
    assert first.sequence == second.sequence == 1
    assert len(seen) == 1


def test_a_tick_decided_on_an_old_view_is_refused(log):
    one, two = (beginning(requested(tick), event_id=tick) for tick in ("one", "two"))
    at_once(log.publish_expecting(one, filter="ticks", last=0))
    with pytest.raises(WrongLastSequence):
        at_once(log.publish_expecting(two, filter="ticks", last=0))
    at_once(log.publish_expecting(two, filter="ticks", last=1))


def test_what_a_person_said_can_be_read_again(log):
    log.put(beginning(received(1, text="selam"), event_id="one"), source="telegram-gateway")
    found = at_once(log.read_one(1))
    assert found is not None
    assert found.data.text == "selam"
    assert at_once(log.read_one(2)) is None


def test_listeners_hear_what_changed(log):
    heard = []
    log.on_change(lambda projection, key, event: heard.append((projection, key, event.position)))
    log.put(beginning(registered("mehmet-trader"), event_id="one"), source="admin-api")
    assert ("bots", "mehmet-trader", 1) in heard
