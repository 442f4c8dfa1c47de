"""A key of a language model and nothing else: the whole system uses the model, or says at once why it cannot."""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.serving import serve
from support.crowd import answered
from support.launching import free_ports, system
from support.running_system import PIYASA

pytestmark = [pytest.mark.composed, pytest.mark.timeout(200)]

KEY = "hidden-words-of-a-key"
MODEL = "gpt-4o-mini"


@pytest.fixture
async def openai() -> AsyncIterator[tuple[Stub, dict[str, str]]]:
    """Something that answers as OpenAI would, and the environment that leads there: nothing outside is asked."""
    stub = Stub(models=(MODEL,))
    async with serve(stub) as url:
        yield stub, {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": url}


async def test_with_a_key_alone_the_model_finds_the_words(openai: tuple[Stub, dict[str, str]], tmp_path: Path) -> None:
    stub, environment = openai
    async with system(tmp_path / "home", "--pace", "20", environment=environment) as running:
        sent = await answered(running, await running.ask("@mehmet_trader_bot THYAO nasıl sence?"))
        drafts = await running.facts("draft-generated")
        (draft,) = [each["data"] for each in drafts if each["data"]["tick_id"] == sent["data"]["tick_id"]]
        (standing,) = await running.json("providers")
        health = (await running.page("generator", "/health")).json()
    assert draft["model"] == MODEL
    assert {call["request"]["model"] for call in stub.ledger.page()["calls"]} == {MODEL}
    (provider,) = standing["providers"]
    assert provider["budget"]["calls"] > 0
    assert provider["budget"]["tokens"] > 0
    (replica,) = standing["replicas"]
    assert (replica["provider"], replica["circuit"], replica["trouble"]) == (provider["provider"], "closed", "")
    assert MODEL in health["checks"]["engine"]["detail"]
    told = [each.read_text(errors="replace") for each in (tmp_path / "home" / "logs").iterdir()]
    assert told
    assert not any(KEY in text for text in told)


async def test_a_model_that_is_not_there_ends_the_start_with_the_reason(
    openai: tuple[Stub, dict[str, str]], tmp_path: Path
) -> None:
    _, environment = openai
    environment["OPENAI_MODEL"] = "gpt-9"
    begun = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *PIYASA, "up", "--quiet", "--home", str(tmp_path / "home"), "--port-base", str(free_ports()),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | environment,
    )  # fmt: skip
    output, _ = await process.communicate()
    assert process.returncode == 1
    told = " ".join(output.decode().split())
    assert "generator cannot start: no configured model can be asked" in told
    assert f"it has no model 'gpt-9'; it has {MODEL}" in told
    assert time.monotonic() - begun < 100, "well before a start would be given up"
