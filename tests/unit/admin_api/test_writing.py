"""Conditions on changes: keys, ETags, rivals, and what happens when something is away."""

from typing import Any

import pytest

from piyasa.contracts.persona import BotPaused, BotRegistered, BotUpdated
from piyasa.contracts.system import SettingChanged


async def test_a_request_under_one_key_is_carried_out_once(world: Any, new_bot: dict[str, Any]) -> None:
    key = {"Idempotency-Key": "k-1"}
    first = await world.client.post("/bots", json=new_bot, headers=key)
    events = list(world.log.events)

    again = await world.client.post("/bots", json=new_bot, headers=key)
    world.restart()
    after_restart = await world.client.post("/bots", json=new_bot, headers=key)

    assert world.log.events == events
    assert "idempotency-replayed" not in first.headers
    for answer in (again, after_restart):
        assert (answer.status_code, answer.headers["idempotency-replayed"]) == (201, "true")
        assert answer.json() == first.json()
        assert answer.headers["piyasa-position"] == first.headers["piyasa-position"]


async def test_the_same_key_and_request_make_the_same_events(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot, headers={"Idempotency-Key": "k-1"})
    first = [each.id for each in world.log.events]
    world.log.__init__()
    world.restart()
    await world.client.post("/bots", json=new_bot, headers={"Idempotency-Key": "k-1"})

    assert [each.id for each in world.log.events] == first
    assert len({each.correlation_id for each in world.log.events}) == 1
    assert [each.causation_id for each in world.log.events] == [None, *[first[0]] * 4]


async def test_a_replayed_request_does_not_undo_what_came_after(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot)
    key = {"Idempotency-Key": "name-1"}
    await world.client.patch("/bots/mehmet", json={"name": "Bir"}, headers=key)
    await world.client.patch("/bots/mehmet", json={"name": "İki"})

    again = await world.client.patch("/bots/mehmet", json={"name": "Bir"}, headers=key)

    assert again.json()["name"] == "İki"
    assert [each.name for each in world.log.of(BotUpdated)] == ["Bir", "İki"]


async def test_one_key_for_two_requests_is_refused(world: Any, new_bot: dict[str, Any]) -> None:
    key = {"Idempotency-Key": "k-1"}
    await world.client.post("/bots", json=new_bot, headers=key)

    answer = await world.client.post("/bots", json=new_bot | {"bot_id": "veli"}, headers=key)

    assert (answer.status_code, answer.json()["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")


@pytest.mark.parametrize("key", ["", "x" * 201, "tab\there"])
async def test_a_key_that_is_none_is_refused(world: Any, new_bot: dict[str, Any], key: str) -> None:
    answer = await world.client.post("/bots", json=new_bot, headers={"Idempotency-Key": key})

    assert (answer.status_code, answer.json()["code"]) == (422, "IDEMPOTENCY_KEY_UNUSABLE")


@pytest.mark.parametrize("stored", [1, 2, 3, 4])
async def test_a_registration_that_was_broken_off_is_finished_under_its_key(
    world: Any, new_bot: dict[str, Any], stored: int
) -> None:
    key = {"Idempotency-Key": "k-1"}
    world.log.broken_after = stored
    broken = await world.client.post("/bots", json=new_bot, headers=key)
    world.log.broken_after = None
    world.restart()

    finished = await world.client.post("/bots", json=new_bot, headers=key)

    assert (broken.status_code, broken.json()["code"]) == (503, "LOG_UNAVAILABLE")
    assert broken.headers["retry-after"]
    assert finished.status_code == 201
    assert sorted(world.log.facts) == [
        "bot-enabled", "bot-registered", "emotion-profile-changed", "persona-changed", "writing-style-drawn",
    ]  # fmt: skip
    assert world.vault.tokens == {"mehmet": new_bot["token"]}


async def test_a_token_that_was_not_kept_is_kept_with_the_same_key(world: Any, new_bot: dict[str, Any]) -> None:
    key = {"Idempotency-Key": "k-1"}
    world.vault.broken = True
    broken = await world.client.post("/bots", json=new_bot, headers=key)
    world.vault.broken = False

    finished = await world.client.post("/bots", json=new_bot, headers=key)

    assert (broken.status_code, broken.json()["code"]) == (503, "TOKEN_ENCRYPTION_ERROR")
    assert world.log.facts[0] == "bot-registered"
    assert finished.json()["enabled"] is True
    assert world.vault.tokens == {"mehmet": new_bot["token"]}


async def test_a_removal_that_was_broken_off_is_finished(
    world: Any, new_bot: dict[str, Any], new_chat: dict[str, Any]
) -> None:
    await world.client.post("/chats", json=new_chat)
    for number in (1, 2):
        wish = {"bot_id": f"bot-{number}", "handle": f"handle_{number}", "token": f"{number}:abcdefgh"}
        await world.client.post("/bots", json=new_bot | wish)
        await world.client.post("/chats/bist-sohbet/members", json={"bot_id": f"bot-{number}"})
    key = {"Idempotency-Key": "gone"}
    world.log.broken_after = 1
    broken = await world.client.delete("/chats/bist-sohbet", headers=key)
    world.log.broken_after = None

    finished = await world.client.delete("/chats/bist-sohbet", headers=key)

    assert (broken.status_code, finished.status_code) == (503, 200)
    assert world.log.facts[-3:] == ["left-chat", "left-chat", "chat-removed"]


async def test_a_lost_acknowledgement_is_no_conflict(world: Any, new_bot: dict[str, Any]) -> None:
    world.log.lose_next_ack = True

    answer = await world.client.post("/bots", json=new_bot)

    assert answer.status_code == 201
    assert len(world.log.of(BotRegistered)) == 1
    assert world.log.facts[-1] == "bot-enabled"


async def test_an_etag_lets_nobody_overwrite_what_they_have_not_seen(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot)
    tag = (await world.client.get("/bots/mehmet")).headers["etag"]

    first = await world.client.patch("/bots/mehmet", json={"name": "Bir"}, headers={"If-Match": tag})
    second = await world.client.patch("/bots/mehmet", json={"name": "İki"}, headers={"If-Match": tag})
    third = await world.client.patch(
        "/bots/mehmet", json={"name": "Üç"}, headers={"If-Match": f'"1", {first.headers["etag"]}'}
    )

    assert first.status_code == 200
    assert (second.status_code, second.json()["code"]) == (412, "PRECONDITION_FAILED")
    assert f'"{second.json()["details"]["current"]}"' == first.headers["etag"]
    assert third.json()["name"] == "Üç"


@pytest.mark.parametrize(
    ("tag", "status"), [("*", 200), ('"5"', 200), ('W/"5"', 200), ("5", 422), ('"x"', 422), ("", 422)]
)
async def test_what_if_match_may_say(world: Any, new_bot: dict[str, Any], tag: str, status: int) -> None:
    await world.client.post("/bots", json=new_bot)

    answer = await world.client.post("/bots/mehmet/pause", headers={"If-Match": tag})

    assert answer.status_code == status


async def test_any_match_wants_something_there(world: Any, new_bot: dict[str, Any]) -> None:
    answer = await world.client.post("/bots", json=new_bot, headers={"If-Match": "*"})

    assert answer.status_code == 412


async def test_a_change_is_decided_again_on_what_a_rival_did(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot)
    world.log.rivals.append(BotPaused(bot_id="mehmet", by="somebody"))

    answer = await world.client.post("/bots/mehmet/pause")

    assert answer.status_code == 200
    assert len(world.log.of(BotPaused)) == 1


async def test_two_registrations_of_one_handle_cannot_both_succeed(world: Any, new_bot: dict[str, Any]) -> None:
    rival = BotRegistered(bot_id="rival", name="Rival", handle="mehmet_trader", telegram_id=1, by="somebody")
    world.log.rivals.append(rival)

    answer = await world.client.post("/bots", json=new_bot)

    assert (answer.status_code, answer.json()["code"]) == (409, "HANDLE_TAKEN")
    assert world.vault.tokens == {}


async def test_endless_rivals_are_told_of(world: Any) -> None:
    world.log.rivals += [SettingChanged(key="history_limit", value=n, origin="x", by="x") for n in range(30)]

    answer = await world.client.put("/settings/typing_enabled", json={"value": False})

    assert (answer.status_code, answer.json()["code"]) == (409, "CONTENDED")


async def test_an_answer_says_when_the_view_does_not_show_the_change_yet(world: Any, new_bot: dict[str, Any]) -> None:
    world.log.holding = True
    answer = await world.client.post("/bots", json=new_bot)
    listed = await world.client.get("/bots")
    world.log.release()
    later = await world.client.get("/bots/mehmet")

    assert answer.status_code == 202
    assert answer.headers["piyasa-read-model"] == "behind"
    assert answer.json()["position"] == 5
    assert (listed.headers["piyasa-read-model"], listed.json()["total"]) == ("behind", 0)
    assert (later.headers["piyasa-read-model"], later.headers["etag"]) == ("current", '"5"')


async def test_what_cannot_be_audited_is_not_done(world: Any, new_bot: dict[str, Any]) -> None:
    world.audit.broken = True

    answer = await world.client.post("/bots", json=new_bot)

    assert (answer.status_code, answer.json()["code"]) == (503, "AUDIT_UNAVAILABLE")
    assert world.log.events == []
    assert world.vault.tokens == {}


async def test_every_change_is_audited_once_and_refusals_are_not(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot)
    await world.client.post("/bots", json=new_bot)
    await world.client.post("/bots/mehmet/pause", json={"why": "holiday"})

    assert [(actor, action, detail["target"]) for actor, action, detail in world.audit.lines] == [
        ("operator", "bot.register", "bot/mehmet"),
        ("operator", "bot.pause", "bot/mehmet"),
    ]
    assert world.audit.lines[1][2]["facts"] == ["bot-paused"]
