"""The demonstration: personas of the cast, set up through the API."""

from typing import Any

import pytest

from piyasa.admin_api.demo import SeedRefused, TelegramBot, TelegramGroup, seed
from piyasa.cast import members
from piyasa.contracts.memories import MemoryEncoded

GROUP = TelegramGroup("piyasa-demo", -1001234567890, "Piyasa Sohbet")


def accounts(count: int, first: int = 1) -> list[TelegramBot]:
    """Telegram accounts."""
    return [
        TelegramBot(f"persona_{number}_bot", f"{first + number}:{'s' * 20}", hears_all=number == 1)
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [1, 4, 6])
async def test_seeding_sets_everything_up(world: Any, count: int) -> None:
    ids = await seed(world.client, accounts(count), GROUP)

    chosen = members(count)
    assert ids == [each.bot_id for each in chosen]
    seated = (await world.client.get("/chats/piyasa-demo/members")).json()
    assert [each["bot_id"] for each in seated] == ids
    chat = (await world.client.get("/chats/piyasa-demo")).json()
    assert (chat["enabled"], chat["telegram_id"]) == (True, GROUP.telegram_id)
    assert (await world.client.get("/control")).json()["simulation_active"] is True
    for persona in chosen:
        shown = (await world.client.get(f"/bots/{persona.bot_id}")).json()
        assert shown["active_hours"] == []
        assert len(shown["stances"]) == len(persona.stances)
        assert len(shown["holdings"]) == len(persona.holdings)
        assert shown["writing_style"]["capitalization_style"] == persona.writing_style.capitalization_style
        assert shown["persona"] == persona.persona.model_dump(mode="json")
    remembered = [fact.content for fact in world.log.of(MemoryEncoded)]
    assert remembered == [memory.content for persona in chosen for memory in persona.memories]


async def test_accounts_that_hear_all_listen_and_the_first_does_when_none_does(world: Any) -> None:
    await seed(world.client, accounts(3), GROUP)
    bots = (await world.client.get("/bots")).json()["items"]

    assert [each["bot_id"] for each in bots if each["listener"]] == ["ayse-scalp"]


async def test_somebody_always_listens(world: Any) -> None:
    await seed(world.client, [TelegramBot("one_bot", "1:ssssssss"), TelegramBot("two_bot", "2:ssssssss")], GROUP)
    bots = (await world.client.get("/bots")).json()["items"]

    assert [each["bot_id"] for each in bots if each["listener"]] == ["mehmet-trader"]


async def test_seeding_again_changes_nothing_that_operators_changed(world: Any) -> None:
    await seed(world.client, accounts(4), GROUP)
    await world.client.post("/control/stop")
    await world.client.put("/bots/ayse-scalp/stances/ASELS", json={"text": "artık değil", "direction": -0.5})
    await world.client.delete("/bots/zeynep-newbie")
    await world.client.delete("/chats/piyasa-demo/members/ali-ekonomist")
    before = list(world.log.events)

    await seed(world.client, accounts(4), GROUP)
    world.restart()
    await seed(world.client, accounts(4), GROUP)

    assert world.log.events == before


async def test_another_telegram_account_is_taken_over(world: Any) -> None:
    await seed(world.client, accounts(1), GROUP)
    await seed(world.client, accounts(1, first=500), GROUP)

    shown = (await world.client.get("/bots/mehmet-trader")).json()
    assert shown["telegram_id"] == 500
    assert world.vault.tokens["mehmet-trader"].startswith("500:")


async def test_a_seed_that_was_broken_off_is_finished(world: Any) -> None:
    for stored in (1, 3, 5, 8, 4):
        world.log.broken_after = stored
        with pytest.raises(SeedRefused):
            await _impatient(world)
        world.log.broken_after = None
    await seed(world.client, accounts(2), GROUP)

    _assert_two(world)


async def _impatient(world: Any) -> None:
    from piyasa.admin_api.demo import seeding

    pause, tries = seeding._PAUSE, seeding._TRIES
    seeding._PAUSE, seeding._TRIES = 0.0, 1
    try:
        await seed(world.client, accounts(2), GROUP)
    finally:
        seeding._PAUSE, seeding._TRIES = pause, tries


def _assert_two(world: Any) -> None:
    assert world.log.facts.count("bot-registered") == 2
    assert world.log.facts.count("joined-chat") == 2
    assert world.log.facts.count("simulation-started") == 1
    assert world.log.facts.count("chat-enabled") == 1


async def test_a_refusal_names_what_was_asked(world: Any) -> None:
    with pytest.raises(SeedRefused, match="POST /bots was answered with 422"):
        await seed(world.client, [TelegramBot("x_bot", "no token")], GROUP)
