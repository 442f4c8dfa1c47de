"""Least privilege on the broker: each service may do its own work and nothing else."""

from __future__ import annotations

from itertools import product

import pytest

from piyasa.contracts.catalogue import CATALOGUE
from piyasa.contracts.event import SERVICES, Event, Service
from piyasa.contracts.permissions import OPERATOR, all_permissions, inbox_prefix, permissions_of
from piyasa.contracts.topology import (
    BUCKETS,
    DURABLES,
    STREAMS,
    due_subject,
    matches,
    parked_subject,
    redrive_subject,
    redriven_subject,
    schedule_subject,
)
from piyasa.contracts.values import LANES

LEASE_KEYS = {"scheduler": "scheduler", "telegram-gateway": "gateway", "projector": "projector"}


def may_publish(service: Service, subject: str) -> bool:
    return any(matches(pattern, subject) for pattern in permissions_of(service).publish)


def subjects_of(kind: type[Event]) -> list[str]:
    subject = kind.filter(getattr(kind, "topic", "some-id"))
    return [f"{subject}.{lane}" for lane in LANES] if kind.fact == "tick-requested" else [subject]


@pytest.mark.parametrize("kind", list(CATALOGUE), ids=lambda kind: kind.fact)
def test_only_its_publishers_may_publish_a_fact(kind: type[Event]) -> None:
    for service, subject in product(SERVICES, subjects_of(kind)):
        assert may_publish(service, subject) == (service in kind.publishers)


@pytest.mark.parametrize("service", SERVICES)
def test_only_the_gateway_may_write_timers(service: Service) -> None:
    for subject in (schedule_subject("some-id"), due_subject(3)):
        assert may_publish(service, subject) == (service == "telegram-gateway")


@pytest.mark.parametrize("service", SERVICES)
def test_a_durable_is_read_and_acknowledged_by_its_service_only(service: Service) -> None:
    for each in DURABLES:
        for verb in ("$JS.API.CONSUMER.MSG.NEXT", "$JS.API.CONSUMER.INFO"):
            assert may_publish(service, f"{verb}.{each.stream}.{each.name}") == (service == each.service)
        ack = f"$JS.ACK.{each.stream}.{each.name}.1.5.5.1795188640000000000.0"
        assert may_publish(service, ack) == (service == each.service)


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_may_make_change_empty_or_delete_what_provisioning_made(service: Service) -> None:
    streams = [*(stream.name for stream in STREAMS), *(f"KV_{bucket.name}" for bucket in BUCKETS)]
    verbs = ("STREAM.CREATE", "STREAM.UPDATE", "STREAM.DELETE", "STREAM.PURGE", "STREAM.MSG.DELETE", "STREAM.MSG.GET")
    consumers = ("CONSUMER.CREATE", "CONSUMER.DURABLE.CREATE", "CONSUMER.DELETE", "CONSUMER.PAUSE")

    for stream in streams:
        assert not any(may_publish(service, f"$JS.API.{verb}.{stream}") for verb in verbs)
        assert not any(
            may_publish(service, f"$JS.API.{verb}.{stream}.{rest}") for verb in consumers for rest in ("a", "a.b")
        )


@pytest.mark.parametrize("service", SERVICES)
def test_no_right_begins_with_a_wildcard_or_covers_a_whole_api(service: Service) -> None:
    for pattern in permissions_of(service).publish:
        assert pattern.split(".")[0] not in {"*", ">"}
        assert pattern not in {"evt.>", "$JS.>", "$JS.API.>", "$JS.ACK.>", "$KV.>", "sched.>", "due.>", "parked.>"}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_hears_the_log_and_what_is_meant_for_it(service: Service) -> None:
    heard = permissions_of(service).subscribe

    assert any(matches(pattern, "evt.chat.some-id.fell-silent") for pattern in heard)
    for subject in (
        "due.send.03",
        "sched.send.some-id",
        "parked.generator.x",
        "$KV.people.x",
        "$JS.API.INFO",
        "$SYS.x",
    ):
        assert not any(matches(pattern, subject) for pattern in heard)
    for user in all_permissions():
        assert any(matches(pattern, f"{inbox_prefix(user)}.a") for pattern in heard) == (user == service)
        assert user == service or not any(matches(pattern, f"redrive.{user}.some-durable") for pattern in heard)


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_may_answer_in_place_of_the_broker(service: Service) -> None:
    assert not any(may_publish(service, f"{inbox_prefix(other)}.a") for other in all_permissions())


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_parks_and_tells_of_redrives_under_its_own_name_only(service: Service) -> None:
    for other in SERVICES:
        assert may_publish(service, parked_subject(other, "some-durable")) == (service == other)
        assert may_publish(service, redriven_subject(other, "some-token")) == (service == other)
        assert not may_publish(service, redrive_subject(other, "some-durable"))


@pytest.mark.parametrize("service", SERVICES)
def test_keys_belong_to_one_service(service: Service) -> None:
    for owner, prefix in LEASE_KEYS.items():
        assert may_publish(service, f"$KV.leases.{prefix}.shard-03") == (service == owner)
    for bucket in ("sends", "people"):
        assert may_publish(service, f"$KV.{bucket}.some-key") == (service == "telegram-gateway")
    assert may_publish(service, "$KV.budgets.openai.2026-11-20") == (service == "generator")


def test_no_user_hears_the_answers_to_another() -> None:
    prefixes = [inbox_prefix(user) for user in all_permissions()]

    assert len(set(prefixes)) == len(prefixes)
    assert set(all_permissions()) == {*SERVICES, OPERATOR}
