"""Handling: nothing is lost, nothing is said twice, and what cannot be handled is put aside."""

import asyncio
import io
import itertools
import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import orjson
import pytest
import structlog
from nats.aio.client import Client

from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.contracts.topology import EVENTS, PARKED, durable
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog import consumer as consuming
from piyasa.eventlog import pull
from piyasa.eventlog.consumer import delay_after
from piyasa.eventlog.errors import Later
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.parking import list_parked
from piyasa.telemetry import logs
from support.brokers import (
    STYLE,
    Counting,
    Handling,
    Heard,
    draft,
    durable_of,
    raw_messages,
    rough_restart,
    until,
)
from support.events import CHAT, MEHMET, ready

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consuming, "delay_after", lambda failures: 0.05 * 2 ** (failures - 1))


async def pending(client: Client, name: str = STYLE, stream: str = EVENTS) -> tuple[int, int]:
    """What the durable still has to hand out, and what was handed out and not answered."""
    info = await client.jetstream().consumer_info(stream, name)
    return info.num_pending or 0, info.num_ack_pending or 0


async def until_idle(client: Client, name: str = STYLE, stream: str = EVENTS) -> None:
    async with asyncio.timeout(5):
        while await pending(client, name, stream) != (0, 0):
            await asyncio.sleep(0.02)


async def style(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
    return [following(event, ready(event.data.tick_id))]


async def test_what_follows_is_on_the_log_before_the_cause_is_acknowledged(
    operator: Client, log: EventLog, consume: Any
) -> None:
    handling = Handling(style)
    await log.publish(*(draft(n) for n in range(20)))

    await consume(handling)
    await until_idle(operator)

    assert len(handling.seen) == 20
    assert len(await raw_messages(operator, filter="evt.*.*.message-ready")) == 20


async def test_how_many_wait_is_told_with_what_came(operator: Client, log: EventLog, consume: Any) -> None:
    counting = Counting()
    await log.publish(*(draft(n) for n in range(5)))

    await consume(Handling(), metrics=counting, concurrency=1)
    await until_idle(operator)

    assert counting.depths == [4, 3, 2, 1, 0]


async def test_every_line_logged_while_handling_says_which_persona_and_which_chat(
    operator: Client, log: EventLog, consume: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.StringIO()
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    logs.configure("humanizer", "INFO", said)

    async def speak(_: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        structlog.get_logger("piyasa").info("styling")
        return []

    await log.publish(draft(1))
    await consume(Handling(speak))
    await until_idle(operator)

    structlog.reset_defaults()
    (line,) = [found for found in map(orjson.loads, said.getvalue().splitlines()) if found["message"] == "styling"]
    assert (line["bot"], line["chat"]) == (MEHMET, CHAT)


async def test_a_handler_that_cannot_publish_does_not_lose_its_event(
    operator: Client, log: EventLog, consume: Any, quick: None
) -> None:
    class Failing(EventLog):
        tries = 0

        async def publish(self, *events: NewEvent[Any]) -> list[Any]:
            Failing.tries += 1
            if Failing.tries < 3:
                raise OSError("no way out")
            return await EventLog.publish(self, *events)

    failing = Failing(operator, "test")
    await failing.start()
    await log.publish(draft("a"))

    await consume(Handling(style), log=failing)
    await until_idle(operator)

    assert len(await raw_messages(operator, filter="evt.*.*.message-ready")) == 1


async def test_a_failing_event_is_tried_with_growing_pauses_then_parked_while_others_go_on(
    operator: Client, log: EventLog, consume: Any, quick: None
) -> None:
    bad = draft("bad")

    async def fail(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        if event.id == bad.id:
            raise ValueError("kötü\nsatır")
        return ()

    counting, handling = Counting(), Handling(fail)
    await log.publish(bad)
    await consume(handling, metrics=counting, max_attempts=4)
    await log.publish(*(draft(n) for n in range(5)))
    await until_idle(operator)

    tries = [at for event, at in zip(handling.seen, handling.at, strict=True) if event.id == bad.id]
    pauses = [later - sooner for sooner, later in itertools.pairwise(tries)]
    assert len(tries) == 4
    assert all(pause >= 0.05 * 2**n for n, pause in enumerate(pauses))
    assert sorted(counting.outcomes) == ["failed"] * 3 + ["ok"] * 5 + ["parked"]
    (parked,) = await list_parked(operator)
    assert (parked.service, parked.durable, parked.position, parked.attempts) == ("humanizer", STYLE, 1, 4)
    assert parked.cause == "ValueError: kötü satır"
    assert parked.subject == bad.data.subject
    assert parked.headers["ce-id"] == bad.id


def test_pauses_double_from_half_a_second_to_a_minute() -> None:
    assert [delay_after(n) for n in range(1, 10)] == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]


@pytest.mark.parametrize("body", [b"not json", b"{}", b"\xff\xfe", b""])
async def test_what_is_no_fact_is_parked_at_once(operator: Client, consume: Any, body: bytes) -> None:
    await operator.jetstream().publish("evt.chat.bist-sohbet.draft-generated", body)

    handling = Handling()
    await consume(handling)
    await until_idle(operator)

    (parked,) = await list_parked(operator)
    assert not handling.seen
    assert parked.attempts == 1
    assert parked.cause.startswith("MalformedBody")
    assert parked.body == body


async def test_a_fact_that_was_published_with_an_expectation_can_be_parked(
    operator: Client, log: EventLog, consume: Any, quick: None
) -> None:
    event = draft("a")
    await log.publish(draft("before"))
    await log.publish_expecting(event, filter="evt.chat.bist-sohbet.draft-generated", last=1)

    async def fail(_: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        raise ValueError("no")

    await consume(Handling(fail), max_attempts=1)
    await until_idle(operator)

    assert [parked.position for parked in await list_parked(operator)] == [1, 2]


async def test_a_newer_version_waits_for_the_newer_release(
    operator: Client, log: EventLog, consume: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consuming, "NEWER_RELEASE_DELAY", 0.05)
    event = draft("new")
    headers = {"ce-id": event.id, "ce-type": "piyasa.draft-generated.v99"}
    await operator.jetstream().publish(event.data.subject, event.data.model_dump_json().encode(), headers=headers)
    counting = Counting()

    consumer = await consume(Handling(), metrics=counting)
    await until(lambda: counting.outcomes.count("later") > 3)
    assert not await list_parked(operator)

    monkeypatch.setattr(consuming, "NEWER_RELEASE_PATIENCE", -1.0)
    await until_idle(operator)
    (parked,) = await list_parked(operator)
    assert parked.cause.startswith("UnknownVersion")
    assert consumer is not None


async def test_an_unknown_fact_waits_as_well(operator: Client, consume: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consuming, "NEWER_RELEASE_DELAY", 0.05)
    of = await durable_of(operator, filter="evt.chat.*.invented")
    await operator.jetstream().publish("evt.chat.bist-sohbet.invented", b"{}")
    counting = Counting()

    await consume(Handling(), of=of, metrics=counting)

    await until(lambda: counting.outcomes.count("later") > 2)
    assert not await list_parked(operator)


async def test_later_is_no_failure(operator: Client, log: EventLog, consume: Any) -> None:
    async def not_yet(_: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        if len(handling.seen) < 8:
            raise Later(0.02)
        return ()

    counting, handling = Counting(), Handling(not_yet)
    await log.publish(draft("a"))
    await consume(handling, metrics=counting, max_attempts=2)
    await until_idle(operator)

    assert counting.outcomes == ["later"] * 7 + ["ok"]
    assert not await list_parked(operator)


async def test_long_work_keeps_its_claim(operator: Client, log: EventLog, consume: Any) -> None:
    done = asyncio.Event()

    async def work_long(_: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        await done.wait()
        return ()

    of = await durable_of(operator, ack_wait=1)
    working, waiting = Handling(work_long), Handling()
    await log.publish(draft("long"))
    await consume(working, of=of)
    await until(lambda: working.seen)
    await consume(waiting, of=of)
    await asyncio.sleep(2.5)
    done.set()
    await until_idle(operator)

    assert len(working.seen) == 1
    assert not waiting.seen


async def test_stopping_hands_back_what_is_unfinished(operator: Client, log: EventLog, consume: Any) -> None:
    async def never(_: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        await asyncio.Event().wait()
        return ()

    await log.publish(*(draft(n) for n in range(30)))
    stuck, other = Handling(never), Handling()
    stopping = await consume(stuck, concurrency=10)
    await until(lambda: len(stuck.seen) == 10)

    await stopping.stop(0.05)
    await consume(other)

    await until(lambda: len({event.id for event in other.seen}) == 30, seconds=3)
    await until_idle(operator)


async def test_stopping_lets_running_work_finish(operator: Client, log: EventLog, consume: Any) -> None:
    go_on = asyncio.Event()

    async def slow(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        await go_on.wait()
        return await style(event)

    handling = Handling(slow)
    await log.publish(draft("a"))
    stopping = await consume(handling)
    await until(lambda: handling.seen)
    stopped = asyncio.ensure_future(stopping.stop(5))
    await asyncio.sleep(0.05)
    go_on.set()
    await stopped

    assert len(await raw_messages(operator, filter="evt.*.*.message-ready")) == 1
    assert await pending(operator) == (0, 0)


async def test_stopping_in_a_flood_leaves_nothing_behind_a_dead_claim(
    operator: Client, log: EventLog, consume: Any
) -> None:
    first, second = Handling(), Handling()
    stopping = await consume(first)
    flood = asyncio.ensure_future(log.publish(*(draft(n) for n in range(1000))))
    await until(lambda: len(first.seen) > 100)
    await stopping.stop(2)
    await flood
    await consume(second)

    await until(lambda: len({event.id for event in [*first.seen, *second.seen]}) == 1000, seconds=5)
    await until_idle(operator)


async def test_a_consumer_starts_again_after_a_stop(operator: Client, log: EventLog, consume: Any) -> None:
    handling = Handling()
    consumer = await consume(handling)
    await log.publish(draft("a"))
    await until(lambda: handling.times("a") == 1)

    await consumer.stop(1)
    await log.publish(draft("b"))
    await consumer.start()

    await until(lambda: handling.times("b") == 1, seconds=3)


async def test_two_replicas_share_and_no_event_is_handled_twice(operator: Client, log: EventLog, consume: Any) -> None:
    async def brief(_: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        await asyncio.sleep(0.005)
        return ()

    one, two = Handling(brief), Handling(brief)
    await consume(one, concurrency=4)
    await consume(two, concurrency=4)
    await log.publish(*(draft(n) for n in range(200)))
    await until_idle(operator)

    ids = [event.id for event in [*one.seen, *two.seen]]
    assert len(ids) == len(set(ids)) == 200
    assert min(len(one.seen), len(two.seen)) > 20


async def test_no_more_run_at_once_than_agreed(operator: Client, log: EventLog, consume: Any) -> None:
    async def brief(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        await asyncio.sleep(0.001 * (event.position % 7))
        return ()

    handling = Handling(brief)
    await consume(handling, concurrency=5)
    await log.publish(*(draft(n) for n in range(300)))
    await until(lambda: len(handling.seen) == 300)

    assert handling.most <= 5


async def test_handling_goes_on_soon_after_the_broker_died(
    server: EmbeddedNats, operator: Client, log: EventLog, consume: Any
) -> None:
    handling = Handling(style)
    await consume(handling)
    await log.publish(draft("before"))
    await until(lambda: handling.times("before"))

    await rough_restart(server)
    await log.publish(draft("after"))

    await until(lambda: handling.times("after"), seconds=3)
    async with asyncio.timeout(5):
        while len(await raw_messages(operator, filter="evt.*.*.message-ready")) < 2:
            await asyncio.sleep(0.05)


async def test_work_done_before_the_acknowledgement_was_lost_is_not_published_again(
    operator: Client, log: EventLog, consume: Any, follow: Any
) -> None:
    stream = (await operator.jetstream().stream_info(EVENTS)).config
    stream.duplicate_window = 0.1
    await operator.jetstream().update_stream(stream)
    view = await follow(Heard(facts=frozenset({"draft-generated"})))
    own = EventLog(operator, "humanizer", view)
    await own.start()

    async def fail_after_publishing(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        if len(handling.seen) == 1:
            await own.publish(*await style(event))
            raise Later(0.3)
        return await style(event)

    handling = Handling(fail_after_publishing)
    await log.publish(draft("a"))
    await consume(handling, log=own)
    await until(lambda: len(handling.seen) == 2)
    await until_idle(operator)

    assert len(await raw_messages(operator, filter="evt.*.*.message-ready")) == 1


async def test_a_handler_decides_on_a_view_that_has_its_event(
    operator: Client, log: EventLog, consume: Any, follow: Any
) -> None:
    view = await follow()
    own = EventLog(operator, "humanizer", view)
    await own.start()
    behind: list[int] = []

    async def look(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        if view.position < event.position:
            behind.append(event.position)
        return ()

    handling = Handling(look)
    await consume(handling, log=own)
    await log.publish(*(draft(n) for n in range(300)))
    await until(lambda: len(handling.seen) == 300)

    assert not behind


async def test_what_falls_due_is_handled_as_the_fact_it_names(operator: Client, log: EventLog, consume: Any) -> None:
    async def load(delivery: Any) -> Recorded[Any] | None:
        return await log.read_one(int(delivery.body)) if delivery.body != b"0" else None

    of = replace(durable("gateway-send-03"))
    await log.publish(draft("a"))
    for body in (b"1", b"0", b"99"):
        await operator.jetstream().publish("due.send.03", body)
    handling = Handling()

    await consume(handling, of=of, load=load)
    await until_idle(operator, of.name, of.stream)

    assert [event.id for event in handling.seen] == [draft("a").id]


async def test_what_cannot_be_parked_stays_on_its_durable(
    operator: Client, log: EventLog, consume: Any, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: Any, **__: Any) -> None:
        raise OSError("no room")

    async def fail(_: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        raise ValueError("no")

    counting = Counting()
    with monkeypatch.context() as while_full:
        while_full.setattr(consuming, "park", refuse)
        await log.publish(draft("a"))
        await consume(Handling(fail), max_attempts=2, metrics=counting)
        await until(lambda: counting.outcomes.count("failed") >= 3)
    await until_idle(operator)

    assert counting.outcomes[-1] == "parked"
    assert len(await raw_messages(operator, PARKED)) == 1


async def test_a_durable_made_anew_is_found_again(operator: Client, log: EventLog, consume: Any) -> None:
    handling = Handling()
    await consume(handling)
    await log.publish(draft("before"))
    await until(lambda: handling.times("before") == 1)

    await operator.jetstream().delete_consumer(EVENTS, STYLE)
    await durable_of(operator)
    await log.publish(draft("after"))

    await until(lambda: handling.times("after") == 1, seconds=5)


async def test_a_request_that_expires_is_followed_by_another(
    operator: Client, log: EventLog, consume: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pull, "REQUEST_SECONDS", 0.3)
    handling = Handling()
    await consume(handling)
    await asyncio.sleep(0.8)

    await log.publish(draft("a"))

    await until(lambda: handling.times("a") == 1, seconds=2)


async def test_what_came_and_was_not_passed_on_is_handed_back(
    operator: Client, log: EventLog, consume: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    handling, other = Handling(), Handling()
    stopping = await consume(handling)
    subscriber = stopping._subscriber
    assert subscriber is not None
    # The loop no longer hears that something came: it stays where it arrived until the loop looks by itself.
    monkeypatch.setattr(pull, "_LOOK", 30.0)
    await asyncio.sleep(1.1)
    monkeypatch.setattr(subscriber, "_stir", asyncio.Event())
    await log.publish(draft("a"))
    async with asyncio.timeout(5):
        while (await pending(operator))[1] == 0:
            await asyncio.sleep(0.02)
    await stopping.stop(0.1)

    await consume(other)

    await until(lambda: other.times("a") == 1, seconds=3)
    assert not handling.seen
