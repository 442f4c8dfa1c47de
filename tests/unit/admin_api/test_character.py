"""What a persona is like, through the API."""

from typing import Any

import pytest

from piyasa.contracts.opinions import StanceSet
from piyasa.contracts.persona import PersonaChanged


@pytest.fixture
async def registered(world: Any, new_bot: dict[str, Any]) -> Any:
    """A world with one persona."""
    await world.client.post("/bots", json=new_bot)
    return world


async def test_a_character_is_replaced_whole_and_counted(registered: Any) -> None:
    first = await registered.client.put("/bots/mehmet/persona", json={"tone": "sakin", "watchlist": ["THYAO"]})
    same = await registered.client.put("/bots/mehmet/persona", json={"tone": "sakin", "watchlist": ["THYAO"]})
    second = await registered.client.put("/bots/mehmet/persona", json={"bio": "İzmirli"})

    assert first.json()["persona"]["tone"] == "sakin"
    assert "piyasa-position" not in same.headers
    assert (second.json()["persona"]["tone"], second.json()["persona"]["bio"]) == ("", "İzmirli")
    assert [each.revision for each in registered.log.of(PersonaChanged)] == [1, 2, 3]


async def test_a_style_given_as_text_is_its_formality(registered: Any) -> None:
    answer = await registered.client.put("/bots/mehmet/persona", json={"style": "formal"})

    assert answer.json()["persona"]["style"] == {"formality": "formal", "emojis": True, "length_preference": "short"}


async def test_a_temperament_is_replaced_whole(registered: Any) -> None:
    answer = await registered.client.put("/bots/mehmet/emotion", json={"baseline": {"energy": 52}, "volatility": 1.5})
    wrong = await registered.client.put("/bots/mehmet/emotion", json={"baseline": {"hunger": 52}})

    assert answer.json()["emotion"]["baseline"] == {"energy": 52}
    assert wrong.status_code == 422


async def test_a_writing_style_is_replaced_whole(registered: Any) -> None:
    answer = await registered.client.put("/bots/mehmet/writing-style", json={"capitalization_style": "random"})

    assert answer.json()["writing_style"]["capitalization_style"] == "random"
    assert registered.log.events[-1].data.seed == "given"


async def test_stances_are_set_shown_and_removed(registered: Any) -> None:
    client = registered.client
    await client.put("/bots/mehmet/stances/THYAO", json={"text": "olumlu", "direction": 0.5, "confidence": 0.7})
    await client.put("/bots/mehmet/stances/THYAO", json={"text": "olumlu", "direction": 0.5, "confidence": 0.7})
    await client.put("/bots/mehmet/stances/USD/TRY", json={"text": "yatay"})
    listed = (await client.get("/bots/mehmet/stances")).json()
    removed = await client.delete("/bots/mehmet/stances/USD/TRY")
    missing = await client.delete("/bots/mehmet/stances/BTC")

    assert [each["topic"] for each in listed] == ["THYAO", "USD/TRY"]
    assert len(registered.log.of(StanceSet)) == 2
    assert [each["topic"] for each in removed.json()["stances"]] == ["THYAO"]
    assert (missing.status_code, missing.json()["code"]) == (404, "STANCE_NOT_FOUND")


@pytest.mark.parametrize(
    "body",
    [
        {"text": "x" * 501},
        {"text": "x", "direction": 1.1},
        {"text": "x", "confidence": -0.1},
        {"text": "x", "cooldown_until": "2026-11-20T12:00:00"},
        {"direction": 0.5},
    ],
)
async def test_a_stance_that_cannot_be_is_refused(registered: Any, body: dict[str, Any]) -> None:
    answer = await registered.client.put("/bots/mehmet/stances/THYAO", json=body)

    assert answer.status_code == 422
    assert registered.log.of(StanceSet) == []


async def test_a_topic_longer_than_a_topic_may_be_is_refused(registered: Any) -> None:
    answer = await registered.client.put(f"/bots/mehmet/stances/{'x' * 65}", json={"text": "x"})

    assert answer.status_code == 422


async def test_holdings_are_words_and_never_amounts(registered: Any) -> None:
    client = registered.client
    held = await client.put("/bots/mehmet/holdings/THYAO", json={"side": "long", "size_label": "small"})
    amount = await client.put("/bots/mehmet/holdings/THYAO", json={"side": "long", "size_label": "250 lot"})
    listed = (await client.get("/bots/mehmet/holdings")).json()
    removed = await client.delete("/bots/mehmet/holdings/THYAO")
    missing = await client.delete("/bots/mehmet/holdings/THYAO")

    assert held.status_code == 200
    assert amount.status_code == 422
    assert listed == [{"symbol": "THYAO", "side": "long", "size_label": "small", "horizon": "swing", "note": ""}]
    assert removed.json()["holdings"] == []
    assert (missing.status_code, missing.json()["code"]) == (404, "HOLDING_NOT_FOUND")


async def test_nobody_is_given_a_character(registered: Any) -> None:
    bodies = {"persona": {}, "emotion": {}, "stances/THYAO": {"text": "x"}, "holdings/X": {"side": "long"}}
    for path, body in bodies.items():
        answer = await registered.client.put(f"/bots/nobody/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "BOT_NOT_FOUND")


async def test_a_stance_that_is_there_changes_for_a_reason_only(registered: Any) -> None:
    client, path = registered.client, "/bots/mehmet/stances/THYAO"
    assert (await client.put(path, json={"text": "olumlu", "direction": 0.5})).status_code == 200
    refused = await client.put(path, json={"text": "temkinli", "direction": -0.2})
    assert refused.status_code == 422
    assert refused.json()["code"] == "STANCE_REASON_MISSING"
    changed = await client.put(path, json={"text": "temkinli", "direction": -0.2, "reason": "bilanço zayıf geldi"})
    assert changed.status_code == 200
    assert [each["direction"] for each in changed.json()["stances"]] == [-0.2]
