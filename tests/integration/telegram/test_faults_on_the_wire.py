"""What a client sees when answers go wrong, and what the ledger says of it."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError

from piyasa.devstack.telegram import Bot, Group, LocalTelegram
from piyasa.devstack.telegram.domain.faults import REFUSALS
from support.telegram_clients import Local, aiogram_bot, until


@pytest.fixture
def account(telegram: LocalTelegram) -> Bot:
    return telegram.backstage.create_bot("Mehmet")


@pytest.fixture
def group(telegram: LocalTelegram, account: Bot) -> Group:
    group = telegram.backstage.create_group("Sohbet")
    telegram.backstage.seat_bot(group, account)
    return group


def _sent(telegram: LocalTelegram) -> list[tuple[object, object]]:
    return [(line["text"], line["answer_dropped"]) for line in telegram.ledger("sendMessage")]


@pytest.mark.parametrize(
    ("fault", "error", "ledger"),
    [
        ({"kind": "accepted, answer lost"}, TelegramNetworkError, [("söz", True)]),
        ({"kind": "timeout"}, TelegramNetworkError, []),
        ({"kind": "timeout", "accepted": True}, TelegramNetworkError, [("söz", True)]),
        ({"kind": "reset"}, TelegramNetworkError, []),
        ({"kind": "reset", "accepted": True}, TelegramNetworkError, [("söz", True)]),
        ({"kind": "HTML 502"}, ClientDecodeError, []),
        ({"kind": "HTML 502", "accepted": True}, ClientDecodeError, [("söz", True)]),
        ({"kind": "unreadable"}, ClientDecodeError, [("söz", True)]),
        ({"kind": "500"}, TelegramServerError, []),
        ({"kind": "500", "accepted": True}, TelegramServerError, [("söz", True)]),
    ],
)
async def test_the_ledger_knows_whether_an_unclear_call_was_carried_out(
    telegram: LocalTelegram,
    local: Local,
    group: Group,
    account: Bot,
    fault: dict[str, object],
    error: type[Exception],
    ledger: list[tuple[object, object]],
) -> None:
    await local.ask("POST", "/faults", {"method": "sendMessage", "count": 1, **fault})
    async with aiogram_bot(telegram.url, account.token, seconds=0.5) as bot:
        with pytest.raises(error):
            await bot.send_message(group.id, "söz")
        assert _sent(telegram) == ledger
        assert (await bot.send_message(group.id, "sonra")).text == "sonra"


async def test_a_slow_body_arrives_in_the_end(telegram: LocalTelegram, group: Group, account: Bot) -> None:
    telegram.fault("slow_body", seconds=0.2, count=1)
    async with aiogram_bot(telegram.url, account.token) as bot:
        start = time.monotonic()
        assert (await bot.send_message(group.id, "söz")).text == "söz"
        assert time.monotonic() - start >= 0.2
    assert _sent(telegram) == [("söz", False)]


async def test_a_refusing_server_comes_back(telegram: LocalTelegram, local: Local, group: Group, account: Bot) -> None:
    await local.ask("POST", "/faults", {"kind": "connection refused", "seconds": 0.3})

    async def refused() -> bool:
        try:
            async with aiohttp.ClientSession() as session, session.get(telegram.url):
                return False
        except aiohttp.ClientConnectionError:
            return True

    async def served() -> bool:
        return not await refused()

    await until(refused)
    await until(served)
    assert (await local.call(account.token, "sendMessage", chat_id=group.id, text="söz"))["ok"] is True
    assert _sent(telegram) == [("söz", False)]


async def test_limits_answer_429_with_both_ways_of_saying_how_long(
    telegram: LocalTelegram, local: Local, group: Group, account: Bot
) -> None:
    await local.ask("POST", "/limits", {"limits": "real"})
    url, body = f"{telegram.url}/bot{account.token}/sendMessage", {"chat_id": group.id, "text": "söz"}

    async def send() -> tuple[int, str | None, dict[str, object]]:
        async with local.session.post(url, json=body) as answer:
            return answer.status, answer.headers.get("Retry-After"), await answer.json()

    answers = await asyncio.gather(*(send() for _ in range(9)))
    refused = [answer for answer in answers if answer[0] == 429]
    assert len(refused) == 4
    assert refused[0][1] == "1"
    assert refused[0][2] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert len(_sent(telegram)) == 5
    await local.ask("POST", "/limits", {"limits": "off"})
    assert (await send())[0] == 200


async def test_faults_are_listed_and_cleared(local: Local) -> None:
    made = await local.ask("POST", "/faults", {"kind": "timeout", "probability": 0.1, "bot": "x_bot"})
    listed = await local.ask("GET", "/faults")
    assert (listed["active"][0]["id"], "answer_lost" in listed["kinds"]) == (made["id"], True)
    refused = await local.ask("POST", "/faults", {"kind": "earthquake"})
    assert (refused["error_code"], "answer_lost" in refused["description"]) == (400, True)
    assert await local.ask("DELETE", "/faults") == {"cleared": 1}


async def test_every_row_of_the_error_table_reaches_the_client_as_telegram_spells_it(
    telegram: LocalTelegram, local: Local, group: Group, account: Bot
) -> None:
    for kind, (status, code) in REFUSALS.items():
        await local.ask("POST", "/faults", {"kind": kind, "count": 1, "bot": account.id, "migrate_to": -100777})
        url, body = f"{telegram.url}/bot{account.token}/sendMessage", {"chat_id": group.id, "text": "söz"}
        async with local.session.post(url, json=body) as answer:
            envelope = await answer.json()
        assert (answer.status, envelope["error_code"], code in envelope["description"]) == (status, status, True)
    assert _sent(telegram) == []


async def test_faults_strike_the_bot_they_are_meant_for(telegram: LocalTelegram, local: Local, group: Group) -> None:
    other = telegram.backstage.create_bot("Ayşe")
    telegram.backstage.seat_bot(group, other)
    await local.ask("POST", "/faults", {"kind": "kicked", "bot": "mehmet_bot"})
    tokens = [bot.token for bot in telegram.world.bots.values()]
    answers = [await local.call(token, "sendMessage", chat_id=group.id, text="söz") for token in tokens]
    assert [answer["ok"] for answer in answers] == [False, True]
