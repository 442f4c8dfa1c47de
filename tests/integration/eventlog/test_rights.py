"""Least privilege, asked of the broker itself: what is not a service's own it can neither write nor read nor break."""

import asyncio
from typing import Any

import pytest
from nats.aio.client import Client
from nats.js.api import ConsumerConfig, DeliverPolicy

from piyasa.contracts.catalogue import CATALOGUE
from piyasa.contracts.event import SERVICES, Service
from piyasa.contracts.permissions import inbox_prefix
from piyasa.contracts.topology import BUCKETS, DURABLES, EVENTS, PARKED, STREAMS, TIMERS, due_subject
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.log import EventLog
from support.brokers import draft, raw_messages

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]
STORES = [*(stream.name for stream in STREAMS), *(f"KV_{bucket.name}" for bucket in BUCKETS)]
LEASES_OF = {"scheduler": "scheduler", "telegram-gateway": "gateway", "projector": "projector"}
EVERY = pytest.mark.parametrize("service", SERVICES)


async def heard_out(client: Client) -> None:
    """Wait for all that the broker has to say; the client's ping may overtake what it was asked to send before."""
    await client.flush()
    await client.flush()


async def refused_of(client: Client, refusals: list[str], subjects: dict[str, bytes]) -> set[str]:
    """Of these publishes, those the broker refuses."""
    refusals.clear()
    for subject, body in subjects.items():
        await client.publish(subject, body, reply=client.new_inbox())
    await heard_out(client)
    said = "\n".join(refusals).lower()
    return {subject for subject in subjects if f'publish to "{subject.lower()}"' in said}


def forbidden_api() -> dict[str, bytes]:
    """Everything that changes, empties, copies or deletes what provisioning made."""
    consumer = ConsumerConfig(durable_name="mine", deliver_policy=DeliverPolicy.ALL).as_dict()
    subjects = {"$JS.API.STREAM.CREATE.MINE": b'{"name": "MINE", "subjects": ["evt.>"]}'}
    for store in STORES:
        subjects |= {
            f"$JS.API.STREAM.UPDATE.{store}": b"{}",
            f"$JS.API.STREAM.DELETE.{store}": b"",
            f"$JS.API.STREAM.PURGE.{store}": b"",
            f"$JS.API.STREAM.MSG.DELETE.{store}": b'{"seq": 1}',
            f"$JS.API.STREAM.MSG.GET.{store}": b'{"seq": 1}',
            f"$JS.API.STREAM.SNAPSHOT.{store}": b'{"deliver_subject": "x"}',
            f"$JS.API.CONSUMER.CREATE.{store}": str({"config": consumer}).replace("'", '"').encode(),
            f"$JS.API.CONSUMER.CREATE.{store}.mine": b"{}",
            f"$JS.API.CONSUMER.DURABLE.CREATE.{store}.mine": b"{}",
        }
    for each in DURABLES:
        subjects |= {
            f"$JS.API.CONSUMER.DELETE.{each.stream}.{each.name}": b"",
            f"$JS.API.CONSUMER.PAUSE.{each.stream}.{each.name}": b"{}",
        }
    return subjects


def others_subjects(service: Service) -> dict[str, bytes]:
    """What belongs to others: facts, durables, parked messages, keys, timers, inboxes, redrives."""
    facts = {
        kind.filter(getattr(kind, "topic", "some-id")) + (".high" if kind.fact == "tick-requested" else ""): b"{}"
        for kind in CATALOGUE
        if service not in kind.publishers
    }
    return facts | others_durables(service) | others_keys(service) | others_answers(service)


def others_durables(service: Service) -> dict[str, bytes]:
    subjects = {}
    for each in DURABLES:
        if each.service != service:
            subjects[f"$JS.API.CONSUMER.MSG.NEXT.{each.stream}.{each.name}"] = b"1"
            subjects[f"$JS.ACK.{each.stream}.{each.name}.1.1.1.1795188640000000000.0"] = b"+ACK"
    return subjects


def others_keys(service: Service) -> dict[str, bytes]:
    subjects = {f"$KV.leases.{kind}.00": b"mine" for owner, kind in LEASES_OF.items() if owner != service}
    if service != "telegram-gateway":
        subjects |= {"$KV.people.x": b"1", "$KV.sends.x": b"1", "sched.send.x": b"{}", due_subject(1): b"{}"}
    if service != "generator":
        subjects["$KV.budgets.x"] = b"1"
    return subjects


def others_answers(service: Service) -> dict[str, bytes]:
    subjects = {f"redrive.{other}.some-durable": b"{}" for other in SERVICES}
    for other in [*SERVICES, "operator"]:
        if other != service:
            subjects |= {
                f"parked.{other}.some-durable": b"{}",
                f"redriven.{other}.some-token": b"",
                f"{inbox_prefix(other)}.some-token": b"{}",
            }
    return subjects


@EVERY
async def test_nothing_of_others_may_be_written_and_nothing_provisioned_be_touched(
    operator: Client, log: EventLog, connect: Any, service: Service
) -> None:
    await log.publish(draft("a"))
    refusals: list[str] = []
    client = await connect(service, refusals=refusals)
    subjects = forbidden_api() | others_subjects(service)

    refused = await refused_of(client, refusals, subjects)

    assert set(subjects) - refused == set()
    states = {name: (await operator.jetstream().stream_info(name)).state.messages for name in STORES}
    assert states == dict.fromkeys(STORES, 0) | {EVENTS: 1}


@EVERY
async def test_nothing_meant_for_others_may_be_heard(operator: Client, connect: Any, service: Service) -> None:
    refusals: list[str] = []
    client = await connect(service, refusals=refusals)
    others = [inbox_prefix(user) for user in [*SERVICES, "operator"] if user != service]
    subjects = [
        *(f"{prefix}.>" for prefix in others),
        *(f"redrive.{other}.>" for other in SERVICES if other != service),
        *("_INBOX.>", ">", "parked.>", "sched.>", "due.>", "$KV.>", "$JS.>", "$JS.API.>", "$SYS.>", "redriven.>"),
    ]

    for subject in subjects:
        await client.subscribe(subject)
    await heard_out(client)

    said = "\n".join(refusals).lower()
    assert [subject for subject in subjects if f'subscription to "{subject.lower()}"' not in said] == []


@EVERY
async def test_its_own_work_is_allowed(operator: Client, log: EventLog, connect: Any, service: Service) -> None:
    await log.publish(draft("a"))
    refusals: list[str] = []
    client = await connect(service, refusals=refusals)

    assert len(await raw_messages(client, filter="evt.>")) == 1
    assert (await client.jetstream().stream_info(EVENTS)).state.messages == 1
    for each in DURABLES:
        if each.service == service:
            await client.jetstream().consumer_info(each.stream, each.name)
    own = await refused_of(
        client, refusals, {f"parked.{service}.some-durable": b"{}", f"redriven.{service}.some-token": b""}
    )
    assert own == set()


async def test_the_gateway_can_only_schedule_what_is_due(operator: Client, connect: Any) -> None:
    client = await connect("telegram-gateway", refusals=[])
    headers = {"Nats-Schedule": "@at 2020-01-01T00:00:00Z", "Nats-Schedule-Target": "evt.chat.a.message-sent"}

    await client.publish("sched.send.x", b"{}", reply=client.new_inbox(), headers=headers)
    await client.flush()
    await asyncio.sleep(0.3)

    assert await raw_messages(operator) == []


async def test_nobody_comes_in_without_a_key(server: EmbeddedNats, operator: Client) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await reader.readline()
    writer.write(b'CONNECT {"verbose": false}\r\nPING\r\n')
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()

    assert b"Authorization Violation" in answer
    assert (await operator.jetstream().stream_info(PARKED)).state.messages == 0
    assert (await operator.jetstream().stream_info(TIMERS)).state.messages == 0
