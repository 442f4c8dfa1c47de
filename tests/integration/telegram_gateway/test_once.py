"""Each message ends exactly once and is posted at most once, whatever dies or loses its way."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter

import pytest

from support.events import uid
from support.gateway_town import Says, Town
from support.telegram_clients import until

pytestmark = pytest.mark.connected
ENDS = ("message-sent", "message-failed", "message-suppressed", "delivery-uncertain")


async def assert_each_ended_once(town: Town, ticks: range) -> None:
    """One end a message; what was posted once is recorded as sent, or in doubt when the answer was lost."""
    await town.wait(*ENDS, count=len(ticks))
    ends = await town.facts(*ENDS)
    assert Counter(event.data.message_id for event in ends) == Counter(uid((tick, 1)) for tick in ticks)
    posts = Counter(post["text"] for post in town.posted())
    for event in ends:
        tick = next(tick for tick in ticks if uid((tick, 1)) == event.data.message_id)
        posted = posts[f"satır {tick}"]
        if event.data.fact == "message-sent":
            assert posted == 1
        elif event.data.fact != "delivery-uncertain":
            assert posted == 0
        assert posted <= 1


async def arm_many(town: Town, ticks: range, *, after: float) -> None:
    for tick in ticks:
        # Answers to people are neither overtaken nor capped by the talk of others.
        await town.arm(tick, f"satır {tick}", after=after + tick * 0.05, reason="sincere_question")


@pytest.mark.parametrize("duplicate_window", [1])
async def test_a_killed_gateway_loses_nothing_and_repeats_nothing(town: Town) -> None:
    await town.found()
    gateways = [await town.gateway(PIYASA_INSTANCE=name) for name in ("one", "two")]
    await town.wait("chat-disclosed")
    town.telegram.fault("slow_body", method="sendMessage", probability=0.3, seconds=0.4)
    ticks = range(12)
    await arm_many(town, ticks, after=1.0)
    await town.wait("message-sent", count=2)
    await gateways[0].ended(signal.SIGKILL)
    town.telegram.faults.clear()
    await town.wait(*ENDS, count=len(ticks), seconds=110)
    await assert_each_ended_once(town, ticks)


async def test_an_answer_that_is_lost_is_in_doubt_and_not_repeated(town: Town) -> None:
    await town.found()
    await town.gateway()
    await town.wait("chat-disclosed")
    town.telegram.fault("answer_lost", method="sendMessage", count=1)
    await town.arm(0, "satır 0")
    (end,) = await town.wait(*ENDS)
    assert end.data.fact == "delivery-uncertain"
    await town.arm(1, "satır 1", after=1.5)
    await assert_each_ended_once(town, range(2))
    assert len(town.posted("satır 0")) == 1


@pytest.mark.parametrize("kind", ["bad_gateway", "server_error", "unreadable", "reset"])
async def test_what_nobody_can_know_is_in_doubt(town: Town, kind: str) -> None:
    await town.found()
    await town.gateway()
    await town.wait("chat-disclosed")
    town.telegram.fault(kind, method="sendMessage", count=1)
    await town.arm(0, "satır 0")
    (end,) = await town.wait(*ENDS)
    assert end.data.fact == "delivery-uncertain"


async def test_too_many_requests_wait_and_go_out(town: Town) -> None:
    await town.found()
    await town.gateway()
    await town.wait("chat-disclosed")
    town.telegram.fault("too_many_requests", method="sendMessage", count=2, retry_after=1)
    await town.arm(0, "satır 0")
    (end,) = await town.wait(*ENDS)
    assert end.data.fact == "message-sent"


async def test_a_group_that_becomes_another_is_followed(town: Town, person_says: Says) -> None:
    group = await town.found()
    await town.gateway()
    await town.wait("chat-disclosed")
    moved = town.telegram.backstage.migrate(group)
    await town.arm(0, "satır 0")
    (end,) = await town.wait(*ENDS)
    assert end.data.fact == "message-sent"
    (fact,) = await town.wait("chat-migrated")
    assert fact.data.new_telegram_id == moved.id
    person_says(moved, "buradayız")
    await town.wait("message-received")


async def test_a_persona_that_was_kicked_is_blocked_there(town: Town) -> None:
    group = await town.found()
    await town.gateway()
    await town.wait("chat-disclosed")
    ayse = next(bot for bot in town.telegram.world.bots.values() if bot.name == "Ayşe")
    town.telegram.backstage.seat_bot(group, ayse, "kick")
    await town.wait("member-left")
    await town.arm(0, "satır 0")
    (end,) = await town.wait(*ENDS)
    assert (end.data.fact, end.data.reason) == ("message-suppressed", "disabled")


async def test_a_broker_that_dies_while_messages_go_out_loses_and_repeats_nothing(town: Town) -> None:
    await town.found()
    await town.gateway()
    await town.wait("chat-disclosed")
    ticks = range(8)
    await arm_many(town, ticks, after=2.0)
    await until(lambda: len(town.posted()) >= 3)
    await asyncio.to_thread(town.broker.kill)
    await asyncio.sleep(1.0)  # the time it is away
    await asyncio.to_thread(town.broker.start)
    await asyncio.to_thread(town.broker.wait_ready)
    await town.wait(*ENDS, count=len(ticks), seconds=100)
    await assert_each_ended_once(town, ticks)
    assert {event.data.fact for event in await town.facts(*ENDS)} == {"message-sent"}


async def test_shutdown_hands_waiting_messages_to_the_next_process_at_once(town: Town) -> None:
    await town.found()
    first = await town.gateway()
    await town.wait("chat-disclosed")
    await town.arm(0, "satır 0", after=6.0, typing_seconds=5.0)
    await until(lambda: bool(town.telegram.ledger("sendChatAction")))
    assert await first.ended() == 0
    await town.gateway()
    await assert_each_ended_once(town, range(1))
    assert len(town.posted("satır 0")) == 1
