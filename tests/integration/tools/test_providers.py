"""`piyasa providers` against models that answer over HTTP and a real broker."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from nats.aio.client import Client

from piyasa.contracts.topology import BUDGETS
from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.faults import Fault
from piyasa.devstack.llm.serving import serve
from piyasa.eventlog.kv import Bucket
from piyasa.eventlog.wire import Wire
from piyasa.generator.adapters.models.ledger import BucketLedger
from piyasa.generator.domain.models.budgets import Spent
from support.commands import Home, Ran, piyasa

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]

KEY = "hidden-words-of-a-key"


@dataclass
class Two:
    """Two models behind two addresses, and the environment that names both."""

    first: Stub
    second: Stub
    environment: dict[str, str | None]

    async def run(self, *arguments: object) -> Ran:
        """The command has an event loop of its own, the models live in this one."""
        return await asyncio.to_thread(piyasa, *arguments, environment=self.environment)


@pytest.fixture
async def two() -> AsyncIterator[Two]:
    first, second = Stub(models=("small", "large")), Stub(models=("other",))
    async with AsyncExitStack() as opened:
        listed = [
            {
                "name": name, "base_url": await opened.enter_async_context(serve(stub)), "model": model,
                "api_key_env": "OWN_KEY", "daily_tokens": 1000,
            }
            for name, stub, model in (("first", first, "small"), ("second", second, "other"))
        ]  # fmt: skip
        yield Two(first, second, {"PIYASA_GENERATOR_PROVIDERS": json.dumps(listed), "OWN_KEY": KEY})


def charge(as_operator: Callable[[Callable[[Client], Awaitable[Any]]], Any], **spent: Spent) -> None:
    async def work(client: Client) -> None:
        wire = Wire(client)
        await wire.start()
        ledger = BucketLedger(Bucket(client, wire, BUDGETS.name), "g1")
        for provider, each in spent.items():
            await ledger.charge(provider, datetime.now(UTC).date().isoformat(), each)
            await ledger.charge(provider, "2026-01-01", Spent(7, 7, 7))

    as_operator(work)


async def test_two_models_that_can_be_asked_are_told_and_called(two: Two) -> None:
    ran = await two.run("providers", "check", "--call", "--json")
    assert ran.code == 0, ran.stderr
    ((first, second),) = ran.lines
    assert (first["provider"], first["status"], first["models"]) == ("first", "ok", ["small"])
    for each in (first, second):
        assert each["call"]["status"] == "ok"
        assert each["call"]["seconds"] > 0
        assert 0 < each["call"]["completion_tokens"] <= 8
    (asked,) = two.first.ledger.page()["calls"]
    assert asked["request"]["max_tokens"] == 8
    assert KEY not in ran.stdout + ran.stderr


async def test_what_needs_an_operator_is_told_apart_from_what_passes(two: Two) -> None:
    listed = json.loads(two.environment["PIYASA_GENERATOR_PROVIDERS"] or "")
    listed[0]["model"] = "smaller"
    listed[1]["base_url"] = "http://127.0.0.1:9/v1"
    two.environment["PIYASA_GENERATOR_PROVIDERS"] = json.dumps(listed)
    ran = await two.run("providers", "check")
    assert ran.code == 1
    assert "unknown model" in ran.stdout
    assert "no model 'smaller'; it has small, large" in ran.stdout
    assert "unreachable" in ran.stdout
    assert KEY not in ran.stdout
    two.environment["PIYASA_GENERATOR_PROVIDERS"] = json.dumps(listed[1:])
    assert (await two.run("providers", "check")).code == 0, "it passes by itself"


async def test_a_call_that_fails_is_told_although_the_model_is_known(two: Two) -> None:
    two.second.faults.order(Fault(kind="unauthorized"))
    ran = await two.run("providers", "check", "--call")
    assert ran.code == 1
    assert "key refused" in ran.stdout
    assert KEY not in ran.stdout


def test_a_check_without_a_model_says_how_to_name_one() -> None:
    away = dict.fromkeys(("OPENAI_API_KEY", "GROQ_API_KEY", "GEMINI_API_KEY", "OPENAI_BASE_URL"))
    ran = piyasa("providers", "check", environment=away)
    assert ran.code == 2
    assert "docs/models.md" in ran.stderr


def test_what_was_spent_today_is_read_from_the_bucket(
    provisioned: Home, as_operator: Callable[[Callable[[Client], Awaitable[Any]]], Any]
) -> None:
    charge(as_operator, groq=Spent(810, 1500, 3), elsewhere=Spent(5, 0, 1))
    environment = {"GROQ_API_KEY": KEY, "PIYASA_GENERATOR_DAILY_TOKENS": "1000", "OPENAI_API_KEY": None}
    ran = piyasa("providers", "--home", provisioned.path, "--json", environment=environment)
    assert ran.code == 0, ran.stderr
    (standing,) = ran.lines
    groq, elsewhere = standing["providers"]
    assert (groq["provider"], groq["configured"], groq["budget"]["tokens"]) == ("groq", True, 810)
    assert (groq["budget"]["usd"], groq["budget"]["share"], groq["budget"]["step"]) == (0.0015, 0.81, "halved")
    assert (elsewhere["provider"], elsewhere["configured"], elsewhere["budget"]["tokens"]) == ("elsewhere", False, 5)
    assert standing["together"]["tokens"] == 815
    assert KEY not in ran.stdout


def test_accounts_are_shown_also_where_the_list_cannot_be_read(
    provisioned: Home, as_operator: Callable[[Callable[[Client], Awaitable[Any]]], Any]
) -> None:
    charge(as_operator, groq=Spent(810, 0, 3))
    environment = {"PIYASA_GENERATOR_PROVIDERS": "- name: openai", "OPENAI_API_KEY": None}
    ran = piyasa("providers", "--home", provisioned.path, environment=environment)
    assert ran.code == 0
    assert "OPENAI_API_KEY, which is empty" in ran.stderr
    assert "810" in ran.stdout
    assert "Circuits are not shown" in ran.stdout


def test_a_broker_without_accounts_says_what_to_do(home: Home) -> None:
    ran = piyasa("providers", "--home", home.path)
    assert ran.code == 2
    assert "piyasa provision" in ran.stderr
