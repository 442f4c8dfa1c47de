"""A gateway process between real servers: what is ready goes out once, what people say comes in once."""

from __future__ import annotations

import pytest

from support.events import AYSE, CHAT
from support.gateway_town import Says, Town
from support.telegram_clients import until

pytestmark = pytest.mark.connected


async def test_a_chat_is_told_about_ai_before_anything_else_is_said(town: Town) -> None:
    group = await town.found()
    await town.gateway()
    (disclosed,) = await town.wait("chat-disclosed")
    assert disclosed.data.pinned
    (notice,) = town.posted()
    assert "yapay zekâ" in notice["text"]
    assert "yatırım tavsiyesi değildir" in notice["text"]
    assert town.telegram.world.groups[group.id].pins == [disclosed.data.telegram_message_id]
    await town.arm("t", "merhaba")
    (sent,) = await town.wait("message-sent")
    assert len(town.posted("merhaba")) == 1
    assert sent.data.telegram_message_id > disclosed.data.telegram_message_id


async def test_a_message_is_typed_and_posted_at_its_moment_as_a_reply(town: Town, person_says: Says) -> None:
    group = await town.found()
    await town.gateway()
    await town.wait("chat-disclosed")
    said = person_says(group, "THYAO ne olur?")
    (received,) = await town.wait("message-received")
    await town.arm("t", after=3, typing_seconds=2.0, reply_to={"telegram_message_id": said["message_id"]})
    (sent,) = await town.wait("message-sent")
    assert town.telegram.ledger("sendChatAction")
    posted = town.telegram.world.groups[group.id].messages[sent.data.telegram_message_id]
    assert posted.reply_to == said["message_id"]
    ready_at = (await town.facts("message-ready"))[0].data.send_at
    assert 0 <= (sent.data.sent_at - ready_at).total_seconds() < 2
    assert received.data.meaning.symbols == ("THYAO",)


async def test_what_a_person_says_is_one_fact_under_a_random_name(town: Town, person_says: Says) -> None:
    group = await town.found()
    first = await town.gateway()
    await town.wait("chat-disclosed")
    person_says(group, "sen bot musun Ayşe?")
    (received,) = await town.wait("message-received")
    data = received.data
    assert (data.chat_id, data.display_name, data.via) == (CHAT, "Deniz", "polling")
    assert data.person_id.startswith("p-")
    assert data.meaning.asks_if_ai
    assert data.meaning.addressed_to == AYSE
    assert await first.ended() == 0
    person_says(group, "orada mısın?")
    await town.gateway()
    first_again, second = await town.wait("message-received", count=2)
    assert first_again.id == received.id
    assert second.data.person_id == data.person_id


async def test_a_person_who_says_unut_is_forgotten_and_starts_anew(town: Town, person_says: Says) -> None:
    group = await town.found()
    await town.gateway()
    await town.wait("chat-disclosed")
    person_says(group, "selam")
    (before,) = await town.wait("message-received")
    person_says(group, "/unut")
    (forgotten,) = await town.wait("user-forgotten")
    assert forgotten.data.person_id == before.data.person_id
    person_says(group, "yine ben")
    _, after = await town.wait("message-received", count=2)
    assert after.data.person_id != before.data.person_id
    assert [post["text"][:5] for post in town.posted() if "unut" in post["text"]][-1] == "Tamam"


async def test_bilgi_is_answered_by_the_listener(town: Town, person_says: Says) -> None:
    group = await town.found()
    await town.gateway()
    await town.wait("chat-disclosed")
    person_says(group, "/bilgi")
    person_says(group, "duydun mu?")
    await town.wait("message-received")
    (answer,) = [post for post in town.posted() if post["text"].startswith("Bu gruptaki")]
    assert "yatırım tavsiyesi değildir" in answer["text"]
    assert [event.data.text for event in await town.facts("message-received")] == ["duydun mu?"]


async def test_metrics_and_health_tell_what_was_done(town: Town) -> None:
    await town.found()
    gateway = await town.gateway()
    await town.wait("chat-disclosed")
    await town.arm("t")
    await town.wait("message-sent")
    metrics = (await gateway.page("/metrics")).text
    assert f'messages_sent_total{{bot_id="{AYSE}",chat_id="{CHAT}"}} 1.0' in metrics
    assert 'telegram_api_calls_total{method="sendMessage",status="200"} 2.0' in metrics
    health = await gateway.page("/health")
    assert health.status_code == 200
    assert await gateway.ended() == 0


async def test_the_listener_of_a_chat_is_polled_by_one_of_two_replicas(town: Town, person_says: Says) -> None:
    group = await town.found()
    await town.gateway(PIYASA_INSTANCE="one")
    await town.gateway(PIYASA_INSTANCE="two")
    await town.wait("chat-disclosed")
    for number in range(5):
        person_says(group, f"mesaj {number}")
    found = await town.wait("message-received", count=5)
    assert [event.data.text for event in found] == [f"mesaj {number}" for number in range(5)]
    await until(lambda: town.telegram.waiting_pollers() == 1)
