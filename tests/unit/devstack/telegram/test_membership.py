"""Joining, leaving, rights, and what a bot can learn about them."""

from __future__ import annotations

from typing import Any

import pytest

from piyasa.devstack.telegram.domain.accounts import Person
from piyasa.devstack.telegram.domain.refusals import RefusalError
from support.telegram_town import Town


def test_a_group_seats_twenty_bots(town: Town) -> None:
    bots = [town.bot(f"Bot {number}") for number in range(21)]
    group = town.group(*bots[:20])
    with pytest.raises(RefusalError, match="Bad Request: BOTS_TOO_MUCH"):
        town.backstage.seat_bot(group, bots[20])
    town.backstage.seat_bot(group, bots[3], "remove")
    town.backstage.seat_bot(group, bots[20])
    assert town.call(bots[20], "getChatMemberCount", chat_id=group.id) == 21


def test_members_are_shown_in_their_standing(town: Town) -> None:
    bot, kicked = town.bot("Mehmet"), town.bot("Ayşe")
    group = town.group(bot, kicked)
    town.backstage.seat_bot(group, kicked, "kick")
    town.backstage.seat_person(group, town.deniz)
    town.backstage.seat_person(group, Person(1002, "Zeynep"))
    town.backstage.seat_person(group, Person(1002, "Zeynep"), "restrict")
    town.backstage.seat_person(group, Person(1003, "Ali"))
    town.backstage.seat_person(group, Person(1003, "Ali"), "leave")

    def status(user: int) -> object:
        answer = town.call(bot, "getChatMember", chat_id=group.id, user_id=user)
        return answer["status"]

    assert [status(user) for user in (group.owner, bot.id, kicked.id, 1001, 1002, 1003)] == [
        "creator",
        "member",
        "kicked",
        "member",
        "restricted",
        "left",
    ]
    with pytest.raises(RefusalError, match="user not found"):
        status(4711)


def test_administrators_are_people_and_the_bot_that_asks(town: Town) -> None:
    bot, other = town.bot("Mehmet"), town.bot("Ayşe")
    group = town.group(bot, other)
    for one in (bot, other):
        town.backstage.seat_bot(group, one, "promote")
    shown = town.call(bot, "getChatAdministrators", chat_id=group.id)
    assert [member["user"]["id"] for member in shown] == [group.owner, bot.id]


def test_coming_and_going_is_announced(town: Town) -> None:
    listener, other = town.bot("Mehmet"), town.bot("Ayşe")
    group = town.group(listener, other)
    town.backstage.seat_person(group, town.deniz, "add")
    town.backstage.seat_person(group, town.deniz, "leave")
    told: list[Any] = [update.payload for update in town.store.world.mail[listener.id].pending.values()]
    assert [user["id"] for payload in told for user in payload.get("new_chat_members", [])] == [
        listener.id,
        other.id,
        town.deniz.id,
    ]
    assert told[-1]["left_chat_member"]["first_name"] == "Deniz"
    town.call(other, "leaveChat", chat_id=group.id)
    assert not group.present(other.id)


def test_a_restricted_person_cannot_speak_and_a_kicked_one_neither(town: Town) -> None:
    group = town.group()
    town.backstage.seat_person(group, town.deniz, "restrict")
    with pytest.raises(RefusalError, match="not enough rights"):
        town.say(group, "selam")
    town.backstage.seat_person(group, town.deniz, "kick")
    with pytest.raises(RefusalError, match="Forbidden"):
        town.say(group, "selam")


def test_a_person_joins_by_speaking(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    town.say(group, "selam")
    assert group.present(town.deniz.id)


def test_pins_need_rights_and_are_announced(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    notice = town.send(bot, group, "bilgilendirme")
    pin = {"chat_id": group.id, "message_id": notice["message_id"]}
    with pytest.raises(RefusalError, match="not enough rights to manage pinned messages"):
        town.call(bot, "pinChatMessage", **pin)
    town.backstage.seat_bot(group, bot, "promote")
    assert town.call(bot, "pinChatMessage", **pin) is True
    assert group.messages[group.last_id].service == {"pinned_message": notice["message_id"]}
    chat = town.call(bot, "getChat", chat_id=group.id)
    assert chat["pinned_message"]["text"] == "bilgilendirme"
    town.call(bot, "unpinChatMessage", chat_id=group.id)
    assert group.pins == []


def test_usernames_and_ids_are_unique(town: Town) -> None:
    first, second = town.bot("Çılgın Şükrü"), town.bot("Çılgın Şükrü")
    assert (first.username, second.username) == ("cilgin_sukru_bot", "cilgin_sukru2_bot")
    with pytest.raises(RefusalError, match="is taken"):
        town.backstage.create_bot("Başka", first.username.upper())


def test_profile_texts_fall_back_to_the_default_language(town: Town) -> None:
    bot = town.bot("Mehmet")
    town.call(bot, "setMyName", name="Mehmet (AI)")
    town.call(bot, "setMyDescription", description="Yapay zekâ", language_code="")
    town.call(bot, "setMyDescription", description="AI persona", language_code="en")
    town.call(bot, "setMyShortDescription", short_description="AI")
    town.call(bot, "setMyCommands", commands=[{"command": "bilgi", "description": "Bilgi"}])
    assert town.call(bot, "getMyName") == {"name": "Mehmet (AI)"}
    assert town.call(bot, "getMyDescription", language_code="en") == {"description": "AI persona"}
    assert town.call(bot, "getMyDescription", language_code="de") == {"description": "Yapay zekâ"}
    assert town.call(bot, "getMyShortDescription") == {"short_description": "AI"}
    assert town.call(bot, "getMyCommands") == ({"command": "bilgi", "description": "Bilgi"},)
    assert town.call(bot, "deleteMyCommands") is True
    assert town.call(bot, "getMyCommands") == ()
    with pytest.raises(RefusalError, match="BOT_SHORT_DESCRIPTION_TOO_LONG"):
        town.call(bot, "setMyShortDescription", short_description="x" * 121)


def test_seating_twice_changes_nothing_and_privacy_is_not_looked_at_again(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    bot = town.backstage.set_privacy(bot, privacy=False)
    before = group.last_id
    town.backstage.seat_bot(group, bot)
    assert (group.last_id, group.members[bot.id].hears_all) == (before, False)


def test_an_owner_cannot_be_removed(town: Town) -> None:
    group = town.group()
    with pytest.raises(RefusalError, match="can't remove chat owner"):
        town.backstage.seat_person(group, town.store.world.people[group.owner], "kick")


@pytest.mark.parametrize(
    "command", [{"command": "BİLGİ", "description": "x"}, {"command": "a", "description": ""}, "a"]
)
def test_wrong_commands_are_refused(town: Town, command: object) -> None:
    with pytest.raises(RefusalError, match="Bad Request"):
        town.call(town.bot("Mehmet"), "setMyCommands", commands=[command])


def test_pins_are_stacked_and_loosened_one_by_one_or_all(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    town.backstage.seat_bot(group, bot, "promote")
    ids = [town.send(bot, group, text)["message_id"] for text in ("bir", "iki", "üç")]
    for message in (*ids, ids[2]):
        town.call(bot, "pinChatMessage", chat_id=group.id, message_id=message)
    assert group.pins == ids
    town.call(bot, "unpinChatMessage", chat_id=group.id, message_id=ids[0])
    town.call(bot, "unpinChatMessage", chat_id=group.id, message_id=ids[0])
    assert group.pins == ids[1:]
    town.call(bot, "deleteMessage", chat_id=group.id, message_id=ids[2])
    assert group.pins == [ids[1]]
    town.call(bot, "unpinAllChatMessages", chat_id=group.id)
    assert group.pins == []
    for message in (1, 999):
        with pytest.raises(RefusalError, match="pin"):
            town.call(bot, "pinChatMessage", chat_id=group.id, message_id=message)
    with pytest.raises(RefusalError, match="message to unpin not found"):
        town.call(bot, "unpinChatMessage", chat_id=group.id)
