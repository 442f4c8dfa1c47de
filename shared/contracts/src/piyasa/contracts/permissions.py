"""What each service may do on the broker: least privilege, computed from the catalogue and the topology."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.contracts.catalogue import CATALOGUE
from piyasa.contracts.event import SERVICES, Event, Service
from piyasa.contracts.topology import (
    ALL_EVENTS,
    BUDGETS,
    DURABLES,
    EVENTS,
    LEASES,
    PEOPLE,
    SENDS,
    Bucket,
    parked_subject,
    redrive_subject,
    redriven_subject,
)

OPERATOR = "operator"
"""The broker user of the command line and of provisioning; it may do everything."""


@dataclass(frozen=True, slots=True)
class Permissions:
    """Subjects a broker user may publish to and subscribe to; nothing else is allowed."""

    publish: tuple[str, ...]
    subscribe: tuple[str, ...]


def inbox_prefix(user: str) -> str:
    """Where the broker answers a user; no other user may listen there."""
    return f"_INBOX_{user}"


def permissions_of(service: Service) -> Permissions:
    """What one service may do."""
    publish = [
        *(_publish_filter(kind) for kind in CATALOGUE.published_by(service)),
        f"$JS.API.DIRECT.GET.{EVENTS}",
        f"$JS.API.STREAM.INFO.{EVENTS}",
        parked_subject(service, "*"),
        redriven_subject(service, "*"),
        *_durable_rights(service),
        *_OWN.get(service, ()),
    ]
    subscribe = (f"{inbox_prefix(service)}.>", ALL_EVENTS, redrive_subject(service, "*"))
    return Permissions(tuple(publish), subscribe)


def all_permissions() -> dict[str, Permissions]:
    """Every broker user, services first."""
    everything: dict[str, Permissions] = {service: permissions_of(service) for service in SERVICES}
    everything[OPERATOR] = Permissions((">",), (">",))
    return everything


def _publish_filter(kind: type[Event]) -> str:
    lanes = ".*" if kind.fact == "tick-requested" else ""
    topic = getattr(kind, "topic", "*")
    return f"{kind.filter(topic)}{lanes}"


def _durable_rights(service: Service) -> list[str]:
    rights = []
    for each in DURABLES:
        if each.service == service:
            rights += [
                f"$JS.API.CONSUMER.INFO.{each.stream}.{each.name}",
                f"$JS.API.CONSUMER.MSG.NEXT.{each.stream}.{each.name}",
                f"$JS.ACK.{each.stream}.{each.name}.>",
            ]
    return rights


def _bucket(bucket: Bucket, keys: str = ">") -> tuple[str, ...]:
    stream = f"KV_{bucket.name}"
    return (
        f"$JS.API.DIRECT.GET.{stream}",
        f"$JS.API.DIRECT.GET.{stream}.$KV.{bucket.name}.{keys}",
        f"$KV.{bucket.name}.{keys}",
    )


_OWN: dict[Service, tuple[str, ...]] = {
    "scheduler": _bucket(LEASES, "scheduler.>"),
    "generator": (*_bucket(LEASES, "generator.>"), *_bucket(BUDGETS)),
    "telegram-gateway": (
        *_bucket(LEASES, "gateway.>"),
        *_bucket(SENDS),
        *_bucket(PEOPLE),
        "sched.send.>",
        "due.send.>",
    ),
    "projector": _bucket(LEASES, "projector.>"),
}
