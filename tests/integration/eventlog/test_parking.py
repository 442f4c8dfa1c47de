"""What was put aside: seen, handled again, or forgotten."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from nats.aio.client import Client
from structlog.testing import capture_logs

from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.contracts.topology import EVENTS
from piyasa.eventlog import parking
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.parking import discard, list_parked, redrive
from support.brokers import STYLE, Counting, Handling, draft, raw_messages, until
from support.events import ready

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]


class Repairable(Handling):
    """Fails until it is repaired."""

    broken = True

    async def __call__(self, event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        await Handling.__call__(self, event)
        if self.broken:
            raise ValueError("the model is not there")
        return [following(event, ready(event.data.tick_id))]


@pytest.fixture
async def parked(operator: Client, log: EventLog, consume: Any) -> tuple[Repairable, Any]:
    """A handler that has failed on a draft, and its consumer."""
    counting, handler = Counting(), Repairable()
    await log.publish(draft("a"))
    consumer = await consume(handler, max_attempts=1, metrics=counting)
    await until(lambda: "parked" in counting.outcomes)
    return handler, consumer


async def test_what_is_handled_well_again_is_no_longer_parked(operator: Client, parked: Any) -> None:
    handler, _ = parked
    handler.broken = False
    (aside,) = await list_parked(operator)

    assert await redrive(operator, aside) is None

    assert await list_parked(operator) == []
    (made,) = await raw_messages(operator, filter="evt.*.*.message-ready")
    assert made.headers["ce-causationid"] == draft("a").id
    assert handler.seen[0] == handler.seen[1]


async def test_what_fails_again_stays_parked_and_says_why(operator: Client, parked: Any) -> None:
    (aside,) = await list_parked(operator)

    assert await redrive(operator, aside) == "ValueError: the model is not there"
    assert await list_parked(operator) == [aside]


async def test_without_a_replica_it_is_said_at_once(operator: Client, parked: Any) -> None:
    _, consumer = parked
    (aside,) = await list_parked(operator)
    await consumer.stop(1)

    async with asyncio.timeout(2):
        assert await redrive(operator, aside) == "no replica of humanizer is running"


async def test_a_replica_that_does_not_answer_is_not_waited_for_for_ever(
    operator: Client, parked: Any, connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parking, "REDRIVE_SECONDS", 0.2)
    _, consumer = parked
    await consumer.stop(1)
    (aside,) = await list_parked(operator)
    silent = await connect("humanizer")
    await silent.subscribe(f"redrive.humanizer.{STYLE}")
    await silent.flush()

    assert await redrive(operator, aside) == "no answer within 0.2 s"
    assert await list_parked(operator) == [aside]


async def test_a_replica_that_stops_meanwhile_says_so(operator: Client, parked: Any) -> None:
    handler, consumer = parked

    async def never(_: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        await asyncio.Event().wait()
        return ()

    handler.does = never
    (aside,) = await list_parked(operator)
    answer = asyncio.ensure_future(redrive(operator, aside))
    await until(lambda: len(handler.seen) == 2)
    await consumer.stop(0.1)

    assert await asyncio.wait_for(answer, 5) == "the replica is stopping; try again"


async def test_a_redrive_that_cannot_be_answered_is_logged(
    operator: Client, parked: Any, consume: Any, connect: Any
) -> None:
    _, consumer = parked
    await consumer.stop(1)
    lost = await connect("humanizer")

    async def cut(_: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        await lost.close()
        return ()

    await consume(Handling(cut), log=EventLog(lost, "humanizer"))
    await lost.flush()
    (aside,) = await list_parked(operator)
    with capture_logs() as lines:
        asking = asyncio.ensure_future(redrive(operator, aside))
        await until(lambda: any(line["event"] == "a redrive could not be answered" for line in lines))
    asking.cancel()

    assert await list_parked(operator) == [aside]


async def test_a_message_that_only_had_a_message_id_keeps_it(operator: Client, consume: Any) -> None:
    handler, counting = Repairable(), Counting()
    fact = draft("a")
    headers = {"Nats-Msg-Id": fact.id}
    await operator.jetstream().publish(fact.data.subject, fact.data.model_dump_json().encode(), headers=headers)
    await consume(handler, max_attempts=1, metrics=counting)
    await until(lambda: "parked" in counting.outcomes)
    (aside,) = await list_parked(operator)

    await redrive(operator, aside)

    assert [event.id for event in handler.seen] == [fact.id, fact.id]


async def test_discarded_it_is_forgotten(operator: Client, parked: Any) -> None:
    (aside,) = await list_parked(operator)

    await discard(operator, aside.number)

    assert await list_parked(operator) == []


async def test_many_are_listed_oldest_first(operator: Client, log: EventLog) -> None:
    js = operator.jetstream()
    await asyncio.gather(*(js.publish(f"parked.humanizer.{STYLE}", b"%d" % n) for n in range(1200)))

    found = await list_parked(operator)

    assert [each.number for each in found] == list(range(1, 1201))


async def test_parking_repeats_no_secret(operator: Client, log: EventLog, consume: Any) -> None:
    async def leak(_: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        raise ValueError("POST https://api.telegram.org/bot123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc/send")

    counting = Counting()
    await log.publish(draft("a"))
    await consume(Handling(leak), max_attempts=1, metrics=counting)
    await until(lambda: "parked" in counting.outcomes)

    (aside,) = await list_parked(operator)
    assert "AAEhBOweik6ad9r" not in aside.cause
    assert (await operator.jetstream().stream_info(EVENTS)).state.messages == 1
