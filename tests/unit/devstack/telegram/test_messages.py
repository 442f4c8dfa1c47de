"""Sending, replying, editing, deleting; and every way Telegram says no."""

from __future__ import annotations

from typing import Any

import pytest

from piyasa.devstack.telegram.domain.refusals import RefusalError
from support.telegram_town import Town


def test_message_ids_are_shared_by_all_accounts_of_a_group(town: Town) -> None:
    one, two = town.bot("Mehmet"), town.bot("Ayşe")
    group, other = town.group(one, two), town.group(one, title="Öteki")
    start = group.last_id
    ids = [
        town.send(one, group)["message_id"],
        town.say(group, "ben")["message_id"],
        town.send(two, group)["message_id"],
    ]
    assert ids == [start + 1, start + 2, start + 3]
    assert town.send(one, other)["message_id"] == other.last_id == 2


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "Bad Request: message text is empty"),
        ("  \n ", "Bad Request: message text is empty"),
        ("a" * 4097, "Bad Request: message is too long"),
        ("a" * 40_000, "Bad Request: text is too long"),
    ],
)
def test_text_that_does_not_fit_is_refused(town: Town, text: str, description: str) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    with pytest.raises(RefusalError) as refused:
        town.send(bot, group, text)
    assert (refused.value.status, refused.value.description) == (400, description)


def test_length_counts_after_entities_are_parsed(town: Town) -> None:
    bot = town.bot("Mehmet")
    sent = town.send(bot, town.group(bot), "<b>" + "a" * 4096 + "</b>", parse_mode="HTML")
    assert sent["text"] == "a" * 4096


def test_a_reply_shows_what_it_answers(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    asked = town.say(group, "🙂 dersin, taşımaya değer mi")
    reply = {"message_id": asked["message_id"], "quote": "taşımaya"}
    sent = town.send(bot, group, "bence evet", reply_parameters=reply)
    assert sent["reply_to_message"]["text"] == asked["text"]
    assert sent["quote"] == {"text": "taşımaya", "position": 11}


def test_a_reply_to_nothing_is_refused_unless_allowed(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    with pytest.raises(RefusalError, match="message to be replied not found"):
        town.send(bot, group, reply_parameters='{"message_id": 999}')
    sent = town.send(bot, group, reply_parameters={"message_id": 999, "allow_sending_without_reply": True})
    assert "reply_to_message" not in sent


def test_parameters_may_come_as_strings(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    asked = town.say(group, "soru")
    sent = town.call(
        bot, "sendMessage", chat_id=str(group.id), text="cevap", reply_to_message_id=str(asked["message_id"])
    )
    assert sent["reply_to_message"]["message_id"] == asked["message_id"]


def test_a_chat_never_joined_is_not_found(town: Town) -> None:
    bot = town.bot("Mehmet")
    with pytest.raises(RefusalError, match="Bad Request: chat not found"):
        town.send(bot, town.group())


@pytest.mark.parametrize(
    ("act", "status", "description"),
    [
        ("kick", 403, "Forbidden: bot was kicked from the supergroup chat"),
        ("remove", 403, "Forbidden: bot is not a member of the supergroup chat"),
        ("leave", 403, "Forbidden: bot is not a member of the supergroup chat"),
        ("restrict", 400, "Bad Request: not enough rights to send text messages to the chat"),
    ],
)
def test_what_became_of_the_bot_is_the_answer(town: Town, act: str, status: int, description: str) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    town.backstage.seat_bot(group, bot, act)  # type: ignore[arg-type]
    with pytest.raises(RefusalError) as refused:
        town.send(bot, group)
    assert (refused.value.status, refused.value.description) == (status, description)


def test_a_silenced_group_lets_only_administrators_write(town: Town) -> None:
    bot, admin = town.bot("Mehmet"), town.bot("Ayşe")
    group = town.group(bot, admin)
    town.backstage.seat_bot(group, admin, "promote")
    town.backstage.set_rules(group, writable=False)
    with pytest.raises(RefusalError, match="CHAT_WRITE_FORBIDDEN"):
        town.send(bot, group)
    assert town.send(admin, group)["text"] == "merhaba"


def test_a_deleted_group_is_gone_for_everyone(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    town.backstage.delete_group(group)
    with pytest.raises(RefusalError, match="Forbidden: the group chat was deleted"):
        town.send(bot, group)


def test_a_migrated_group_names_its_new_id(town: Town) -> None:
    bot = town.bot("Mehmet", privacy=False)
    group = town.group(bot)
    new = town.backstage.migrate(group)
    with pytest.raises(RefusalError) as refused:
        town.send(bot, group)
    assert refused.value.description == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refused.value.parameters() == {"migrate_to_chat_id": new.id}
    assert town.send(bot, new)["chat"]["id"] == new.id
    told: list[Any] = [update.payload for update in town.store.world.mail[bot.id].pending.values()]
    assert any(payload.get("migrate_to_chat_id") == new.id for payload in told)


def test_own_messages_can_be_edited_and_others_not(town: Town) -> None:
    bot, other = town.bot("Mehmet"), town.bot("Ayşe")
    group = town.group(bot, other)
    sent = town.send(bot, group, "ilk")
    change = {"chat_id": group.id, "message_id": sent["message_id"], "text": "son"}
    town.now += 60
    edited = town.call(bot, "editMessageText", **change)
    assert (edited["text"], edited["edit_date"]) == ("son", int(town.now))
    for caller, description in ((other, "message can't be edited"), (bot, "message is not modified")):
        with pytest.raises(RefusalError, match=description):
            town.call(caller, "editMessageText", **change)


def test_a_deleted_message_is_gone_and_its_id_not_reused(town: Town) -> None:
    bot, other = town.bot("Mehmet"), town.bot("Ayşe")
    group = town.group(bot, other)
    sent = town.send(bot, group)
    with pytest.raises(RefusalError, match="message can't be deleted"):
        town.call(other, "deleteMessage", chat_id=group.id, message_id=sent["message_id"])
    assert town.call(bot, "deleteMessage", chat_id=group.id, message_id=sent["message_id"]) is True
    with pytest.raises(RefusalError, match="message to delete not found"):
        town.call(bot, "deleteMessage", chat_id=group.id, message_id=sent["message_id"])
    assert town.send(bot, group)["message_id"] == sent["message_id"] + 1


def test_typing_shows_for_five_seconds_or_until_the_bot_speaks(town: Town) -> None:
    bot, other = town.bot("Mehmet"), town.bot("Ayşe")
    group = town.group(bot, other)
    for one in (bot, other):
        town.call(one, "sendChatAction", chat_id=group.id, action="typing")
    town.send(other, group)
    assert group.acting(town.now + 4.9) == {bot.id: "typing"}
    assert group.acting(town.now + 5.1) == {}
    with pytest.raises(RefusalError, match="wrong parameter action"):
        town.call(bot, "sendChatAction", chat_id=group.id, action="dancing")
