"""Settings, control and people's wishes through the API."""

from typing import Any

import httpx
import pytest

from piyasa.admin_api.domain.known_settings import SETTINGS
from piyasa.contracts.system import SettingChanged

WRONG = [
    ("base_delay_seconds", 0, "base_delay_seconds is 0, below the range; expected a number from 1 to 600"),
    ("base_delay_seconds", 601, "base_delay_seconds is 601, above the range; expected a number from 1 to 600"),
    ("base_delay_seconds", "30", "base_delay_seconds is the text '30'; expected a number from 1 to 600"),
    ("base_delay_seconds", True, "base_delay_seconds is the boolean true; expected a number from 1 to 600"),
    ("base_delay_seconds", None, "base_delay_seconds is null; expected a number from 1 to 600"),
    ("base_delay_seconds", 10**400, "base_delay_seconds is far out of range; expected a number from 1 to 600"),
    ("scale_factor", 0, "scale_factor is 0, below the range; expected a number from 0.1 to 20"),
    ("scale_factor", -1, "scale_factor is -1, below the range; expected a number from 0.1 to 20"),
    ("max_msgs_per_min", 2.5, "max_msgs_per_min is the number 2.5; expected a whole number from 1 to 20"),
    ("max_msgs_per_min", 21, "max_msgs_per_min is 21, above the range; expected a whole number from 1 to 20"),
    ("simulation_active", 1, "simulation_active is the number 1; expected true or false"),
    ("typing_enabled", "true", "typing_enabled is the text 'true'; expected true or false"),
    ("dedup_similarity", 1.01, "dedup_similarity is 1.01, above the range; expected a number from 0 to 1"),
    ("prime_hours", "09:00-10:00", "prime_hours is the text '09:00-10:00'; expected a list"),
    ("prime_hours", ["9-10"], "prime_hours holds '9-10', which is no window; expected a list"),
    ("prime_hours", [5], "prime_hours holds 5, which is no window; expected a list"),
    ("bot_hourly_msg_limit", 10, "bot_hourly_msg_limit is the number 10; expected an object"),
    ("bot_hourly_msg_limit", {"max": 5}, "bot_hourly_msg_limit lacks min; expected an object"),
    ("bot_hourly_msg_limit", {"min": 9, "max": 5}, "bot_hourly_msg_limit has min 9 above max 5; expected an object"),
    ("bot_hourly_msg_limit", {"min": 20}, "bot_hourly_msg_limit has min 20 above max 12; expected an object"),
    ("bot_hourly_msg_limit", {"min": 0, "max": 5}, "bot_hourly_msg_limit has min 0, out of range; expected an object"),
    ("bot_hourly_msg_limit", {"min": 1, "mx": 5}, "bot_hourly_msg_limit holds the unknown key 'mx'; expected"),
    ("llm_provider_order", "openai", "llm_provider_order is the text 'openai'; expected a list of different names"),
    (
        "llm_provider_order",
        ["Open AI"],
        "llm_provider_order holds the text 'Open AI', which is no name; expected a list",
    ),
    ("llm_provider_overrides", [], 'llm_provider_overrides is a list; expected an object with keys "bot:<id>"'),
]


@pytest.mark.parametrize(("key", "value", "message"), WRONG)
async def test_a_wrong_value_is_refused_precisely(world: Any, key: str, value: Any, message: str) -> None:
    answer = await world.client.put(f"/settings/{key}", json={"value": value})

    assert (answer.status_code, answer.json()["code"]) == (422, "SETTING_INVALID")
    assert answer.json()["message"].startswith(message)
    assert world.log.events == []


@pytest.mark.parametrize(
    ("key", "value", "stored"),
    [
        ("base_delay_seconds", 45, 45),
        ("base_delay_seconds", 0.5 * 3, 1.5),
        ("max_msgs_per_min", 5.0, 5),
        ("prime_hours", [], []),
        ("default_active_hours", ["22:00-02:00"], ["22:00-02:00"]),
        ("bot_hourly_msg_limit", {"min": 5}, {"min": 5, "max": 12}),
        ("bot_hourly_msg_limit", {"min": 100, "max": 200}, {"min": 100, "max": 200}),
        ("llm_daily_token_budget", 250_000, 250_000),
        ("llm_provider_order", ["groq", "openai"], ["groq", "openai"]),
        ("llm_provider_overrides", {"bot:ece-banka": ["groq"]}, {"bot:ece-banka": ["groq"]}),
    ],
)
async def test_a_right_value_is_stored_and_shown_with_its_origin(world: Any, key: str, value: Any, stored: Any) -> None:
    before = (await world.client.get(f"/settings/{key}")).json()
    answer = await world.client.put(f"/settings/{key}", json={"value": value})
    again = await world.client.put(f"/settings/{key}", json={"value": value})

    assert before["origin"] == "default"
    assert (answer.json()["value"], answer.json()["origin"]) == (stored, "operator")
    assert "piyasa-position" not in again.headers
    (changed,) = world.log.of(SettingChanged)
    assert (changed.key, changed.value, changed.origin, changed.by) == (key, stored, "operator", "operator")


async def test_every_default_is_a_value_that_may_be_set(client: httpx.AsyncClient) -> None:
    listed = (await client.get("/settings")).json()

    assert [each["key"] for each in listed] == list(SETTINGS)
    for each in listed:
        answer = await client.put(f"/settings/{each['key']}", json={"value": each["default"]})
        assert answer.status_code == 200, answer.text
        assert answer.json()["value"] == each["default"]


@pytest.mark.parametrize(
    ("key", "near"),
    [("base_delay_second", "base_delay_seconds"), ("Scale_Factor", "scale_factor"), ("qqqqqq", None)],
)
async def test_an_unknown_setting_is_refused_naming_the_near_one(
    client: httpx.AsyncClient, key: str, near: str | None
) -> None:
    for answer in (await client.put(f"/settings/{key}", json={"value": 1}), await client.get(f"/settings/{key}")):
        assert (answer.status_code, answer.json()["code"]) == (404, "SETTING_UNKNOWN")
        assert answer.json()["details"]["near"] == near


async def test_control_has_facts_of_its_own_and_settings_show_them(world: Any) -> None:
    for path, body in (("start", None), ("start", None), ("scale", {"scale_factor": 2.5}), ("stop", None)):
        assert (await world.client.post(f"/control/{path}", json=body)).status_code == 200
    await world.client.put("/settings/simulation_active", json={"value": True})
    await world.client.put("/settings/scale_factor", json={"value": 4})

    assert world.log.facts == [
        "simulation-started", "simulation-scaled", "simulation-stopped", "simulation-started", "simulation-scaled",
    ]  # fmt: skip
    shown = (await world.client.get("/control")).json()
    assert (shown["simulation_active"], shown["scale_factor"]) == (True, 4)
    setting = (await world.client.get("/settings/scale_factor")).json()
    assert (setting["value"], setting["origin"]) == (4, "operator")


@pytest.mark.parametrize("factor", [0, -1, 0.05, 20.5, "fast", None])
async def test_a_scale_out_of_range_is_refused(world: Any, factor: Any) -> None:
    answer = await world.client.post("/control/scale", json={"scale_factor": factor})

    assert answer.status_code == 422
    assert world.log.events == []


async def test_an_emergency_stop_says_why_and_is_released(client: httpx.AsyncClient) -> None:
    stopped = (await client.post("/control/emergency-stop", json={"reason": "wrong prices"})).json()
    released = (await client.post("/control/emergency-release")).json()

    assert stopped["emergency"] == "wrong prices"
    assert released["emergency"] is None


async def test_an_emergency_stop_waits_for_neither_audit_nor_view(world: Any) -> None:
    world.audit.broken = True
    world.log.holding = True

    answer = await world.client.post("/control/emergency-stop")

    assert answer.status_code == 202
    assert answer.headers["piyasa-read-model"] == "behind"
    assert world.log.facts == ["emergency-stopped"]


async def test_a_person_is_forgotten_once(world: Any) -> None:
    first = await world.client.post("/people/quiet-otter/forget")
    again = await world.client.post("/people/quiet-otter/forget")
    wrong = await world.client.post("/people/Deniz%20K/forget")

    assert (first.status_code, again.status_code, wrong.status_code) == (200, 200, 422)
    assert world.log.facts == ["user-forgotten"]
    assert world.log.events[0].data.person_ids == ("quiet-otter",)
    assert world.audit.lines[0][1] == "person.forget"
