"""CloudEvents 1.0 in the NATS binding, binary mode: attributes are headers, the body is the fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from piyasa.contracts.catalogue import CATALOGUE, Catalogue, fact_of
from piyasa.contracts.errors import SubjectMismatch
from piyasa.contracts.event import Event, Service
from piyasa.contracts.identity import derived_id, outside_id
from piyasa.contracts.values import format_time

E = TypeVar("E", bound=Event)
E_co = TypeVar("E_co", bound=Event, covariant=True)

CE_ID = "ce-id"
CE_TYPE = "ce-type"
CE_SOURCE = "ce-source"
CE_TIME = "ce-time"
CE_CORRELATION = "ce-correlationid"
CE_CAUSATION = "ce-causationid"
TRACEPARENT = "traceparent"
MSG_ID = "Nats-Msg-Id"


@dataclass(frozen=True, slots=True)
class Recorded(Generic[E_co]):
    """A fact as it stands on the log."""

    position: int
    """Its sequence in EVENTS, from 1."""
    time: datetime
    """When the broker took it, UTC; folds use no other clock."""
    subject: str
    data: E_co
    id: str
    source: str = ""
    correlation_id: str = ""
    causation_id: str | None = None
    traceparent: str | None = None


@dataclass(frozen=True, slots=True)
class NewEvent(Generic[E_co]):
    """A fact about to be published."""

    id: str
    data: E_co
    correlation_id: str
    causation_id: str | None = None


def following(cause: Recorded[Event], data: E, *, ordinal: int = 0) -> NewEvent[E]:
    """A fact that follows from another: the same work done twice makes the same id.

    ``ordinal`` tells apart facts of one type that follow from one cause, from 0.
    """
    return NewEvent(derived_id(cause.id, data.fact, ordinal), data, cause.correlation_id or cause.id, cause.id)


def beginning(data: E, *, event_id: str) -> NewEvent[E]:
    """A fact that begins something; its id is a uuid7 that the caller draws."""
    return NewEvent(event_id, data, event_id)


def from_outside(data: E, *identity: object) -> NewEvent[E]:
    """A fact that came from outside, with the id that identifies it there: told twice, it is one fact."""
    event_id = outside_id(data.fact, *identity)
    return NewEvent(event_id, data, event_id)


def headers_of(event: NewEvent[Event], *, service: Service | str, now: datetime) -> dict[str, str]:
    """The headers of a fact about to be published; ``traceparent`` is added by the publisher."""
    headers = {
        "ce-specversion": "1.0",
        CE_ID: event.id,
        CE_SOURCE: f"/piyasa/{service}",
        CE_TYPE: event.data.ce_type(),
        CE_TIME: format_time(now),
        "ce-subject": event.data.aggregate_id,
        CE_CORRELATION: event.correlation_id,
        MSG_ID: event.id,
    }
    if event.causation_id is not None:
        headers[CE_CAUSATION] = event.causation_id
    return headers


def body_of(event: NewEvent[Event]) -> bytes:
    """The body of a fact about to be published: JSON in UTF-8."""
    return event.data.__pydantic_serializer__.to_json(event.data)


def decode(
    *,
    position: int,
    time: datetime,
    subject: str,
    headers: Mapping[str, str] | None,
    body: bytes | str,
    catalogue: Catalogue = CATALOGUE,
) -> Recorded[Event]:
    """Read a message of the log; raises ``ContractError`` when it is no fact this release understands."""
    known = headers or {}
    data = catalogue.decode(fact_of(subject), body, known.get(CE_TYPE))
    if data.subject != subject:
        raise SubjectMismatch(subject, data.subject)
    event_id = known.get(CE_ID) or known.get(MSG_ID) or outside_id("unnamed", position)
    return Recorded(
        position=position,
        time=time,
        subject=subject,
        data=data,
        id=event_id,
        source=known.get(CE_SOURCE, ""),
        correlation_id=known.get(CE_CORRELATION, event_id),
        causation_id=known.get(CE_CAUSATION),
        traceparent=known.get(TRACEPARENT),
    )
