"""Personas through the API: registered, listed, changed, switched, removed."""

from datetime import date
from typing import Any

import httpx
import pytest

from piyasa.cast.beginnings import age_on
from piyasa.contracts.persona import BotRegistered, BotUpdated, WritingStyleDrawn


async def test_registering_says_everything_and_the_switch_last(world: Any, new_bot: dict[str, Any]) -> None:
    answer = await world.client.post("/bots", json=new_bot)

    assert answer.status_code == 201
    assert world.log.facts == [
        "bot-registered", "persona-changed", "emotion-profile-changed", "writing-style-drawn", "bot-enabled",
    ]  # fmt: skip
    assert answer.headers["location"] == "/bots/mehmet"
    assert answer.headers["etag"] == '"5"'
    assert answer.headers["piyasa-read-model"] == "current"
    shown = answer.json()
    assert (shown["handle"], shown["telegram_id"], shown["enabled"]) == ("mehmet_trader", 7000000001, True)


async def test_a_token_goes_into_the_vault_and_nowhere_else(world: Any, new_bot: dict[str, Any]) -> None:
    answer = await world.client.post("/bots", json=new_bot)
    listed = await world.client.get("/bots")

    assert world.vault.tokens == {"mehmet": new_bot["token"]}
    secret = new_bot["token"].partition(":")[2]
    everything = answer.text + listed.text + repr(world.log.events) + repr(world.audit.lines)
    assert secret not in everything


async def test_what_is_left_out_is_drawn_within_its_bounds(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot)

    (registered,) = world.log.of(BotRegistered)
    assert 25 <= age_on(date(2026, 11, 20), registered.birth_date) <= 45
    assert len(registered.active_hours) == 3
    (drawn,) = world.log.of(WritingStyleDrawn)
    assert 0.003 <= drawn.style.typo_rate <= 0.03
    assert drawn.seed


async def test_hours_are_drawn_around_those_that_operators_set(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.put("/settings/default_active_hours", json={"value": ["12:00-13:00"]})
    await world.client.post("/bots", json=new_bot)

    (registered,) = world.log.of(BotRegistered)
    (window,) = registered.active_hours
    hour, minute = map(int, window.partition("-")[0].split(":"))
    assert abs(hour * 60 + minute - 12 * 60) <= 45


async def test_what_is_given_is_kept(world: Any, new_bot: dict[str, Any]) -> None:
    style = {"capitalization_style": "lowercase", "emoji_frequency": "none"}
    given = {
        "active_hours": [], "birth_date": "1986-05-04", "listener": True, "enabled": False, "writing_style": style,
        "persona": {"tone": "sakin", "style": "formal"}, "emotion": {"volatility": 0.7}, "handle": "@mehmet_trader",
    }  # fmt: skip
    shown = (await world.client.post("/bots", json=new_bot | given)).json()

    assert shown["active_hours"] == []
    assert shown["birth_date"] == "1986-05-04"
    assert (shown["listener"], shown["enabled"]) == (True, False)
    assert shown["writing_style"]["capitalization_style"] == "lowercase"
    assert shown["persona"]["style"]["formality"] == "formal"
    assert shown["emotion"]["volatility"] == 0.7
    assert shown["handle"] == "mehmet_trader"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "BOT_EXISTS"),
        ({"bot_id": "veli", "handle": "Mehmet_Trader", "token": "8:abcdefgh"}, "HANDLE_TAKEN"),
        ({"bot_id": "veli", "handle": "veli_hoca"}, "TELEGRAM_ACCOUNT_TAKEN"),
    ],
)
async def test_what_is_taken_is_refused_and_nothing_happens(
    world: Any, new_bot: dict[str, Any], change: dict[str, Any], code: str
) -> None:
    await world.client.post("/bots", json=new_bot)
    before, tokens = list(world.log.events), dict(world.vault.tokens)

    answer = await world.client.post("/bots", json=new_bot | change)

    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert world.log.events == before
    assert world.vault.tokens == tokens


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"bot_id": "Mehmet"}, "body.bot_id"),
        ({"bot_id": "a.b"}, "body.bot_id"),
        ({"bot_id": "x"}, "body.bot_id"),
        ({"name": "  "}, "body.name"),
        ({"name": "A\x00"}, "body"),
        ({"handle": "abc"}, "body.handle"),
        ({"token": "1:b"}, "body.token"),
        ({"token": "secret-without-number"}, "body.token"),
        ({"token": "12345678:sp ace"}, "body.token"),
        ({"active_hours": ["25:00-26:00"]}, "body.active_hours.0"),
        ({"timezone": "Europe/Nowhere"}, "body.timezone"),
        ({"timezone": "../../etc/passwd"}, "body.timezone"),
        ({"persona": {"watchlist": ["X"] * 13}}, "body.persona.watchlist"),
        ({"emotion": {"volatility": 2}}, "body.emotion.volatility"),
        ({"colour": "red"}, "body.colour"),
    ],
)
async def test_what_cannot_be_is_refused_by_name(
    client: httpx.AsyncClient, new_bot: dict[str, Any], change: dict[str, Any], where: str
) -> None:
    answer = await client.post("/bots", json=new_bot | change)

    failure = answer.json()
    assert (answer.status_code, failure["code"]) == (422, "VALIDATION_FAILED")
    assert failure["details"]["problems"][0]["where"] == where
    assert failure["message"].startswith(where)


async def test_a_refused_token_is_not_repeated(client: httpx.AsyncClient, new_bot: dict[str, Any]) -> None:
    answer = await client.post("/bots", json=new_bot | {"token": "no token but hush-hush"})

    assert answer.status_code == 422
    assert "hush" not in answer.text


async def test_a_child_is_no_persona(client: httpx.AsyncClient, new_bot: dict[str, Any]) -> None:
    answer = await client.post("/bots", json=new_bot | {"birth_date": "2015-01-01"})

    assert (answer.status_code, answer.json()["code"]) == (422, "BIRTH_DATE_IMPOSSIBLE")
    assert answer.json()["details"]["age"] == 11


async def test_personas_are_listed_by_id_in_pages(client: httpx.AsyncClient, new_bot: dict[str, Any]) -> None:
    for number in (3, 1, 2):
        await client.post(
            "/bots",
            json=new_bot | {
                "bot_id": f"bot-{number}", "handle": f"handle_{number}", "token": f"{number}:abcdefgh",
                "enabled": number != 2,
            },
        )  # fmt: skip

    page = (await client.get("/bots", params={"limit": 2, "offset": 1})).json()
    enabled = (await client.get("/bots", params={"enabled_only": True})).json()

    assert page["total"] == 3
    assert [each["bot_id"] for each in page["items"]] == ["bot-2", "bot-3"]
    assert [each["bot_id"] for each in enabled["items"]] == ["bot-1", "bot-3"]


async def test_a_change_says_only_what_differs(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot)

    answer = await world.client.patch("/bots/mehmet", json={"name": "Mehmet Bey", "listener": False})
    again = await world.client.patch("/bots/mehmet", json={"name": "Mehmet Bey"})

    assert answer.json()["name"] == "Mehmet Bey"
    (updated,) = world.log.of(BotUpdated)
    assert updated.model_dump(exclude_none=True) == {"bot_id": "mehmet", "name": "Mehmet Bey", "by": "operator"}
    assert again.status_code == 200
    assert "piyasa-position" not in again.headers


async def test_null_is_no_change(client: httpx.AsyncClient, new_bot: dict[str, Any]) -> None:
    await client.post("/bots", json=new_bot)

    answer = await client.patch("/bots/mehmet", json={"name": None})

    assert answer.status_code == 422
    assert "leave out" in answer.json()["message"]


async def test_switching_twice_says_it_once(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot)
    begun = len(world.log.events)

    for to in ("pause", "pause", "resume", "disable", "disable", "enable"):
        answer = await world.client.post(f"/bots/mehmet/{to}", json={"why": "test"})
        assert answer.status_code == 200

    assert world.log.facts[begun:] == ["bot-paused", "bot-resumed", "bot-disabled", "bot-enabled"]


async def test_enabling_clears_what_telegram_refused(world: Any, new_bot: dict[str, Any]) -> None:
    from piyasa.contracts.persona import BotBlocked

    await world.client.post("/bots", json=new_bot)
    world.log.say(BotBlocked.model_validate({"bot_id": "mehmet", "class": "unauthorized", "code": 401}))

    blocked = (await world.client.get("/bots/mehmet")).json()["blocked"]
    freed = (await world.client.post("/bots/mehmet/enable")).json()["blocked"]

    assert (blocked, freed) == ({"*": "unauthorized"}, {})


async def test_removing_takes_the_token_along(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot)

    answer = await world.client.delete("/bots/mehmet")
    gone = await world.client.get("/bots/mehmet")

    assert answer.status_code == 200
    assert world.log.facts[-1] == "bot-removed"
    assert world.vault.tokens == {}
    assert (gone.status_code, gone.json()["code"]) == (404, "BOT_NOT_FOUND")


async def test_another_token_moves_the_persona_to_its_account(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot)

    answer = await world.client.put("/bots/mehmet/token", json={"token": "42:another-one"})

    assert answer.json()["telegram_id"] == 42
    assert world.vault.tokens["mehmet"] == "42:another-one"
    assert "another-one" not in answer.text


async def test_personas_get_styles_that_nobody_has(world: Any, new_bot: dict[str, Any]) -> None:
    from piyasa.cast.styles import combination

    for number in range(60):
        wish = {"bot_id": f"bot-{number}", "handle": f"handle_{number}", "token": f"{number + 1}:abcdefgh"}
        assert (await world.client.post("/bots", json=new_bot | wish)).status_code == 201

    assert len({combination(drawn.style) for drawn in world.log.of(WritingStyleDrawn)}) == 60
