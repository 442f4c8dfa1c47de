"""Chats through the API: registered, switched, removed, and who sits in them."""

from typing import Any

import pytest

from piyasa.contracts.delivery import ChatDisclosed
from piyasa.contracts.membership import ChatUpdated
from piyasa.contracts.persona import JoinedChat


async def seated(world: Any, new_bot: dict[str, Any], count: int, chat_id: str = "bist-sohbet") -> None:
    """Register personas and seat them."""
    for number in range(1, count + 1):
        wish = {"bot_id": f"bot-{number}", "handle": f"handle_{number}", "token": f"{number}:abcdefgh"}
        await world.client.post("/bots", json=new_bot | wish)
        await world.client.post(f"/chats/{chat_id}/members", json={"bot_id": f"bot-{number}"})


async def test_a_chat_is_registered_closed(world: Any, new_chat: dict[str, Any]) -> None:
    answer = await world.client.post("/chats", json=new_chat)

    assert answer.status_code == 201
    assert world.log.facts == ["chat-registered"]
    shown = answer.json()
    assert (shown["enabled"], shown["disclosed"], shown["open_for_talk"]) == (False, False, False)


async def test_an_undisclosed_chat_may_be_enabled_and_opens_with_its_notice(
    world: Any, new_chat: dict[str, Any], log: Any
) -> None:
    await world.client.post("/chats", json=new_chat)

    enabled = (await world.client.post("/chats/bist-sohbet/enable")).json()
    notice = {"telegram_message_id": 7, "text_version": "1", "pinned": True, "disclosed_at": log.events[0].time}
    log.say(ChatDisclosed(chat_id="bist-sohbet", **notice))
    disclosed = (await world.client.get("/chats/bist-sohbet")).json()

    assert (enabled["enabled"], enabled["disclosed"], enabled["open_for_talk"]) == (True, False, False)
    assert (disclosed["disclosed"], disclosed["open_for_talk"]) == (True, True)
    assert disclosed["disclosure"]["telegram_message_id"] == 7


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({}, 409, "CHAT_EXISTS"),
        ({"chat_id": "other"}, 409, "TELEGRAM_CHAT_TAKEN"),
        ({"chat_id": "other", "telegram_id": -4242}, 422, "CHAT_NOT_SUPERGROUP"),
        ({"chat_id": "other", "telegram_id": 4242}, 422, "CHAT_NOT_SUPERGROUP"),
        ({"chat_id": "Other"}, 422, "VALIDATION_FAILED"),
        ({"chat_id": "other", "telegram_id": "x"}, 422, "VALIDATION_FAILED"),
        ({"chat_id": "other", "limits": {"max_bots": 21}}, 422, "VALIDATION_FAILED"),
        ({"chat_id": "other", "title": ""}, 422, "VALIDATION_FAILED"),
    ],
)
async def test_a_chat_that_cannot_be_is_refused(
    world: Any, new_chat: dict[str, Any], change: dict[str, Any], status: int, code: str
) -> None:
    await world.client.post("/chats", json=new_chat)

    answer = await world.client.post("/chats", json=new_chat | change)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert world.log.facts == ["chat-registered"]


async def test_a_change_says_only_what_differs(world: Any, new_chat: dict[str, Any]) -> None:
    await world.client.post("/chats", json=new_chat)

    await world.client.patch("/chats/bist-sohbet", json={"title": "BIST Sohbet", "topics": ["BIST"], "why": "focus"})
    await world.client.patch("/chats/bist-sohbet", json={"topics": ["BIST"]})

    (updated,) = world.log.of(ChatUpdated)
    assert (updated.title, updated.topics, updated.why) == (None, ("BIST",), "focus")


async def test_switching_twice_says_it_once(world: Any, new_chat: dict[str, Any]) -> None:
    await world.client.post("/chats", json=new_chat)

    for to in ("enable", "enable", "pause", "pause", "resume", "disable", "disable"):
        assert (await world.client.post(f"/chats/bist-sohbet/{to}")).status_code == 200

    assert world.log.facts[1:] == ["chat-enabled", "chat-paused", "chat-resumed", "chat-disabled"]


async def test_personas_get_the_lowest_free_seats(
    world: Any, new_bot: dict[str, Any], new_chat: dict[str, Any]
) -> None:
    await world.client.post("/chats", json=new_chat)
    await seated(world, new_bot, 3)

    await world.client.delete("/chats/bist-sohbet/members/bot-2")
    answer = await world.client.post("/chats/bist-sohbet/members", json={"bot_id": "bot-2"})
    members = (await world.client.get("/chats/bist-sohbet/members")).json()

    assert (answer.status_code, answer.json()["seat"]) == (201, 2)
    assert [(each["bot_id"], each["seat"]) for each in members] == [("bot-1", 1), ("bot-2", 2), ("bot-3", 3)]


async def test_taking_the_same_seat_twice_says_it_once(
    world: Any, new_bot: dict[str, Any], new_chat: dict[str, Any]
) -> None:
    await world.client.post("/chats", json=new_chat)
    await seated(world, new_bot, 1)

    again = await world.client.post("/chats/bist-sohbet/members", json={"bot_id": "bot-1", "seat": 1})
    elsewhere = await world.client.post("/chats/bist-sohbet/members", json={"bot_id": "bot-1", "seat": 2})

    assert again.status_code == 200
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (409, "ALREADY_MEMBER")
    assert len(world.log.of(JoinedChat)) == 1


async def test_a_taken_seat_is_refused_by_name(world: Any, new_bot: dict[str, Any], new_chat: dict[str, Any]) -> None:
    await world.client.post("/chats", json=new_chat)
    await seated(world, new_bot, 1)
    await world.client.post("/bots", json=new_bot)

    answer = await world.client.post("/chats/bist-sohbet/members", json={"bot_id": "mehmet", "seat": 1})

    assert (answer.status_code, answer.json()["code"]) == (409, "SEAT_TAKEN")
    assert answer.json()["details"]["bot_id"] == "bot-1"


@pytest.mark.parametrize("by", ["chat", "setting"])
async def test_more_personas_than_a_chat_seats_are_refused(
    world: Any, new_bot: dict[str, Any], new_chat: dict[str, Any], by: str
) -> None:
    limits = {"limits": {"max_bots": 2}} if by == "chat" else {}
    await world.client.post("/chats", json=new_chat | limits)
    if by == "setting":
        await world.client.put("/settings/max_bots_per_chat", json={"value": 2})
    await seated(world, new_bot, 2)
    await world.client.post("/bots", json=new_bot)

    answer = await world.client.post("/chats/bist-sohbet/members", json={"bot_id": "mehmet"})

    assert (answer.status_code, answer.json()["code"]) == (409, "BOTS_TOO_MANY")
    assert answer.json()["details"] == {"chat_id": "bist-sohbet", "seated": 2, "limit": 2}
    assert "move some to another chat" in answer.json()["message"]


async def test_a_seat_is_decided_on_what_others_did_meanwhile(
    world: Any, new_bot: dict[str, Any], new_chat: dict[str, Any]
) -> None:
    await world.client.post("/chats", json=new_chat)
    await seated(world, new_bot, 1)
    await world.client.post("/bots", json=new_bot)
    rival = {"bot_id": "rival", "handle": "rival_bot", "token": "99:abcdefgh"}
    await world.client.post("/bots", json=new_bot | rival)
    world.log.rivals.append(JoinedChat(bot_id="rival", chat_id="bist-sohbet", seat=2, by="somebody"))

    answer = await world.client.post("/chats/bist-sohbet/members", json={"bot_id": "mehmet"})

    assert answer.json()["seat"] == 3


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/chats/nowhere/members", {"bot_id": "mehmet"}, "CHAT_NOT_FOUND"),
        ("/chats/bist-sohbet/members", {"bot_id": "nobody"}, "BOT_NOT_FOUND"),
    ],
)
async def test_who_or_what_is_unknown_is_named(
    world: Any, new_bot: dict[str, Any], new_chat: dict[str, Any], path: str, body: dict[str, Any], code: str
) -> None:
    await world.client.post("/chats", json=new_chat)
    await world.client.post("/bots", json=new_bot)

    answer = await world.client.post(path, json=body)
    absent = await world.client.delete("/chats/bist-sohbet/members/mehmet")

    assert (answer.status_code, answer.json()["code"]) == (404, code)
    assert (absent.status_code, absent.json()["code"]) == (404, "MEMBER_NOT_FOUND")


async def test_a_removed_chat_leaves_no_seats_behind(
    world: Any, new_bot: dict[str, Any], new_chat: dict[str, Any]
) -> None:
    await world.client.post("/chats", json=new_chat)
    await seated(world, new_bot, 2)

    removed = await world.client.delete("/chats/bist-sohbet", params={"why": "moved"})
    await world.client.post("/chats", json=new_chat)
    members = (await world.client.get("/chats/bist-sohbet/members")).json()

    assert removed.status_code == 200
    assert world.log.facts[-4:] == ["left-chat", "left-chat", "chat-removed", "chat-registered"]
    assert members == []


async def test_a_limit_below_those_who_sit_is_refused(
    world: Any, new_bot: dict[str, Any], new_chat: dict[str, Any]
) -> None:
    await world.client.post("/chats", json=new_chat)
    await seated(world, new_bot, 2)

    answer = await world.client.patch("/chats/bist-sohbet", json={"limits": {"max_bots": 1}})

    assert (answer.status_code, answer.json()["code"]) == (409, "BOTS_TOO_MANY")


async def test_chats_are_listed_by_id(world: Any, new_chat: dict[str, Any]) -> None:
    for number in (2, 1):
        wish = {"chat_id": f"chat-{number}", "telegram_id": -1001000000000 - number, "enabled": number == 2}
        await world.client.post("/chats", json=new_chat | wish)

    everything = (await world.client.get("/chats")).json()
    enabled = (await world.client.get("/chats", params={"enabled_only": True})).json()

    assert [each["chat_id"] for each in everything["items"]] == ["chat-1", "chat-2"]
    assert [each["chat_id"] for each in enabled["items"]] == ["chat-2"]
    assert everything["total"] == 2
