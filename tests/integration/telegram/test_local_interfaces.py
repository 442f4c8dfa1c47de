"""`/_local/*` and the page, as scripts and people use them; and the Bot API's ways of taking parameters."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from piyasa.devstack.telegram import LocalTelegram
from support.telegram_clients import Local, until

DENIZ = {"id": 1001, "first_name": "Deniz"}


@pytest.fixture
async def bot(local: Local) -> Any:
    return await local.ask("POST", "/bots", {"name": "Mehmet Öz"})


@pytest.fixture
async def group(local: Local, bot: Any) -> Any:
    return await local.ask("POST", "/groups", {"title": "Sohbet", "bots": [bot["username"]]})


async def test_bots_and_groups_are_listed(local: Local, bot: Any, group: Any) -> None:
    assert [(one["username"], one["token"]) for one in await local.ask("GET", "/bots")] == [
        ("mehmet_oz_bot", bot["token"])
    ]
    [listed] = await local.ask("GET", "/groups")
    assert (listed["id"], listed["title"]) == (group["id"], "Sohbet")
    assert [(one["id"], one["status"]) for one in listed["bots"]] == [(bot["id"], "member")]


async def test_people_speak_edit_react_and_delete(local: Local, group: Any) -> None:
    path = f"/groups/{group['id']}"
    said = await local.ask("POST", path + "/messages", {"from": DENIZ, "text": "selam", "reply_to_message_id": None})
    assert (said["text"], said["from"]["is_bot"], said["chat"]["id"]) == ("selam", False, group["id"])
    reply = {"from": {"id": 1001}, "text": "ben", "reply_to_message_id": said["message_id"]}
    assert (await local.ask("POST", path + "/messages", reply))["reply_to_message"]["text"] == "selam"
    edited = await local.ask("PATCH", f"{path}/messages/{said['message_id']}", {"text": "selamlar"})
    assert edited["text"] == "selamlar"
    react = {"from": DENIZ, "message_id": said["message_id"], "emoji": "👍"}
    assert await local.ask("POST", path + "/reactions", react) == {"ok": True}
    view = await local.ask("GET", path + "/view")
    assert [message["reactions"] for message in view["messages"] if message.get("text") == "selamlar"] == [
        [{"emoji": "👍", "count": 1}]
    ]
    await local.ask("DELETE", f"{path}/messages/{said['message_id']}")
    texts = [message.get("text") for message in await local.ask("GET", path + "/messages")]
    assert texts[-1:] == ["ben"]
    assert "selamlar" not in texts


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/groups/{}/messages", {"text": "kim?"}),
        ("/groups/{}/messages", {"from": DENIZ}),
        ("/groups/{}/messages", {"from": DENIZ, "text": ""}),
        ("/groups/{}/messages", {"from": DENIZ, "text": "x", "reply_to_message_id": 77}),
        ("/groups/{}/members", {"bot": "mehmet_oz_bot", "action": "dance"}),
        ("/groups/{}/reactions", {"from": DENIZ, "message_id": 1, "emoji": "👍"}),
        ("/groups", {"title": ""}),
        ("/bots", {}),
        ("/limits", {"limits": "many"}),
    ],
)
async def test_wishes_that_make_no_sense_are_explained(local: Local, group: Any, path: str, body: object) -> None:
    answer = await local.ask("POST", path.format(group["id"]), body)
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert answer["description"].startswith("Bad Request: ")


async def test_unknown_groups_and_bots_are_404_with_a_way_on(local: Local) -> None:
    assert "GET /_local/groups" in (await local.ask("GET", "/groups/-5/messages"))["description"]
    group = await local.ask("POST", "/groups", {"title": "Sohbet"})
    answer = await local.ask("POST", f"/groups/{group['id']}/members", {"bot": "nobody_bot"})
    assert (answer["error_code"], "GET /_local/bots" in answer["description"]) == (404, True)


async def test_members_are_seated_promoted_and_removed(local: Local, bot: Any, group: Any) -> None:
    path = f"/groups/{group['id']}/members"
    members = await local.ask("POST", path, {"bot": bot["id"], "action": "promote"})
    assert [one["status"] for one in members if one["is_bot"]] == ["administrator"]
    members = await local.ask("POST", path, {"person": DENIZ, "action": "join"})
    assert "Deniz" in [one["first_name"] for one in members]
    members = await local.ask("POST", path, {"bot": bot["username"], "action": "remove"})
    assert [one for one in members if one["is_bot"]] == []


async def test_the_ledger_can_be_read_from_a_place_on_and_filtered(local: Local, bot: Any, group: Any) -> None:
    for text in ("bir", "iki", "üç"):
        await local.call(bot["token"], "sendMessage", chat_id=group["id"], text=text)
        await local.call(bot["token"], "sendChatAction", chat_id=group["id"], action="typing")
    await local.call(bot["token"], "sendMessage", chat_id=group["id"], text="")
    await local.call(bot["token"], "getChat", chat_id=group["id"])
    ledger = await local.ask("GET", "/ledger")
    assert [line["method"] for line in ledger] == ["sendMessage", "sendChatAction"] * 3
    first = ledger[0]
    assert (first["bot"], first["chat"], first["text"], first["answer_dropped"]) == (
        bot["id"],
        group["id"],
        "bir",
        False,
    )
    later = await local.ask(
        "GET", f"/ledger?after={first['seq']}&method=sendmessage&chat={group['id']}&bot={bot['id']}"
    )
    assert [line["text"] for line in later] == ["iki", "üç"]


async def test_parameters_come_in_every_way_telegram_takes_them(local: Local, bot: Any, group: Any) -> None:
    url = f"{local.url}/bot{bot['token']}"
    fields = {"chat_id": str(group["id"]), "text": "söz"}
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    answers = [
        local.session.get(f"{url}/SENDMESSAGE", params=fields),
        local.session.post(f"{url}/sendmessage", data=fields),
        local.session.post(f"{url}/sendMessage", data=multipart),
        local.session.post(f"{url}/sendMessage", json=fields),
        local.session.post(f"{url}/sendMessage", params=fields),
    ]
    for request in answers:
        async with request as answer:
            assert (await answer.json())["result"]["text"] == "söz"


@pytest.mark.parametrize(
    ("token", "method", "status", "description"),
    [
        ("1:unknown", "getMe", 401, "Unauthorized"),
        ("nonsense", "getMe", 401, "Unauthorized: invalid token specified"),
        (None, "danceNow", 404, "Not Found: method not found"),
        (None, "getMe/further", 404, "Not Found"),
    ],
)
async def test_wrong_tokens_and_methods(
    local: Local, bot: Any, token: str | None, method: str, status: int, description: str
) -> None:
    async with local.session.get(f"{local.url}/bot{token or bot['token']}/{method}") as answer:
        assert answer.status == status
        assert await answer.json() == {"ok": False, "error_code": status, "description": description}


async def test_the_page_needs_nothing_from_elsewhere(local: Local) -> None:
    async with local.session.get(local.url) as answer:
        text = await answer.text()
    assert answer.content_type == "text/html"
    assert 'lang="tr"' in text
    assert not any(word in text for word in ("<script src", '<link rel="stylesheet"', "@import", "@font-face"))


async def test_viewers_see_what_happens_as_it_happens(
    telegram: LocalTelegram, local: Local, bot: Any, group: Any
) -> None:
    async with local.session.get(f"{local.url}/_local/groups/{group['id']}/live") as stream:
        await stream.content.readuntil(b"\n\n")
        await local.call(bot["token"], "sendChatAction", chat_id=group["id"], action="typing")
        sent = await local.call(bot["token"], "sendMessage", chat_id=group["id"], text="söz")
        await local.ask("DELETE", f"/groups/{group['id']}/messages/{sent['result']['message_id']}")
        events: list[Any] = []
        async with asyncio.timeout(10):
            while len(events) < 3:
                line = (await stream.content.readuntil(b"\n\n")).decode()
                events.append(json.loads(line.removeprefix("data: ")))
    assert [event["kind"] for event in events] == ["acting", "message", "deleted"]
    assert events[1]["message"]["text"] == "söz"
    assert telegram.world.groups[group["id"]].present(bot["id"])


async def test_a_group_migrates_and_the_old_id_points_to_the_new(local: Local, bot: Any, group: Any) -> None:
    moved = await local.ask("POST", f"/groups/{group['id']}/migrate", {})
    answer = await local.call(bot["token"], "sendMessage", chat_id=group["id"], text="söz")
    assert answer["parameters"] == {"migrate_to_chat_id": moved["id"]}
    assert [one["id"] for one in await local.ask("GET", "/groups")] == [moved["id"]]


async def test_a_basic_group_says_what_it_is(local: Local, bot: Any) -> None:
    group = await local.ask("POST", "/groups", {"title": "Eski", "type": "group", "bots": [bot["id"]]})
    chat = await local.call(bot["token"], "getChat", chat_id=group["id"])
    assert chat["result"]["type"] == "group"


async def test_other_web_sites_are_turned_away(local: Local) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    async with local.session.get(f"{local.url}/_local/bots", headers=headers) as answer:
        assert answer.status == 403


async def test_group_rules_and_the_end_of_a_group(local: Local, bot: Any, group: Any) -> None:
    path = f"/groups/{group['id']}"
    await local.ask("PATCH", path, {"available_reactions": ["👍"], "writable": False})
    chat = (await local.call(bot["token"], "getChat", chat_id=group["id"]))["result"]
    assert (chat["available_reactions"][0]["emoji"], chat["permissions"]["can_send_messages"]) == ("👍", False)
    await local.ask("DELETE", path)
    gone = await local.call(bot["token"], "sendMessage", chat_id=group["id"], text="söz")
    assert gone["description"] == "Forbidden: the group chat was deleted"
    assert await local.ask("GET", "/groups") == []


async def test_privacy_is_switched_by_the_owner(local: Local, bot: Any) -> None:
    changed = await local.ask("PATCH", f"/bots/{bot['username']}", {"privacy": False})
    me = await local.call(bot["token"], "getMe")
    assert (changed["privacy"], me["result"]["can_read_all_group_messages"]) == (False, True)


async def test_a_poller_that_hung_up_is_forgotten_and_its_mail_kept(
    telegram: LocalTelegram, local: Local, bot: Any, group: Any
) -> None:
    polling = asyncio.create_task(
        local.call(bot["token"], "getUpdates", offset=telegram.world.mail[bot["id"]].next_id, timeout=50)
    )
    await until(lambda: telegram.waiting_pollers() == 1)
    polling.cancel()
    await until(lambda: telegram.waiting_pollers() == 0)
    said = {"from": DENIZ, "text": "@mehmet_oz_bot orada mısın"}
    await local.ask("POST", f"/groups/{group['id']}/messages", said)
    [update] = (await local.call(bot["token"], "getUpdates", timeout=50))["result"]
    assert update["message"]["text"] == "@mehmet_oz_bot orada mısın"
