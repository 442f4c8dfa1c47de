"""aiogram, unchanged, against the local Telegram."""

from __future__ import annotations

import asyncio

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import BotCommand, Message, ReactionTypeEmoji, ReplyParameters

from piyasa.devstack.telegram import LocalTelegram, Person
from support.telegram_clients import aiogram_bot, until

DENIZ = Person(1001, "Deniz")


async def test_a_bot_learns_who_and_where_it_is(telegram: LocalTelegram) -> None:
    account = telegram.backstage.create_bot("Mehmet", privacy=False)
    group = telegram.backstage.create_group("Sohbet")
    telegram.backstage.seat_bot(group, account)
    telegram.backstage.seat_bot(group, account, "promote")
    async with aiogram_bot(telegram.url, account.token) as bot:
        me, chat = await bot.get_me(), await bot.get_chat(group.id)
        member = await bot.get_chat_member(group.id, account.id)
        admins = await bot.get_chat_administrators(group.id)
        assert (me.username, me.can_read_all_group_messages) == ("mehmet_bot", True)
        assert (chat.title, chat.type, chat.available_reactions) == ("Sohbet", "supergroup", None)
        assert member.status == "administrator"
        assert {admin.user.id for admin in admins} == {group.owner, account.id}
        assert await bot.get_chat_member_count(group.id) == 2


async def test_the_whole_of_a_conversation(telegram: LocalTelegram) -> None:
    account = telegram.backstage.create_bot("Mehmet")
    group = telegram.backstage.create_group("Sohbet")
    telegram.backstage.seat_bot(group, account)
    telegram.backstage.seat_bot(group, account, "promote")
    async with aiogram_bot(telegram.url, account.token) as bot:
        asked = telegram.backstage.say(group, DENIZ, "@mehmet_bot ne dersin?")
        assert await bot.send_chat_action(group.id, "typing")
        sent = await bot.send_message(
            group.id,
            "<b>bence</b> evet",
            parse_mode="HTML",
            reply_parameters=ReplyParameters(message_id=int(str(asked["message_id"]))),
        )
        assert sent.reply_to_message is not None
        assert (sent.html_text, sent.reply_to_message.text) == ("<b>bence</b> evet", "@mehmet_bot ne dersin?")
        assert await bot.set_message_reaction(
            group.id, sent.reply_to_message.message_id, reaction=[ReactionTypeEmoji(emoji="👍")]
        )
        edited = await bot.edit_message_text("bence hayır", chat_id=group.id, message_id=sent.message_id)
        assert isinstance(edited, Message)
        assert edited.edit_date is not None
        assert await bot.pin_chat_message(group.id, sent.message_id)
        assert await bot.unpin_chat_message(group.id, message_id=sent.message_id)
        assert await bot.delete_message(group.id, sent.message_id)
        assert await bot.leave_chat(group.id)
    assert [line["method"] for line in telegram.ledger()] == [
        "sendChatAction",
        "sendMessage",
        "setMessageReaction",
        "editMessageText",
        "pinChatMessage",
        "unpinChatMessage",
        "deleteMessage",
        "leaveChat",
    ]


async def test_a_bot_presents_itself(telegram: LocalTelegram) -> None:
    account = telegram.backstage.create_bot("Mehmet")
    async with aiogram_bot(telegram.url, account.token) as bot:
        await bot.set_my_name("Mehmet (AI)")
        await bot.set_my_description("Yapay zekâ personası")
        await bot.set_my_short_description("AI")
        await bot.set_my_commands([BotCommand(command="bilgi", description="Bilgi")])
        assert (await bot.get_my_name()).name == (await bot.get_me()).first_name == "Mehmet (AI)"
        assert (await bot.get_my_description()).description == "Yapay zekâ personası"
        assert (await bot.get_my_short_description()).short_description == "AI"
        assert [command.command for command in await bot.get_my_commands()] == ["bilgi"]


async def test_the_dispatcher_polls_and_answers(telegram: LocalTelegram) -> None:
    account = telegram.backstage.create_bot("Mehmet")
    group = telegram.backstage.create_group("Sohbet")
    telegram.backstage.seat_bot(group, account)
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answer(message: Message) -> None:
        if message.text:
            await message.reply(f"duydum: {message.text}")

    async with aiogram_bot(telegram.url, account.token) as bot:
        polling = asyncio.create_task(
            dispatcher.start_polling(bot, polling_timeout=20, handle_signals=False, close_bot_session=False)
        )
        telegram.backstage.say(group, DENIZ, "@mehmet_bot orada mısın")
        await until(lambda: bool(telegram.ledger("sendMessage")))
        await dispatcher.stop_polling()
        await polling
    assert telegram.ledger("sendMessage")[0]["text"] == "duydum: @mehmet_bot orada mısın"


async def test_refusals_become_aiograms_exceptions(telegram: LocalTelegram) -> None:
    account = telegram.backstage.create_bot("Mehmet")
    group, other = telegram.backstage.create_group("Sohbet"), telegram.backstage.create_group("Eski")
    for one in (group, other):
        telegram.backstage.seat_bot(one, account)
    moved = telegram.backstage.migrate(other)
    async with aiogram_bot(telegram.url, account.token) as bot:
        telegram.fault("too_many_requests", retry_after=7, count=1)
        with pytest.raises(TelegramRetryAfter) as flooded:
            await bot.send_message(group.id, "çok")
        assert flooded.value.retry_after == 7
        with pytest.raises(TelegramMigrateToChat) as migrated:
            await bot.send_message(other.id, "eski")
        assert migrated.value.migrate_to_chat_id == moved.id
        with pytest.raises(TelegramBadRequest, match="message text is empty"):
            await bot.send_message(group.id, " ")
        telegram.backstage.seat_bot(group, account, "kick")
        with pytest.raises(TelegramForbiddenError, match="bot was kicked from the supergroup chat"):
            await bot.send_message(group.id, "orada mısınız")
    async with aiogram_bot(telegram.url, f"{account.id}:wrong") as stranger:
        with pytest.raises(TelegramUnauthorizedError):
            await stranger.get_me()


async def test_polling_beside_a_webhook_is_a_conflict(telegram: LocalTelegram) -> None:
    account = telegram.backstage.create_bot("Mehmet")
    async with aiogram_bot(telegram.url, account.token) as bot:
        await bot.set_webhook("https://localhost:8443/hook", secret_token="gizli_1")
        with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()
        info = await bot.get_webhook_info()
        assert (info.url, info.max_connections) == ("https://localhost:8443/hook", 40)
        assert await bot.delete_webhook()
        assert await bot.get_updates() == []


async def _poll(bot: Bot) -> None:
    await bot.get_updates(timeout=20, request_timeout=30)


async def test_a_second_poller_ends_the_first(telegram: LocalTelegram) -> None:
    account = telegram.backstage.create_bot("Mehmet")
    async with aiogram_bot(telegram.url, account.token) as bot:
        first = asyncio.create_task(_poll(bot))
        await until(lambda: telegram.waiting_pollers() == 1)
        second = asyncio.create_task(bot.get_updates(timeout=20, request_timeout=30))
        with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
            await first
        group = telegram.backstage.create_group("Sohbet")
        telegram.backstage.seat_bot(group, account)
        assert (await second)[0].event_type == "my_chat_member"
