"""Publishing: stored once or an error, whatever happens to the broker meanwhile."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from nats.aio.client import Client

from piyasa.contracts.envelope import MSG_ID, beginning
from piyasa.contracts.topology import EVENTS
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog import log as logging_module
from piyasa.eventlog import wire as wiring
from piyasa.eventlog.errors import PublishFailed, WrongLastSequence
from piyasa.eventlog.log import EventLog, new_id
from piyasa.eventlog.wire import Ack, Outgoing
from support.brokers import Heard, draft, raw_messages, rough_restart, told
from support.events import CHAT, requested, uid

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]
TICKS = f"evt.chat.{CHAT}.tick-requested.>"


async def narrow_window(client: Client, seconds: float) -> None:
    stream = (await client.jetstream().stream_info(EVENTS)).config
    stream.duplicate_window = seconds
    await client.jetstream().update_stream(stream)


async def test_each_fact_is_acknowledged_with_its_position_in_order(operator: Client, log: EventLog) -> None:
    acks = await log.publish(*(draft(n) for n in range(100)))

    assert acks == [Ack(n) for n in range(1, 101)]
    stored = await raw_messages(operator)
    assert [raw.headers["ce-id"] for raw in stored] == [draft(n).id for n in range(100)]
    assert stored[0].headers["ce-source"] == "/piyasa/test"
    assert await log.publish() == []


async def test_told_twice_it_is_one_fact(operator: Client, log: EventLog) -> None:
    await log.publish(draft("a"))

    assert await log.publish(draft("a"), draft("b")) == [Ack(1, duplicate=True), Ack(2)]
    assert len(await raw_messages(operator)) == 2


async def test_callers_at_the_same_time_each_get_their_own_acks(log: EventLog) -> None:
    answers = await asyncio.gather(*(log.publish(draft((n, 1)), draft((n, 2))) for n in range(100)))

    sequences = [ack.sequence for acks in answers for ack in acks]
    assert sorted(sequences) == list(range(1, 201))
    for n in (0, 57):
        found = await log.read_one(answers[n][1].sequence)
        assert found is not None
        assert found.id == draft((n, 2)).id


async def test_one_fact_is_read_back_as_it_was_written(log: EventLog) -> None:
    await log.publish(draft("a"))

    found = await log.read_one(1)

    assert found is not None
    assert (found.id, found.data, found.position) == (draft("a").id, draft("a").data, 1)
    assert found.time.microsecond % 1000 == 0
    assert await log.read_one(2) is None


async def test_of_two_deciders_the_second_is_told(log: EventLog) -> None:
    first = await log.publish_expecting(told(requested("a"), 1), filter=TICKS, last=0)
    await log.publish(draft("other"))

    with pytest.raises(WrongLastSequence) as raised:
        await log.publish_expecting(told(requested("b"), 2), filter=TICKS, last=0)
    assert raised.value.subject == f"evt.chat.{CHAT}.tick-requested.normal"
    assert (await log.publish_expecting(told(requested("b"), 3), filter=TICKS, last=first.sequence)).sequence == 3


async def test_a_decision_told_twice_is_one_decision(operator: Client, log: EventLog) -> None:
    tick = told(requested("a"), 1)
    await log.publish_expecting(tick, filter=TICKS, last=0)

    with pytest.raises(WrongLastSequence):
        await log.publish_expecting(tick, filter=TICKS, last=0)
    assert len(await raw_messages(operator)) == 1


async def test_a_fact_the_user_may_not_publish_is_refused_with_what_to_look_at(
    operator: Client, connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging_module, "FIRST_TRY", 0.2)
    monkeypatch.setattr(logging_module, "MAX_TRIES", 2)
    refusals: list[str] = []
    log = EventLog(await connect("generator", refusals=refusals), "generator")
    await log.start()

    with pytest.raises(PublishFailed, match="allowed to"):
        await log.publish(told(requested("a"), 1))
    assert "permissions violation" in refusals[0].lower()
    assert [ack.sequence for ack in await log.publish(draft("a"))] == [1]


async def test_what_no_retry_cures_fails_at_once(operator: Client, log: EventLog) -> None:
    stream = (await operator.jetstream().stream_info(EVENTS)).config
    stream.max_msg_size = 64
    await operator.jetstream().update_stream(stream)

    async with asyncio.timeout(3):
        with pytest.raises(PublishFailed, match="exceeds"):
            await log.publish(draft("a"))


async def test_a_full_log_is_said_in_time(log: EventLog, operator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging_module, "MAX_TRIES", 2)
    stream = (await operator.jetstream().stream_info(EVENTS)).config
    stream.max_bytes = 1
    await operator.jetstream().update_stream(stream)

    async with asyncio.timeout(3):
        with pytest.raises(PublishFailed, match="maximum bytes"):
            await log.publish(draft("a"))
        with pytest.raises(PublishFailed, match="maximum bytes"):
            await log._wire.publish([Outgoing("evt.a.b.c", b"12", {})], within=0.1)


@pytest.mark.parametrize("folded", [True, False])
async def test_nothing_is_lost_or_doubled_when_the_broker_dies_in_the_middle(
    server: EmbeddedNats, operator: Client, follow: Any, folded: bool
) -> None:
    await narrow_window(operator, 1.0)
    facts = frozenset({"draft-generated"} if folded else {"message-ready"})
    log = EventLog(operator, "test", await follow(Heard(facts=facts)))
    await log.start()
    drafts = [draft(n) for n in range(1500)]
    batches = [drafts[start : start + 25] for start in range(0, len(drafts), 25)]

    async def publish_all() -> list[Any]:
        return [ack for batch in batches for ack in await log.publish(*batch)]

    publishing = asyncio.ensure_future(publish_all())
    await log.view.reached(100) if log.view is not None else None
    await rough_restart(server, away=1.2)
    acks = await asyncio.wait_for(publishing, 30)

    stored = Counter(raw.headers[MSG_ID] for raw in await raw_messages(operator))
    assert set(stored) == {each.id for each in drafts}
    assert max(stored.values()) == 1
    assert len({ack.sequence for ack in acks}) == len(drafts)


async def test_a_fact_whose_acknowledgement_was_lost_is_found_on_the_log(
    operator: Client, follow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await narrow_window(operator, 0.1)
    log = EventLog(operator, "test", await follow())
    await log.start()
    monkeypatch.setattr(logging_module, "FIRST_TRY", 0.3)

    async def deaf(*_: object) -> None:
        return

    assert log._wire._subscription is not None
    monkeypatch.setattr(log._wire._subscription, "_cb", deaf)

    assert await log.publish(draft("a")) == [Ack(1, duplicate=True)]
    assert len(await raw_messages(operator)) == 1


async def test_without_any_answer_a_raw_publish_ends_in_time(
    operator: Client, connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = wiring.Wire(await connect("generator", refusals=[]))
    await wire.start()

    with pytest.raises(PublishFailed, match="no acknowledgement"):
        await wire.publish([Outgoing("evt.chat.a.message-sent", b"{}", {})], within=0.2)
    await wire.stop()
    await wire.stop()


async def test_a_beginning_has_an_id_that_sorts_by_time(log: EventLog) -> None:
    ids = [new_id() for _ in range(50)]

    assert ids == sorted(ids)
    await log.publish(beginning(draft("a").data, event_id=ids[0]))
    found = await log.read_one(1)
    assert found is not None
    assert (found.id, found.correlation_id, found.data.draft_id) == (ids[0], ids[0], uid(("a", "draft")))
