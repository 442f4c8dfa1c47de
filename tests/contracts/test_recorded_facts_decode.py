"""Every version of every fact that was ever published is read by this release, for good."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import TypeAdapter

from piyasa.contracts.catalogue import CATALOGUE, version_of
from piyasa.contracts.envelope import NewEvent, Recorded, body_of, decode, headers_of
from piyasa.contracts.event import Event
from piyasa.contracts.exports.schemas import DIALECT
from piyasa.contracts.upcasters import UPCASTERS
from piyasa.contracts.values import Time

HERE = Path(__file__).parent
SCHEMAS = HERE.parents[1] / "shared" / "contracts" / "exports" / "schemas"
RECORDED = {path.name: path for path in sorted((HERE / "recorded").glob("*.json"))}
TOOK_AT = datetime(2026, 11, 20, 15, 31, tzinfo=UTC)


def fact_and_version(name: str) -> tuple[str, int]:
    match = re.fullmatch(r"([a-z-]+)\.v(\d+)\.json", name)
    assert match, f"{name} is not <fact>.v<n>.json"
    return match[1], int(match[2])


def message(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(RECORDED[name].read_text(encoding="utf-8"))
    return loaded


def read(recorded: dict[str, Any]) -> Recorded[Event]:
    return decode(
        position=48211,
        time=TOOK_AT,
        subject=recorded["subject"],
        headers=recorded["headers"],
        body=json.dumps(recorded["body"]),
    )


def test_every_published_version_of_every_fact_is_recorded() -> None:
    published = {f"{kind.fact}.v{version}.json" for kind in CATALOGUE for version in range(1, kind.version + 1)}

    assert published == set(RECORDED)


def test_nothing_recorded_is_ever_changed_or_taken_away() -> None:
    lines = (HERE / "recorded.sha256").read_text(encoding="utf-8").splitlines()
    known = {name: digest for digest, name in (line.split("  ") for line in lines)}

    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in RECORDED.items()} == known
    assert len(known) >= 81


def test_every_version_that_is_upcast_keeps_its_schema() -> None:
    assert all((SCHEMAS / f"{fact}.v{version}.json").is_file() for fact, version in UPCASTERS)


@pytest.mark.parametrize("name", list(RECORDED))
def test_a_recorded_message_is_read_by_this_release(name: str) -> None:
    recorded = message(name)
    fact, version = fact_and_version(name)

    event = read(recorded)

    assert type(event.data) is CATALOGUE[fact]
    assert version_of(fact, recorded["headers"]["ce-type"]) == version
    assert event.id == recorded["headers"]["Nats-Msg-Id"]
    assert event.source.removeprefix("/piyasa/") in event.data.publishers
    assert event.correlation_id
    assert event.traceparent


@pytest.mark.parametrize("name", list(RECORDED))
def test_a_fact_written_again_keeps_its_values(name: str) -> None:
    recorded = message(name)
    event = read(recorded)
    again = NewEvent(event.id, event.data, event.correlation_id, event.causation_id)
    service = event.source.removeprefix("/piyasa/")
    at = TypeAdapter(Time).validate_python(recorded["headers"]["ce-time"])

    body, headers = body_of(again), headers_of(again, service=service, now=at)

    assert CATALOGUE.decode(event.data.fact, body, headers["ce-type"]) == event.data
    if fact_and_version(name)[1] == event.data.version:
        assert_keeps(json.loads(body), recorded["body"])
        assert headers | {"traceparent": event.traceparent} == recorded["headers"]


def assert_keeps(written: Any, recorded: Any) -> None:
    """A fact may have gained keys since, but what was recorded must be there as it was."""
    if isinstance(recorded, dict):
        for key, value in recorded.items():
            assert_keeps(written[key], value)
    elif isinstance(recorded, list):
        assert len(written) == len(recorded)
        for new, old in zip(written, recorded, strict=True):
            assert_keeps(new, old)
    else:
        assert written == recorded


@pytest.mark.parametrize("name", list(RECORDED))
def test_a_recorded_body_fits_its_exported_schema(name: str) -> None:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)

    Draft202012Validator(schema, format_checker=FormatChecker()).validate(message(name)["body"])

    assert schema["$schema"] == DIALECT


@pytest.mark.parametrize("name", list(RECORDED))
def test_a_personal_fact_indexes_everybody_it_names(name: str) -> None:
    recorded = message(name)
    people = set(re.findall(r"sakin-marti-\d+", json.dumps(recorded)))
    kind = CATALOGUE[fact_and_version(name)[0]]

    assert people == set(recorded["body"].get("person_ids", ()))
    assert kind.personal or not people


def test_the_recorded_people_read_turkish() -> None:
    words = "".join(path.read_text(encoding="utf-8") for path in RECORDED.values())

    assert set("çğıöşüÇİŞ") <= set(words)
