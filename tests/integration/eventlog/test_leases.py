"""Leases: one holder at any moment, fair shares, and nobody waits longer than the TTL for a dead one."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from nats.aio.client import Client

from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.kv import Bucket
from piyasa.eventlog.leases import Leases
from piyasa.eventlog.wire import Wire
from support.brokers import until

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]
KEYS = [f"{n:02d}" for n in range(8)]
TTL = 2

Replica = Callable[..., Awaitable[Leases]]


@pytest.fixture
async def replica(operator: Client, connect: Any) -> Replica:
    """Replicas, each with a connection of its own."""

    async def new(name: str, **known: Any) -> Leases:
        client = await connect("scheduler")
        wire = Wire(client)
        await wire.start()
        return Leases(Bucket(client, wire, "leases"), "scheduler", KEYS, name, ttl=TTL, **known)

    return new


async def test_alone_a_replica_holds_everything(replica: Replica, run: Any) -> None:
    counts: list[int] = []
    one = await replica("one", on_held=counts.append)
    run(one.run())

    await until(lambda: one.held == KEYS)
    assert counts == list(range(1, 9))


async def test_replicas_share_and_no_key_has_two_holders(replica: Replica, run: Any) -> None:
    all_of_them = [await replica(name) for name in ("one", "two", "three")]
    run(all_of_them[0].run())
    await until(lambda: all_of_them[0].held == KEYS)
    doubles: list[str] = []

    async def watch() -> None:
        while True:
            held = [key for each in all_of_them for key in each.held]
            doubles.extend(key for key in held if held.count(key) > 1)
            await asyncio.sleep(0.005)

    run(watch())
    for each in all_of_them[1:]:
        run(each.run())

    await until(lambda: sorted(len(each.held) for each in all_of_them) == [2, 3, 3], seconds=8)
    assert sorted(key for each in all_of_them for key in each.held) == KEYS
    assert not doubles


async def test_a_dead_replica_is_replaced_after_the_ttl_and_knows_before(replica: Replica, run: Any) -> None:
    one, two = await replica("one"), await replica("two")
    running = run(one.run())
    await until(lambda: one.held == KEYS)
    run(two.run())
    await until(lambda: len(two.held) == 4, seconds=6)

    running.cancel()
    died = time.monotonic()
    overlap: list[str] = []

    def taken_over() -> bool:
        overlap.extend(set(one.held) & set(two.held))
        return two.held == KEYS

    await until(taken_over, seconds=2 * TTL + 2)
    assert time.monotonic() - died < 2 * TTL
    assert not overlap
    assert one.held == []


async def test_released_keys_are_taken_over_at_once(replica: Replica, run: Any) -> None:
    lost: list[str] = []
    one, two = await replica("one", on_lost=lost.append), await replica("two")
    running = run(one.run())
    await until(lambda: one.held == KEYS)
    running.cancel()

    await one.release()
    run(two.run())

    await until(lambda: two.held == KEYS, seconds=1.5)
    assert sorted(lost) == KEYS


async def test_a_frozen_replica_stops_holding_before_others_can_take_over(replica: Replica, run: Any) -> None:
    one, two = await replica("one"), await replica("two")
    await one._round()
    assert one.held == KEYS
    running = run(two.run())
    since: dict[str, float] = {}

    def gone() -> bool:
        if not one.held and "lost" not in since:
            since["lost"] = time.monotonic()
        if two.held and "gained" not in since:
            since["gained"] = time.monotonic()
        return two.held == KEYS

    await until(gone, seconds=2 * TTL + 2)
    running.cancel()
    assert since["gained"] - since["lost"] > 0.1


async def test_whoever_cannot_begin_does_not_keep_the_lease(replica: Replica, run: Any) -> None:
    troubles = ["no connection"]

    async def begin(key: str) -> None:
        if troubles:
            raise OSError(troubles.pop())

    one = await replica("one", on_gained=begin)
    running = run(one.run())

    await until(lambda: one.held == KEYS, seconds=3 * TTL)
    assert not troubles
    assert not running.done()


async def test_a_cleanup_that_raises_does_not_stop_the_others(replica: Replica, run: Any) -> None:
    def fail(key: str) -> None:
        raise ValueError(key)

    one, two = await replica("one", on_lost=fail), await replica("two")
    running = run(one.run())
    await until(lambda: one.held == KEYS)
    run(two.run())

    await until(lambda: len(one.held) == len(two.held) == 4, seconds=6)
    assert not running.done()


async def test_leases_come_back_after_the_broker_died(server: EmbeddedNats, replica: Replica, run: Any) -> None:
    one = await replica("one")
    run(one.run())
    await until(lambda: one.held == KEYS)

    await asyncio.to_thread(server.kill)
    await until(lambda: one.held == [], seconds=TTL + 1)
    await asyncio.to_thread(server.start)
    await asyncio.to_thread(server.wait_ready)

    await until(lambda: one.held == KEYS, seconds=3 * TTL)
