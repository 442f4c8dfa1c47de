"""The gateway's bucket, the one in memory that unit tests use and the real one, held to the same promises."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import nats
import pytest

from piyasa.contracts.permissions import OPERATOR, inbox_prefix
from piyasa.contracts.topology import SENDS
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.kv import Bucket
from piyasa.eventlog.provision import provision
from piyasa.eventlog.wire import Wire
from support.gateway import MemoryBucket

pytestmark = pytest.mark.connected


@pytest.fixture(params=["memory", "broker"])
async def bucket(request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    if request.param == "memory":
        yield MemoryBucket()
        return
    broker: EmbeddedNats = request.getfixturevalue("broker")
    operator = await nats.connect(
        broker.url, nkeys_seed_str=broker.keys.seed(OPERATOR), inbox_prefix=inbox_prefix(OPERATOR).encode()
    )
    await provision(operator)
    # The gateway's own rights must be enough for its buckets.
    service = "telegram-gateway"
    client = await nats.connect(
        broker.url, nkeys_seed_str=broker.keys.seed(service), inbox_prefix=inbox_prefix(service).encode()
    )
    wire = Wire(client)
    await wire.start()
    yield Bucket(client, wire, SENDS.name)
    await client.close()
    await operator.close()


async def test_the_first_to_create_a_key_has_it(bucket: Any) -> None:
    assert (await bucket.create("k", b"one")).value == b"one"
    assert await bucket.create("k", b"two") is None
    assert (await bucket.get("k")).value == b"one"


async def test_creating_again_with_the_same_value_finds_it(bucket: Any) -> None:
    first = await bucket.create("k", b"one")
    assert await bucket.create("k", b"one") == first


async def test_a_key_without_a_value_is_none(bucket: Any) -> None:
    assert await bucket.get("k") is None


async def test_a_change_needs_the_newest_entry(bucket: Any) -> None:
    first = await bucket.create("k", b"one")
    second = await bucket.update(first, b"two")
    assert await bucket.update(first, b"three") is None
    assert (await bucket.get("k")) == second


async def test_a_deleted_key_can_be_created_again(bucket: Any) -> None:
    await bucket.create("k", b"one")
    await bucket.delete("k")
    assert await bucket.get("k") is None
    assert (await bucket.create("k", b"two")).value == b"two"


async def test_deleting_what_is_not_there_is_fine(bucket: Any) -> None:
    await bucket.delete("k")
    assert await bucket.create("k", b"one") is not None
