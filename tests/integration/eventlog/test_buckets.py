"""Buckets: one wins, revisions count, and lives end."""

import asyncio
from typing import Any

import pytest
from nats.aio.client import Client

from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog import wire as wiring
from piyasa.eventlog.kv import Bucket
from piyasa.eventlog.wire import Wire
from support.brokers import until

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]


async def bucket_of(client: Client, name: str = "leases") -> Bucket:
    wire = Wire(client)
    await wire.start()
    return Bucket(client, wire, name)


@pytest.fixture
async def bucket(operator: Client) -> Bucket:
    return await bucket_of(operator)


async def test_of_many_who_create_one_wins(bucket: Bucket) -> None:
    made = await asyncio.gather(*(bucket.create("a.b", b"%d" % n) for n in range(20)))

    (winner,) = [entry for entry in made if entry is not None]
    assert await bucket.get("a.b") == winner


async def test_only_who_knows_the_newest_revision_may_change(bucket: Bucket) -> None:
    first = await bucket.create("a", b"1")
    assert first is not None
    second = await bucket.update(first, b"2")

    assert second is not None
    assert await bucket.update(first, b"3") is None
    assert await bucket.get("a") == second


async def test_a_deleted_key_is_gone_and_can_be_created_again(bucket: Bucket) -> None:
    await bucket.create("a", b"1")
    await bucket.delete("a")
    assert await bucket.get("a") is None
    assert await bucket.entries() == []

    again = await bucket.create("a", b"2")

    assert await bucket.get("a") == again
    assert await bucket.get("never") is None


async def test_all_keys_under_a_filter_are_found(bucket: Bucket) -> None:
    for key in ("x.1", "x.2", "y.1"):
        await bucket.create(key, key.encode())
    await bucket.delete("x.2")

    assert {entry.key: entry.value for entry in await bucket.entries()} == {"x.1": b"x.1", "y.1": b"y.1"}
    assert [entry.key for entry in await bucket.entries("x.>")] == ["x.1"]
    assert await bucket.entries("z.>") == []


async def test_more_keys_are_found_than_the_broker_answers_at_once(operator: Client) -> None:
    bucket = await bucket_of(operator, "people")
    await asyncio.gather(*(operator.publish(f"$KV.people.p{n}", b"1") for n in range(2500)))

    await until_stored(operator, 2500)
    assert len(await bucket.entries()) == 2500


async def until_stored(client: Client, count: int) -> None:
    async with asyncio.timeout(5):
        while (await client.jetstream().stream_info("KV_people")).state.messages < count:
            await asyncio.sleep(0.02)


async def test_a_key_ends_with_its_life_unless_it_is_renewed(bucket: Bucket) -> None:
    short = await bucket.create("short", b"1", ttl=1)
    long = await bucket.create("long", b"1", ttl=1)
    assert short is not None
    assert long is not None
    async with asyncio.timeout(5):
        while await bucket.get("short") is not None:
            await asyncio.sleep(0.1)
            long = await bucket.update(long, b"1", ttl=1)
            assert long is not None

    assert await bucket.get("long") == long
    assert await bucket.create("short", b"2") is not None


async def test_a_create_whose_answer_was_lost_is_found_by_its_value(
    bucket: Bucket, operator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "FIRST_TRY", 0.2)
    answer, lost = bucket._wire._on_ack, []

    async def lose_the_first(message: Any) -> None:
        if lost:
            await answer(message)
        lost.append(message)

    assert bucket._wire._subscription is not None
    monkeypatch.setattr(bucket._wire._subscription, "_cb", lose_the_first)

    entry = await bucket.create("claim", b"mine")

    assert entry == await bucket.get("claim")
    assert len(lost) == 2
    assert await bucket.create("claim", b"other") is None


async def test_a_bucket_outlives_the_broker_dying(server: EmbeddedNats, bucket: Bucket) -> None:
    before = await bucket.create("a", b"1")
    await asyncio.to_thread(server.kill)
    creating = asyncio.ensure_future(bucket.create("b", b"2"))
    await asyncio.to_thread(server.start)
    await asyncio.to_thread(server.wait_ready)

    assert await asyncio.wait_for(creating, 15) is not None
    await until(lambda: bucket._client.is_connected)
    assert await bucket.get("a") == before
