"""Timers: kept by the broker, fired once, never early."""

import asyncio
from datetime import timedelta

import pytest
from nats.aio.client import Client

from piyasa.contracts.topology import TIMERS, due_subject, shard_of
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.direct import RawMessage
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.timers import Due, arm
from support.brokers import raw_messages, rough_restart
from support.events import uid

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]
CHAT_ID = "bist-sohbet"


async def fired(client: Client, count: int, seconds: float = 8.0) -> list[RawMessage]:
    async with asyncio.timeout(seconds):
        while len(found := await raw_messages(client, TIMERS, "due.>")) < count:
            await asyncio.sleep(0.05)
    return found


def due(name: object, position: int = 7) -> Due:
    return Due(uid(name), CHAT_ID, position)


async def test_a_timer_fires_in_its_shard_at_its_time(operator: Client, log: EventLog) -> None:
    at = log.now() + timedelta(seconds=1.5)
    await arm(log, due("a"), at=at)
    assert await raw_messages(operator, TIMERS, "due.>") == []

    (message,) = await fired(operator, 1)

    assert message.subject == due_subject(shard_of(CHAT_ID))
    assert Due.decode(message.body) == due("a")
    assert timedelta(milliseconds=-2) <= message.time - at < timedelta(seconds=1)


@pytest.mark.parametrize("seconds", [-60, 0, 0.9])
async def test_what_is_due_soon_goes_straight(operator: Client, log: EventLog, seconds: float) -> None:
    await arm(log, due("a"), at=log.now() + timedelta(seconds=seconds))

    (message,) = await raw_messages(operator, TIMERS)
    assert message.subject == due_subject(shard_of(CHAT_ID))


async def test_armed_again_the_timer_is_replaced(operator: Client, log: EventLog) -> None:
    now = log.now()
    await arm(log, due("a", 1), at=now + timedelta(seconds=1.3))
    await arm(log, due("a", 2), at=now + timedelta(seconds=2))
    await arm(log, due("b", 3), at=now + timedelta(seconds=2.4))

    found = await fired(operator, 2)
    assert [Due.decode(message.body).position for message in found] == [2, 3]


async def test_timers_outlive_the_broker_dying(server: EmbeddedNats, operator: Client, log: EventLog) -> None:
    now = log.now()
    for n in range(20):
        await arm(log, due(n), at=now + timedelta(seconds=1.2 + n / 20))

    await rough_restart(server, away=0.5)

    found = await fired(operator, 20)
    await asyncio.sleep(0.5)
    assert {Due.decode(message.body).message_id for message in found} == {uid(n) for n in range(20)}
    assert len(await raw_messages(operator, TIMERS, "due.>")) == 20
