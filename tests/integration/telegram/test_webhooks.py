"""Updates posted to a receiver."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from piyasa.devstack.telegram import Bot, Group, LocalTelegram, Options, Person
from support.telegram_clients import Local, until

DENIZ = Person(1001, "Deniz")
CHOSEN = ["message"]


@dataclass
class Receiver:
    """Takes updates, unless `trouble` gives another status for the chat."""

    seen: list[dict[str, Any]] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)
    trouble: dict[int, int] = field(default_factory=dict)
    tries: int = 0
    reply: dict[str, object] | None = None
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.tries += 1
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.trouble.get(update["message"]["chat"]["id"])
        if status is not None:
            return web.Response(status=status)
        self.seen.append(update)
        return web.Response() if self.reply is None else web.json_response(self.reply)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.seen if "text" in update["message"]]

    @classmethod
    @asynccontextmanager
    async def listening(cls) -> AsyncIterator[Receiver]:
        receiver = cls()
        app = web.Application()
        app.router.add_post("/hook", receiver.take)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        try:
            yield receiver
        finally:
            await runner.cleanup()


def _listener(telegram: LocalTelegram) -> tuple[Bot, Group, Group]:
    bot = telegram.backstage.create_bot("Mehmet", privacy=False)
    groups = [telegram.backstage.create_group(title) for title in ("Bir", "İki")]
    for group in groups:
        telegram.backstage.seat_bot(group, bot)
    return bot, groups[0], groups[1]


async def test_updates_come_in_order_with_the_secret(telegram: LocalTelegram, local: Local) -> None:
    bot, group, _ = _listener(telegram)
    async with Receiver.listening() as receiver:
        hook = {"url": receiver.url, "secret_token": "gizli_1", "drop_pending_updates": True}
        await local.call(bot.token, "setWebhook", allowed_updates=CHOSEN, **hook)
        for number in range(20):
            telegram.backstage.say(group, DENIZ, f"söz {number}")
        await until(lambda: len(receiver.texts()) == 20)
        assert receiver.texts() == [f"söz {number}" for number in range(20)]
        assert receiver.secrets == {"gizli_1"}
        await until(lambda: not telegram.world.mail[bot.id].pending)


async def test_a_failing_update_holds_up_its_chat_only(telegram: LocalTelegram, local: Local) -> None:
    bot, bad, good = _listener(telegram)
    async with Receiver.listening() as receiver:
        receiver.trouble[bad.id] = 500
        await local.call(bot.token, "setWebhook", url=receiver.url, allowed_updates=CHOSEN, drop_pending_updates=True)
        for text in ("kötü 1", "kötü 2"):
            telegram.backstage.say(bad, DENIZ, text)
        telegram.backstage.say(good, DENIZ, "iyi")
        await until(lambda: receiver.texts() == ["iyi"] and receiver.tries > 2)
        info = (await local.call(bot.token, "getWebhookInfo"))["result"]
        assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
        receiver.trouble.clear()
        await until(lambda: receiver.texts() == ["iyi", "kötü 1", "kötü 2"])


async def test_a_receiver_that_is_away_gets_its_updates_later(telegram: LocalTelegram, local: Local) -> None:
    bot, group, _ = _listener(telegram)
    async with Receiver.listening() as receiver:
        url = receiver.url
    await local.call(bot.token, "setWebhook", url=url, drop_pending_updates=True)
    telegram.backstage.say(group, DENIZ, "bekleyen")

    async def failed() -> bool:
        return "last_error_message" in (await local.call(bot.token, "getWebhookInfo"))["result"]

    await until(failed)
    async with Receiver.listening() as receiver:
        await local.call(bot.token, "setWebhook", url=receiver.url)
        await until(lambda: receiver.texts() == ["bekleyen"])


async def test_an_answer_may_carry_a_method(telegram: LocalTelegram, local: Local) -> None:
    bot, group, _ = _listener(telegram)
    async with Receiver.listening() as receiver:
        receiver.reply = {"method": "sendMessage", "chat_id": group.id, "text": "cevap"}
        await local.call(bot.token, "setWebhook", url=receiver.url, drop_pending_updates=True)
        telegram.backstage.say(group, DENIZ, "soru")
        await until(lambda: [line["text"] for line in telegram.ledger("sendMessage")] == ["cevap"])


async def test_what_was_not_delivered_waits_for_the_next_run(tmp_path: Path) -> None:
    options = Options(state=tmp_path / "telegram.jsonl", limits="off", first_webhook_wait=0.02)
    async with Receiver.listening() as receiver:
        async with LocalTelegram.running(options) as telegram, Local.at(telegram.url) as local:
            bot, group, _ = _listener(telegram)
            receiver.trouble[group.id] = 503
            await local.call(bot.token, "setWebhook", url=receiver.url, drop_pending_updates=True)
            telegram.backstage.say(group, DENIZ, "bekleyen")
            await until(lambda: receiver.tries > 0)
        receiver.trouble.clear()
        async with LocalTelegram.running(options):
            await until(lambda: receiver.texts() == ["bekleyen"])
