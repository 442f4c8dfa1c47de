"""A message of the log as a row of the archive, and back without a loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from piyasa.contracts.envelope import (
    CE_CAUSATION,
    CE_CORRELATION,
    CE_ID,
    CE_SOURCE,
    CE_TIME,
    CE_TYPE,
    MSG_ID,
    TRACEPARENT,
)

COLUMNS = (
    "position",
    "id",
    "type",
    "source",
    "time",
    "ce_time",
    "subject",
    "correlation_id",
    "causation_id",
    "traceparent",
    "person_ids",
    "headers",
    "body",
)
"""In the order of ``row_of``."""

_SPEC_VERSION, _CE_SUBJECT = "ce-specversion", "ce-subject"
_HEADER_OF = {
    "id": CE_ID,
    "type": CE_TYPE,
    "source": CE_SOURCE,
    "ce_time": CE_TIME,
    "correlation_id": CE_CORRELATION,
    "causation_id": CE_CAUSATION,
    "traceparent": TRACEPARENT,
}
_OWN_COLUMN = frozenset(_HEADER_OF.values())
_BROKER = "Nats-"
_AGGREGATE_ID = 2


@dataclass(frozen=True, slots=True)
class Archived:
    """A message of the log as the archive holds it."""

    position: int
    time: datetime
    subject: str
    headers: Mapping[str, str]
    body: bytes


def row_of(
    *,
    position: int,
    time: datetime,
    subject: str,
    headers: Mapping[str, str] | None,
    body: bytes,
    person_ids: Sequence[str] = (),
) -> tuple[Any, ...]:
    """The row of a message, in the order of ``COLUMNS``."""
    known = _storable_headers(headers or {})
    rest = {name: value for name, value in known.items() if name not in _OWN_COLUMN and not name.startswith(_BROKER)}
    if CE_ID in known:
        _drop_implied(rest, subject)
    elif MSG_ID in known:
        rest[MSG_ID] = known[MSG_ID]
    get = known.get
    return (
        position,
        get(CE_ID),
        get(CE_TYPE),
        get(CE_SOURCE),
        time,
        get(CE_TIME),
        _storable(subject),
        get(CE_CORRELATION),
        get(CE_CAUSATION),
        get(TRACEPARENT),
        list(person_ids),
        orjson.dumps(rest).decode() if rest else None,
        body,
    )


def archived_of(row: Mapping[str, Any]) -> Archived:
    """The message that a row was made of."""
    subject, event_id = row["subject"], row["id"]
    headers: dict[str, str] = {}
    if event_id is not None:
        headers = {_SPEC_VERSION: "1.0", _CE_SUBJECT: _aggregate_id(subject), MSG_ID: event_id}
    for column, header in _HEADER_OF.items():
        value = row[column]
        if value is not None:
            headers[header] = value
    if row["headers"] is not None:
        headers.update(orjson.loads(row["headers"]))
    return Archived(row["position"], row["time"], subject, headers, row["body"])


def _storable_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    whole = "".join(headers.values())
    if whole.isascii() and "\x00" not in whole:
        return headers
    return {name: _storable(value) for name, value in headers.items()}


def _storable(text: str) -> str:
    """What PostgreSQL can hold: no NUL, no half characters. Nothing that was ever a fact is changed by this."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def _drop_implied(rest: dict[str, str], subject: str) -> None:
    """Leave out what the other columns tell; every fact carries these, so that few rows have a rest."""
    if rest.get(_SPEC_VERSION) == "1.0":
        del rest[_SPEC_VERSION]
    if rest.get(_CE_SUBJECT) == _aggregate_id(subject):
        del rest[_CE_SUBJECT]


def _aggregate_id(subject: str) -> str:
    tokens = subject.split(".", _AGGREGATE_ID + 1)
    return tokens[_AGGREGATE_ID] if len(tokens) > _AGGREGATE_ID else ""
