"""The Bot API adapter against a local Telegram with faults: every trouble is a value."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import SecretStr

from piyasa.devstack.loopback import free_port
from piyasa.devstack.telegram import Bot, Group, LocalTelegram, Person
from piyasa.telegram_gateway.adapters.bot_api import BotApi
from piyasa.telegram_gateway.adapters.tokens import Tokens
from piyasa.telegram_gateway.domain.outcome import Done, Migrated, Refused, RetryAfter, SafeRetry, Sent, Unknown
from piyasa.telemetry import Metrics
from piyasa.telemetry.traces import configure
from support.telegram_clients import until

MEHMET = "mehmet-trader"


@dataclass
class Vault:
    bot: Bot
    token_now: str | None = None

    async def token(self, bot_id: str) -> SecretStr | None:
        return SecretStr(self.token_now or self.bot.token) if bot_id == MEHMET else None


@dataclass
class Desk:
    telegram: LocalTelegram
    api: BotApi
    group: Group
    vault: Vault

    def counted(self, name: str, **labels: str) -> float:
        return self.api.metrics.registry.get_sample_value(name, labels) or 0.0


def api_at(url: str, vault: Vault) -> BotApi:
    return BotApi(url, Tokens(vault), Metrics("telegram-gateway", "test"), configure("telegram-gateway"))


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with LocalTelegram.running() as telegram:
        bot = telegram.backstage.create_bot("Mehmet", privacy=False)
        group = telegram.backstage.create_group("Sohbet")
        telegram.backstage.seat_bot(group, bot, "add")
        vault = Vault(bot)
        api = api_at(telegram.url, vault)
        yield Desk(telegram, api, group, vault)
        await api.close()


async def test_a_text_is_posted_as_it_is_written(desk: Desk) -> None:
    outcome = await desk.api.send(MEHMET, desk.group.id, "2 < 3 & *yıldız* _alt_ ")
    assert isinstance(outcome, Sent)
    assert desk.group.messages[outcome.telegram_message_id].text == "2 < 3 & *yıldız* _alt_"
    assert desk.counted("telegram_api_calls_total", method="sendMessage", status="200") == 1


async def test_a_reply_names_its_target_and_one_to_a_gone_message_is_posted_all_the_same(desk: Desk) -> None:
    said = desk.telegram.backstage.say(desk.group, Person(1001, "Deniz"), "selam")
    reply = await desk.api.send(MEHMET, desk.group.id, "sana da", reply_to=int(str(said["message_id"])))
    assert isinstance(reply, Sent)
    assert desk.group.messages[reply.telegram_message_id].reply_to == said["message_id"]
    assert isinstance(await desk.api.send(MEHMET, desk.group.id, "kime?", reply_to=9999), Sent)


async def test_typing_is_shown(desk: Desk) -> None:
    assert await desk.api.typing(MEHMET, desk.group.id) == Done()
    assert desk.telegram.ledger("sendChatAction")


async def test_pinning_needs_rights_and_shows_what_is_pinned(desk: Desk) -> None:
    posted = await desk.api.send(MEHMET, desk.group.id, "duyuru")
    assert isinstance(posted, Sent)
    refused = await desk.api.pin(MEHMET, desk.group.id, posted.telegram_message_id)
    assert isinstance(refused, Refused)
    assert refused.error_class == "may_not_pin"
    assert await desk.api.pinned(MEHMET, desk.group.id) is None
    desk.telegram.backstage.seat_bot(desk.group, desk.vault.bot, "promote")
    assert await desk.api.pin(MEHMET, desk.group.id, posted.telegram_message_id) == Done()
    assert await desk.api.pinned(MEHMET, desk.group.id) == posted.telegram_message_id
    gone = await desk.api.pin(MEHMET, desk.group.id, 9999)
    assert isinstance(gone, Refused)
    assert gone.error_class == "notice_gone"


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("too_many_requests", RetryAfter(3.0)),
        ("bad_gateway", Unknown("unreadable")),
        ("server_error", Unknown("http_500")),
        ("unreadable", Unknown("unreadable")),
        ("answer_lost", Unknown("reset")),
        ("reset", Unknown("reset")),
    ],
)
async def test_trouble_on_the_way_is_a_value(desk: Desk, kind: str, outcome: Any) -> None:
    desk.telegram.fault(kind, method="sendMessage", count=1)
    assert await desk.api.send(MEHMET, desk.group.id, "selam") == outcome
    assert desk.counted("telegram_api_errors_total") == 1


@pytest.mark.parametrize(
    ("kind", "error_class", "scope"),
    [
        ("chat_not_found", "chat_not_found", "bot_in_chat"),
        ("kicked", "kicked", "bot_in_chat"),
        ("not_a_member", "not_a_member", "bot_in_chat"),
        ("group_deleted", "chat_deleted", "chat"),
        ("write_forbidden", "may_not_send", "bot_in_chat"),
        ("not_enough_rights", "may_not_send", "bot_in_chat"),
        ("message_too_long", "too_long", "message"),
        ("message_empty", "empty", "message"),
        ("cant_parse_entities", "unparsable", "message"),
        ("unauthorized", "unauthorized", "bot"),
        ("invalid_token", "unauthorized", "bot"),
        ("not_found", "not_found", "message"),
    ],
)
async def test_a_refusal_is_a_value(desk: Desk, kind: str, error_class: str, scope: str) -> None:
    desk.telegram.fault(kind, method="sendMessage", count=1)
    outcome = await desk.api.send(MEHMET, desk.group.id, "selam")
    assert isinstance(outcome, Refused)
    assert (outcome.error_class, outcome.scope) == (error_class, scope)


async def test_a_chat_that_moved_says_where(desk: Desk) -> None:
    moved = desk.telegram.backstage.migrate(desk.group)
    assert await desk.api.send(MEHMET, desk.group.id, "selam") == Migrated(moved.id)


async def test_a_host_that_is_not_there_was_certainly_not_told_and_opens_the_circuit(desk: Desk) -> None:
    api = api_at(f"http://127.0.0.1:{free_port()}", desk.vault)
    for _ in range(10):
        assert await api.send(MEHMET, desk.group.id, "selam") == SafeRetry("refused")
    assert await api.send(MEHMET, desk.group.id, "selam") == SafeRetry("circuit_open")
    assert api.metrics.registry.get_sample_value("telegram_circuit_open_blocks") == 1
    await api.close()


async def test_a_persona_without_a_token_says_nothing(desk: Desk) -> None:
    assert await desk.api.send("ayse-scalp", desk.group.id, "selam") == SafeRetry("no_token")


async def test_a_token_that_telegram_refuses_is_looked_up_again(desk: Desk) -> None:
    desk.vault.token_now = f"{desk.vault.bot.id}:not-the-real-one"
    outcome = await desk.api.send(MEHMET, desk.group.id, "selam")
    assert isinstance(outcome, Refused)
    assert outcome.scope == "bot"
    desk.vault.token_now = None
    assert isinstance(await desk.api.send(MEHMET, desk.group.id, "selam"), Sent)


async def test_a_token_without_the_form_of_one_is_refused_without_a_call(desk: Desk) -> None:
    desk.vault.token_now = "nonsense"
    outcome = await desk.api.send(MEHMET, desk.group.id, "selam")
    assert isinstance(outcome, Refused)
    assert outcome.error_class == "unauthorized"


async def test_updates_come_as_they_are_and_are_confirmed_by_the_next_offset(desk: Desk) -> None:
    desk.telegram.backstage.say(desk.group, Person(1001, "Deniz"), "selam")
    told = await desk.api.updates(MEHMET, offset=None, wait=0)
    assert isinstance(told, list)
    texts = [update["message"]["text"] for update in told if "text" in update.get("message", {})]
    assert texts == ["selam"]
    assert await desk.api.updates(MEHMET, offset=told[-1]["update_id"] + 1, wait=0) == []


async def test_a_second_poller_is_a_conflict(desk: Desk) -> None:
    desk.telegram.fault("second_poller", method="getUpdates", count=1)
    outcome = await desk.api.updates(MEHMET, offset=None, wait=0)
    assert isinstance(outcome, Refused)
    assert outcome.error_class == "conflict"
    await until(lambda: desk.telegram.waiting_pollers() == 0)
