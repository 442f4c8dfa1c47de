from datetime import UTC, datetime

import pytest

from piyasa.contracts.envelope import NewEvent, headers_of
from piyasa.contracts.system import SimulationStarted
from piyasa.database.archive_rows import COLUMNS, archived_of, row_of

NOW = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)
SUBJECT = "evt.system.simulation.simulation-started"
EVENT = NewEvent("0199-id", SimulationStarted(by="ops"), "tick-1", "cause-1")
PUBLISHED = headers_of(EVENT, service="admin-api", now=NOW) | {"traceparent": "00-aa-bb-01"}


@pytest.mark.parametrize(
    "headers",
    [
        PUBLISHED,
        PUBLISHED | {"x-note": "kept"},
        PUBLISHED | {"ce-subject": "another"},
        {"ce-id": "1", "ce-specversion": "1.0", "ce-subject": "simulation", "Nats-Msg-Id": "1"},
        {"Nats-Msg-Id": "only"},
        {},
    ],
)
def test_headers_come_back_from_the_row_they_were_put_into(headers: dict[str, str]) -> None:
    row = row_of(position=7, time=NOW, subject=SUBJECT, headers=headers, body=b'{"by": "ops"}')
    found = archived_of(dict(zip(COLUMNS, row, strict=True)))
    assert (found.position, found.time, found.subject, found.body) == (7, NOW, SUBJECT, b'{"by": "ops"}')
    assert found.headers == headers


def test_a_published_fact_needs_no_rest() -> None:
    row = row_of(position=1, time=NOW, subject=SUBJECT, headers=PUBLISHED, body=b"{}")
    assert row[COLUMNS.index("headers")] is None


def test_what_the_broker_adds_is_not_kept() -> None:
    headers = PUBLISHED | {"Nats-Stream": "EVENTS", "Nats-Expected-Last-Subject-Sequence": "4"}
    row = row_of(position=1, time=NOW, subject=SUBJECT, headers=headers, body=b"{}")
    assert archived_of(dict(zip(COLUMNS, row, strict=True))).headers == PUBLISHED


def test_a_subject_that_is_no_facts_is_kept_all_the_same() -> None:
    row = row_of(position=1, time=NOW, subject="evt.x", headers=None, body=b"\x00not json")
    found = archived_of(dict(zip(COLUMNS, row, strict=True)))
    assert (found.subject, found.headers, found.body) == ("evt.x", {}, b"\x00not json")


def test_what_the_database_cannot_hold_does_not_stop_the_archive() -> None:
    headers = {"ce-id": "a\x00b", "x-broken": "\udc80", "x-turkish": "şifa"}
    row = row_of(position=1, time=NOW, subject=SUBJECT, headers=headers, body=b"{}")
    found = archived_of(dict(zip(COLUMNS, row, strict=True))).headers
    assert (found["ce-id"], found["x-broken"], found["x-turkish"]) == ("a\ufffdb", "?", "şifa")
