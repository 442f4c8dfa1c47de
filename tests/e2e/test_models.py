"""The whole system over two language models that fail in turn, at once, and in what they say."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.faults import Fault
from piyasa.devstack.llm.serving import serve
from piyasa.language.guards.violations import violations
from support.crowd import answered
from support.launching import system
from support.models import MODEL
from support.running_system import RunningSystem, Said

pytestmark = [pytest.mark.composed, pytest.mark.timeout(200), pytest.mark.asyncio(loop_scope="module")]

PROMISE = "Bu hisse bir ayda kesin ikiye katlar, garanti veriyorum."


class Models:
    """Two stubs that the system asks in this order."""

    def __init__(self) -> None:
        self.first, self.second = Stub(), Stub()

    def order(self, kind: str, *stubs: Stub, **known: object) -> None:
        for stub in stubs:
            stub.faults.order(Fault.model_validate({"kind": kind, **known}))

    def heal(self) -> None:
        for stub in (self.first, self.second):
            stub.faults.clear()

    def asked(self) -> int:
        return sum(int(stub.ledger.page()["seen"]) for stub in (self.first, self.second))


@pytest.fixture(scope="module")
def models() -> Models:
    return Models()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(models: Models, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningSystem]:
    async with AsyncExitStack() as opened:
        first = await opened.enter_async_context(serve(models.first))
        second = await opened.enter_async_context(serve(models.second))
        offered = {
            "PIYASA_GENERATOR_PROVIDERS": json.dumps(
                [
                    {"name": "first", "base_url": first, "model": MODEL},
                    {"name": "second", "base_url": second, "model": MODEL},
                ]
            ),
            "PIYASA_LLM_CIRCUIT_BREAKER_TIMEOUT": "3",
        }
        home = tmp_path_factory.mktemp("modelled")
        yield await opened.enter_async_context(system(home, "--pace", "20", environment=offered))


async def draft_of(running: RunningSystem, sent: Said) -> Said:
    drafts = await running.facts("draft-generated")
    (own,) = [each for each in drafts if each["data"]["tick_id"] == sent["data"]["tick_id"]]
    return own


async def test_the_first_model_finds_the_words(running: RunningSystem) -> None:
    sent = await answered(running, await running.ask("@mehmet_trader_bot THYAO nasıl sence?"))
    draft = await draft_of(running, sent)
    assert (draft["data"]["provider"], draft["data"]["model"]) == ("first", MODEL)
    assert draft["data"]["tokens"]["prompt"] > 0
    assert "models:" in (await running.page("generator", "/health")).text


async def test_the_second_one_helps_out_within_the_same_tick(running: RunningSystem, models: Models) -> None:
    models.order("server_error", models.first, status=503)
    sent = await answered(running, await running.ask("@ayse_scalp_bot dolar için ne diyorsun?", person=1002))
    models.heal()
    assert (await draft_of(running, sent))["data"]["provider"] == "second"


async def test_a_person_is_answered_after_an_outage_of_all(running: RunningSystem, models: Models) -> None:
    models.order("reset", models.first, models.second)
    before = models.asked()
    question = await running.ask("@mehmet_trader_bot faiz kararı ne olur?", person=1003)

    async def tried() -> bool:
        return models.asked() >= before + 4

    await running.until(tried, within=60, what="both models to have been asked in vain")
    models.heal()
    sent = await answered(running, question)
    assert (await draft_of(running, sent))["data"]["provider"] in {"first", "second"}


async def test_what_a_model_may_not_say_reaches_nobody(running: RunningSystem, models: Models) -> None:
    models.order("say", models.first, models.second, text=PROMISE, probability=0.6, seed=3)
    before = models.asked()

    async def talked() -> bool:
        return models.asked() >= before + 12

    await running.until(talked, within=90, what="twelve more calls")
    models.heal()
    await answered(running, await running.ask("@ayse_scalp_bot altın ne olur?", person=1004))
    posted = [str(each["text"]) for each in await running.ledger()]
    assert posted
    assert not [text for text in posted if PROMISE[:20] in text or violations(text)]
    held = [each for each in await running.facts("draft-generated", "draft-rejected") if "promise" in json.dumps(each)]
    assert held, "the promise was made and held back"
