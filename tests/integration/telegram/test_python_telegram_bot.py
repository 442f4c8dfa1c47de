"""python-telegram-bot, unchanged, against the local Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, ReactionTypeEmoji, ReplyParameters, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TimedOut
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from piyasa.devstack.telegram import Group, LocalTelegram, Person
from support.telegram_clients import until

DENIZ = Person(1001, "Deniz")


@pytest.fixture
def group(telegram: LocalTelegram) -> Group:
    account = telegram.backstage.create_bot("Mehmet")
    group = telegram.backstage.create_group("Sohbet")
    telegram.backstage.seat_bot(group, account)
    return group


@pytest.fixture
async def bot(telegram: LocalTelegram, group: Group) -> AsyncIterator[Bot]:
    [account] = group.seated_bots(telegram.world.bots)
    token = telegram.world.bots[account].token
    async with Bot(token, base_url=f"{telegram.url}/bot", request=HTTPXRequest(read_timeout=1.0)) as bot:
        yield bot


async def test_a_bot_talks_in_its_group(telegram: LocalTelegram, group: Group, bot: Bot) -> None:
    asked = telegram.backstage.say(group, DENIZ, "@mehmet_bot ne dersin?")
    await bot.send_chat_action(group.id, "typing")
    reply = ReplyParameters(message_id=int(str(asked["message_id"])))
    sent = await bot.send_message(group.id, "*evet*", parse_mode="MarkdownV2", reply_parameters=reply)
    assert sent.reply_to_message is not None
    assert (sent.text, sent.reply_to_message.text) == ("evet", "@mehmet_bot ne dersin?")
    assert await bot.set_message_reaction(group.id, int(str(asked["message_id"])), [ReactionTypeEmoji("🔥")])
    assert (await bot.get_chat(group.id)).title == "Sohbet"
    assert (await bot.get_chat_member(group.id, DENIZ.id)).status == "member"
    assert len(await bot.get_chat_administrators(group.id)) == 1


async def test_an_application_polls_and_answers(telegram: LocalTelegram, group: Group) -> None:
    token = telegram.world.bot_named("mehmet_bot").token

    async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None:
            await update.message.reply_text(f"duydum: {update.message.text}")

    application: Application = ApplicationBuilder().token(token).base_url(f"{telegram.url}/bot").build()  # type: ignore[type-arg]
    application.add_handler(MessageHandler(filters.TEXT, answer))
    assert application.updater is not None
    async with application:
        await application.start()
        await application.updater.start_polling(timeout=5)
        telegram.backstage.say(group, DENIZ, "@mehmet_bot orada mısın")
        await until(lambda: bool(telegram.ledger("sendMessage")))
        await application.updater.stop()
        await application.stop()
    assert telegram.ledger("sendMessage")[0]["text"] == "duydum: @mehmet_bot orada mısın"


async def test_refusals_become_its_exceptions(
    telegram: LocalTelegram, group: Group, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    telegram.fault("too_many_requests", retry_after=4, count=1)
    with pytest.raises(RetryAfter):
        await bot.send_message(group.id, "çok")
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(group.id, "a" * 5000)
    telegram.fault("timeout", method="sendMessage", count=1)
    with pytest.raises(TimedOut):
        await bot.send_message(group.id, "zaman")
    await bot.set_webhook("http://localhost:1/x")
    with pytest.raises(Conflict):
        await bot.get_updates()
    telegram.backstage.seat_bot(group, telegram.world.bot_named("mehmet_bot"), "kick")
    with pytest.raises(Forbidden, match="bot was kicked"):
        await bot.send_message(group.id, "orada mısınız")
    telegram.fault("unauthorized", count=1)
    with pytest.raises(InvalidToken):
        await bot.get_me()
