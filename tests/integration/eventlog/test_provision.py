"""Provisioning: run again it keeps everything, and it brings what differs to what the contracts say."""

from dataclasses import replace

import pytest
from nats.aio.client import Client
from nats.js.api import StreamConfig

from piyasa.contracts.topology import BUCKETS, DURABLES, EVENTS, STREAMS, TIMERS, durable
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.provision import Done, Options, consumer_config, provision
from support.brokers import begin_anew, draft

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]


def outcomes(done: list[Done]) -> dict[str, str]:
    return {each.name: each.outcome for each in done}


async def test_everything_is_made_once_and_then_kept(operator: Client) -> None:
    js = operator.jetstream()
    for name in [*(stream.name for stream in STREAMS), *(f"KV_{bucket.name}" for bucket in BUCKETS)]:
        await js.delete_stream(name)

    made, kept = await provision(operator), await provision(operator)

    assert len(made) == len(STREAMS) + len(BUCKETS) + len(DURABLES)
    assert set(outcomes(made).values()) == {"made"}
    assert set(outcomes(kept).values()) == {"kept"}


async def test_a_stream_that_differs_is_changed_and_keeps_its_facts(operator: Client, log: EventLog) -> None:
    await log.publish(draft("a"))
    options = Options(max_age=3600, max_bytes=10_000_000, duplicate_window=30)

    assert outcomes(await provision(operator, options))[EVENTS] == "changed"

    info = await operator.jetstream().stream_info(EVENTS)
    assert (info.config.max_age, info.config.max_bytes, info.config.duplicate_window) == (3600, 10_000_000, 30)
    assert info.state.messages == 1
    assert outcomes(await provision(operator, options))[EVENTS] == "kept"
    assert outcomes(await provision(operator))[EVENTS] == "changed"


async def test_other_subjects_are_put_right(operator: Client) -> None:
    js = operator.jetstream()
    config = (await js.stream_info("PARKED")).config
    config.subjects = ["parked.a", "parked.b"]
    await js.update_stream(config)

    assert outcomes(await provision(operator))["PARKED"] == "changed"
    assert (await js.stream_info("PARKED")).config.subjects == ["parked.>"]


async def test_what_was_parked_for_ever_is_given_an_end(operator: Client) -> None:
    js = operator.jetstream()
    config = (await js.stream_info("PARKED")).config
    config.max_age = 0
    await js.update_stream(config)

    assert outcomes(await provision(operator))["PARKED"] == "changed"
    assert (await js.stream_info("PARKED")).config.max_age == 30 * 86_400


async def test_schedules_are_switched_on_where_they_are_missing(operator: Client) -> None:
    js = operator.jetstream()
    await js.delete_stream(TIMERS)
    await js.add_stream(StreamConfig(name=TIMERS, subjects=["sched.>", "due.>"]))

    assert outcomes(await provision(operator))[TIMERS] == "changed"

    config = (await js.stream_info(TIMERS)).config
    assert config.allow_msg_schedules
    assert config.allow_direct
    assert outcomes(await provision(operator))[TIMERS] == "kept"


async def test_a_durable_that_differs_is_changed_where_it_stands(operator: Client, log: EventLog) -> None:
    js = operator.jetstream()
    await log.publish(draft("a"), draft("b"))
    subscription = await js.pull_subscribe_bind("humanizer-style", EVENTS)
    (message,) = await subscription.fetch(1)
    await message.ack_sync()
    await js.add_consumer(EVENTS, consumer_config(replace(durable("humanizer-style"), ack_wait=3, max_ack_pending=7)))

    assert outcomes(await provision(operator))["humanizer-style"] == "changed"

    info = await js.consumer_info(EVENTS, "humanizer-style")
    assert (info.config.ack_wait, info.config.max_ack_pending) == (30, 1024)
    assert info.num_pending == 1


async def test_a_stream_made_anew_goes_on_behind_the_archive(operator: Client, connect: object) -> None:
    await begin_anew(operator, Options(first_position=1001))
    log = EventLog(operator, "test")
    await log.start()

    assert [ack.sequence for ack in await log.publish(draft("a"), draft("b"))] == [1001, 1002]
    assert set(outcomes(await provision(operator)).values()) == {"kept"}
    assert outcomes(await provision(operator, Options(first_position=5000, max_age=3600)))[EVENTS] == "changed"
    assert [ack.sequence for ack in await log.publish(draft("c"))] == [1003]
