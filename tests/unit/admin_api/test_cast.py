"""What personas remember from the start, and a persona as one file."""

import json
from collections import Counter
from typing import Any

import pytest
import yaml

from piyasa.cast import STARTERS, members, read_text, starter_id, to_json, to_yaml
from piyasa.contracts.memories import MemoryEncoded
from piyasa.contracts.persona import BotRegistered

TOKEN = "9000000001:" + "y" * 35


@pytest.fixture
def drawn_bot(new_bot: dict[str, Any]) -> dict[str, Any]:
    """A registration that leaves it open what the persona remembers."""
    return {key: value for key, value in new_bot.items() if key != "memories"}


async def enrolled(world: Any, at: int = 0) -> Any:
    """A persona of the cast, registered and made whole."""
    member = members(at + 1)[at]
    await world.client.post("/bots", json=member.registration() | {"token": TOKEN})
    answer = await world.client.put(f"/bots/{member.bot_id}/cast", content=to_yaml(member))
    assert answer.status_code == 200, answer.text
    return member


async def test_whoever_is_registered_has_sixty_memories_before_it_is_switched_on(world: Any, drawn_bot: Any) -> None:
    await world.client.post("/bots", json=drawn_bot)

    told = world.log.of(MemoryEncoded)
    assert Counter(each.memory_type for each in told) == Counter(STARTERS)
    assert {each.source for each in told} == {"starter"}
    assert [each.memory_id for each in told] == [starter_id("mehmet", number) for number in range(60)]
    assert world.log.facts[-1] == "bot-enabled"


async def test_what_an_operator_gives_is_remembered_and_nothing_else(world: Any, new_bot: Any) -> None:
    given = [{"type": "routine", "content": "Sabah çay içerim.", "tags": ["cay"]}]
    await world.client.post("/bots", json=new_bot | {"memories": given})

    assert [each.content for each in world.log.of(MemoryEncoded)] == ["Sabah çay içerim."]


async def test_the_same_request_writes_its_memories_once(world: Any, drawn_bot: Any) -> None:
    key = {"Idempotency-Key": "one"}
    world.log.broken_after = 30
    assert (await world.client.post("/bots", json=drawn_bot, headers=key)).status_code == 503
    world.log.broken_after = None
    await world.client.post("/bots", json=drawn_bot, headers=key)
    await world.client.post("/bots", json=drawn_bot, headers=key)

    assert len({each.memory_id for each in world.log.of(MemoryEncoded)}) == len(world.log.of(MemoryEncoded)) == 60
    assert world.log.facts.count("bot-enabled") == 1


@pytest.mark.parametrize("form", ["yaml", "json"])
async def test_a_persona_comes_out_as_it_went_in(world: Any, form: str) -> None:
    member = await enrolled(world)

    answer = await world.client.get(f"/bots/{member.bot_id}/cast", params={"format": form})
    found = read_text(answer.text, source="answer")
    assert answer.headers["content-type"].startswith(f"application/{form}")
    assert answer.headers["etag"]
    kept = member.model_copy(update={"background": found.background, "stances": (), "holdings": ()})
    assert found.model_copy(update={"stances": (), "holdings": ()}) == kept
    assert sorted(each.topic for each in found.stances) == sorted(each.topic for each in member.stances)
    assert {each.symbol for each in found.holdings} == {each.symbol for each in member.holdings}


async def test_what_comes_out_goes_in_again_and_changes_nothing(world: Any) -> None:
    member = await enrolled(world)
    before = list(world.log.events)

    text = (await world.client.get(f"/bots/{member.bot_id}/cast")).text
    again = await world.client.put(f"/bots/{member.bot_id}/cast", content=text)

    assert (again.status_code, world.log.events) == (200, before)


async def test_a_file_changes_what_differs_and_takes_away_opinions_it_does_not_name(world: Any) -> None:
    member = await enrolled(world)
    seen = len(world.log.events)
    data = json.loads(to_json(member))
    data["name"] = "Mehmet Bey"
    data["stances"] = [data["stances"][0] | {"direction": -0.5}]
    data["holdings"] = []
    data["memories"].append({"type": "episodic", "content": "Yağmurda kaldığım gün güldüm.", "tags": ["yagmur"]})

    answer = await world.client.put(f"/bots/{member.bot_id}/cast", json=data)

    shown = answer.json()
    assert (shown["name"], [each["direction"] for each in shown["stances"]]) == ("Mehmet Bey", [-0.5])
    assert shown["holdings"] == []
    fresh = Counter(world.log.facts[seen:])
    assert fresh == Counter({
        "bot-updated": 1, "stance-removed": len(member.stances) - 1, "stance-set": 1,
        "holding-removed": len(member.holdings), "memory-encoded": 1,
    })  # fmt: skip
    assert world.log.of(MemoryEncoded)[-1].source == "operator"


async def test_a_change_that_was_broken_off_is_finished_under_its_key(world: Any) -> None:
    member = members(1)[0]
    await world.client.post("/bots", json=member.registration() | {"token": TOKEN})
    key = {"Idempotency-Key": "whole"}
    for stored in (1, 2, 3):
        world.log.broken_after = stored
        await world.client.put(f"/bots/{member.bot_id}/cast", content=to_yaml(member), headers=key)
    world.log.broken_after = None
    answer = await world.client.put(f"/bots/{member.bot_id}/cast", content=to_yaml(member), headers=key)

    assert answer.status_code == 200
    assert world.log.facts.count("stance-set") == len(member.stances)
    assert world.log.facts.count("holding-set") == len(member.holdings)


async def test_legacy_shapes_go_in(world: Any) -> None:
    member = await enrolled(world)
    data = json.loads(to_json(member))
    data["persona"] = json.dumps(data["persona"] | {"style": "formal"})
    data["handle"] = "@mehmet_trader"
    data["emotion"] = {"value": data["emotion"]}

    answer = await world.client.put(f"/bots/{member.bot_id}/cast", json=data)

    assert answer.json()["persona"]["style"]["formality"] == "formal"


@pytest.mark.parametrize(
    ("change", "code", "part"),
    [
        ({"bot_id": "someone-else"}, "CAST_OF_ANOTHER", "address"),
        ({"handle": "a"}, "CAST_INVALID", "5 to 32"),
        ({"persona": {"risk_profile": "wild"}}, "CAST_INVALID", "allowed: cautious, balanced, aggressive"),
        ({"notes": "a\x00"}, "CAST_INVALID", "NUL"),
    ],
)
async def test_what_is_no_such_persona_is_refused(world: Any, change: Any, code: str, part: str) -> None:
    member = await enrolled(world)
    before = list(world.log.events)
    data = json.loads(to_json(member)) | change

    answer = await world.client.put(f"/bots/{member.bot_id}/cast", json=data)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert part in answer.json()["message"]
    assert world.log.events == before


@pytest.mark.parametrize(
    "text", ["", "- 1", "a: [", "[" * 50_000, "? [a, b]\n: 1\n", "\udcff".encode(errors="replace")]
)
async def test_what_is_no_file_is_refused(world: Any, text: Any) -> None:
    member = await enrolled(world)

    answer = await world.client.put(f"/bots/{member.bot_id}/cast", content=text)

    assert answer.status_code == 422
    assert answer.json()["code"] in {"CAST_UNREADABLE", "CAST_INVALID"}


async def test_nobody_is_cast_who_is_not_registered(world: Any) -> None:
    member = members(1)[0]

    assert (await world.client.get("/bots/mehmet-trader/cast")).status_code == 404
    answer = await world.client.put("/bots/mehmet-trader/cast", content=to_yaml(member))
    assert (answer.status_code, answer.json()["code"]) == (404, "BOT_NOT_FOUND")
    assert not world.log.of(BotRegistered)


async def test_what_a_persona_lived_through_is_not_in_its_file(world: Any) -> None:
    member = await enrolled(world)
    world.log.say(
        MemoryEncoded(
            bot_id=member.bot_id, memory_id="lived", memory_type="episodic", content="Bugün tartıştık.", source="event"
        )
    )

    text = (await world.client.get(f"/bots/{member.bot_id}/cast")).text
    assert "Bugün tartıştık." not in text
    assert len(yaml.safe_load(text)["memories"]) == 60
