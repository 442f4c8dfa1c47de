"""Schedulers over a real log with their real rights: people are answered once, whichever replica lives."""

import asyncio
import signal

import pytest

from piyasa.contracts.conversation import MessageReceived, TickRequested
from piyasa.contracts.topology import EVENTS, shard_of
from support.events import AYSE, CHAT, MEHMET, abandoned, meaning, received

pytestmark = pytest.mark.connected
CHATS = [f"chat-{number}" for number in range(6)]


def asked(number: int, bot: str = MEHMET, chat_id: str = CHAT) -> MessageReceived:
    return received(number, chat_id=chat_id, meaning=meaning(addressed_to=bot, is_question=True))


async def test_every_question_is_asked_for_once_though_two_schedulers_run(town, schedulers) -> None:
    for chat in CHATS:
        await town.found(chat)
    await town.start_simulation()
    schedulers.start()
    schedulers.start()
    for round_ in range(3):
        await town.tell(*(asked(11 + round_, (MEHMET, AYSE)[round_ % 2], chat) for chat in CHATS))
        ticks = await town.ticks(len(CHATS) * (round_ + 1), reason="mention")
        await town.tell(*(abandoned("any", chat_id=each.data.chat_id, tick_id=each.data.tick_id) for each in ticks))
    questions = [
        (each.data.chat_id, each.data.reply_to.telegram_message_id) for each in ticks if each.data.attempt == 1
    ]
    assert sorted(questions) == sorted((chat, number) for chat in CHATS for number in (11, 12, 13))
    assert len({shard_of(chat) for chat in CHATS}) > 1


async def test_the_tick_follows_from_the_question_and_carries_a_trace(town, schedulers) -> None:
    await town.found()
    await town.start_simulation()
    schedulers.start()
    await town.tell(asked(11))
    (tick,) = await town.ticks(1, reason="mention")
    (question,) = await town.recorded(MessageReceived)
    assert tick.subject == f"evt.chat.{CHAT}.tick-requested.high"
    assert (tick.id, tick.source) == (tick.data.tick_id, "/piyasa/scheduler")
    assert (tick.causation_id, tick.correlation_id) == (question.id, question.id)
    assert tick.traceparent is not None
    assert tick.data.why.as_of >= question.position


async def test_when_a_scheduler_is_killed_another_answers_what_was_asked_meanwhile(town, schedulers) -> None:
    await town.found()
    await town.start_simulation()
    first = schedulers.start()
    await town.tell(asked(11))
    await town.ticks(1, reason="mention")
    second = schedulers.start()
    first.send_signal(signal.SIGKILL)
    first.wait(5)
    await town.tell(asked(12, AYSE))
    ticks = await town.ticks(2, reason="mention")
    assert [each.data.reply_to.telegram_message_id for each in ticks] == [11, 12]
    assert second.poll() is None


async def test_a_question_asked_while_no_scheduler_ran_is_answered_by_the_next(town, schedulers) -> None:
    await town.found()
    await town.start_simulation()
    await town.tell(asked(11))
    schedulers.start()
    await town.ticks(1, reason="mention")


async def test_a_stopped_scheduler_hands_over_at_once_and_ends_well(town, schedulers) -> None:
    await town.found()
    await town.start_simulation()
    first = schedulers.start(PIYASA_LEASE_SECONDS="30")
    await town.tell(asked(11))
    await town.ticks(1, reason="mention")
    first.send_signal(signal.SIGTERM)
    assert first.wait(10) == 0
    schedulers.start(PIYASA_LEASE_SECONDS="30")
    await town.tell(asked(12, AYSE))
    await town.ticks(2, seconds=15, reason="mention")


async def test_a_chat_whose_newest_tick_left_the_stream_goes_on(town, schedulers) -> None:
    await town.found()
    await town.start_simulation()
    schedulers.start()
    await town.tell(asked(11))
    (tick,) = await town.ticks(1, reason="mention")
    await town.tell(abandoned("any", tick_id=tick.data.tick_id))
    await town.log.client.jetstream().delete_msg(EVENTS, tick.position)
    await town.tell(asked(12, AYSE))
    ticks = await town.ticks(1, bot_id=AYSE, reason="mention")
    assert ticks[0].data.reply_to.telegram_message_id == 12


async def test_personas_talk_among_themselves_when_the_simulation_runs(town, schedulers) -> None:
    await town.found()
    schedulers.start(PIYASA_PACE="20")
    await town.start_simulation()
    (tick,) = await town.ticks(1, lane="low")
    assert (tick.data.reason, tick.data.reply_to) == ("proactive", None)
    assert tick.correlation_id == tick.data.tick_id
    assert len(await town.recorded(TickRequested)) == 1


async def test_a_scheduler_outlives_a_broker_that_dies(town, schedulers, broker) -> None:
    await town.found()
    await town.start_simulation()
    schedulers.start()
    await town.tell(asked(11))
    await town.ticks(1, reason="mention")
    await asyncio.to_thread(broker.kill)
    await asyncio.to_thread(broker.start)
    await asyncio.to_thread(broker.wait_ready)
    await town.tell(asked(12, AYSE))
    await town.ticks(2, seconds=30, reason="mention")
