"""What is shown of providers of language models, and what a check of them comes to."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from rich.console import Console

from piyasa.contracts.conversation import Tokens
from piyasa.generator.domain.models.budgets import Limits, Spent
from piyasa.generator.domain.models.calls import Answer, Broken, Call
from piyasa.generator.domain.models.failures import CallFailed, Kind
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.ports import MODEL_CHECK, TROUBLE
from piyasa.telemetry import Metrics
from piyasa.tools.errors import ProvidersUnreadable
from piyasa.tools.provider_checks import CURES, SAMPLE, check_one, shown_checks
from piyasa.tools.provider_standing import ProviderStanding, standing_of
from piyasa.tools.providers_known import address_of, configured
from piyasa.tools.providers_page import providers_table, replicas_table
from piyasa.tools.service_pages import Page, page_of

KEY = "hidden-words-of-a-key"
DAY = "2026-03-04"
OPENAI = Offer(
    "openai", "https://me:secret@api.example/v1?key=secret", "small", KEY, limits=Limits(tokens=1000, usd=2.0),
    concurrency=8,
)  # fmt: skip
NAMES = (
    "OPENAI_API_KEY",
    "GROQ_API_KEY",
    "GEMINI_API_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_MODEL",
    "LLM_MODEL",
    "LLM_PROVIDER",
)


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def page(replica: str = "generator", *, trouble: str = "", **shares: float) -> Page:
    """A generator's page with OpenAI's circuit open and three calls under way."""
    metrics = Metrics("generator", "0")
    metrics.models.circuit_open.of("openai").set(1.0)
    metrics.models.in_flight.of("openai").set(3)
    for name, share in shares.items():
        metrics.models.budget_spent.of(name).set(share)
    check = {"status": "degraded", "detail": f"small of openai, circuit open, {TROUBLE}{trouble}"}
    health = {"status": "degraded", "checks": {f"{MODEL_CHECK}openai": check}}
    return page_of(replica, health, metrics.exposition().decode())


def text_of(standing: ProviderStanding) -> str:
    console = Console(width=240, record=True, file=None, quiet=False)
    with console.capture() as shown:
        console.print(providers_table(standing))
        console.print(replicas_table(standing.replicas))
    return shown.get()


def test_a_configured_provider_is_shown_with_its_budget_and_without_secrets() -> None:
    standing = standing_of([OPENAI], {"openai": Spent(810, 1_500_000, 7)}, [], day=DAY)
    (row,) = standing.providers
    assert (row.model, row.pool, row.configured) == ("small", 8, True)
    assert row.address == "https://api.example/v1"
    assert (row.budget.tokens, row.budget.usd, row.budget.calls) == (810, 1.5, 7)
    assert (row.budget.limit_tokens, row.budget.limit_usd) == (1000, 2.0)
    assert (row.budget.share, row.budget.step) == (0.81, "halved")
    shown = text_of(standing)
    assert "810 of 1,000" in shown
    assert "1.5 of 2" in shown
    assert "81%" in shown
    assert "half of small talk" in shown
    assert "secret" not in shown
    assert KEY not in shown


def test_what_was_spent_elsewhere_is_shown_too() -> None:
    standing = standing_of([OPENAI], {"groq": Spent(50, 0, 2)}, [], day=DAY)
    openai, groq = standing.providers
    assert (openai.budget.tokens, openai.budget.step) == (0, "free")
    assert (groq.provider, groq.configured, groq.budget.tokens) == ("groq", False, 50)
    assert (groq.budget.share, groq.budget.step) == (None, None)
    assert (standing.together.tokens, standing.together.calls) == (50, 2)
    assert "not configured here" in text_of(standing)


def test_shares_that_are_not_known_here_are_taken_from_the_replica_that_has_seen_most() -> None:
    pages = [page(openai=0.5, all=0.3), page("generator-2", openai=0.96, all=0.2)]
    standing = standing_of([], {}, pages, day=DAY)
    (openai,) = standing.providers
    assert (openai.budget.share, openai.budget.step) == (0.96, "people_only")
    assert (standing.together.share, standing.together.step) == (0.3, "free")


def test_a_share_of_nothing_is_no_budget() -> None:
    (openai,) = standing_of([], {"openai": Spent(9)}, [page(openai=0.0)], day=DAY).providers
    assert (openai.budget.share, openai.budget.step) == (None, None)


def test_each_replica_tells_its_circuits_calls_and_troubles() -> None:
    told = "unauthorized: 401; check the provider's key"
    lost = Page("generator-2", "unreachable", "http://127.0.0.1:1: ConnectError")
    standing = standing_of([], {}, [page(trouble=told, all=0.1), lost], day=DAY)
    first, second = standing.replicas
    assert (first.replica, first.provider, first.circuit, first.in_flight) == ("generator", "openai", "open", 3)
    assert first.trouble == told
    assert (second.replica, second.status, second.provider) == ("generator-2", "unreachable", None)
    assert "ConnectError" in text_of(standing)


def test_a_generator_that_asks_no_model_has_none() -> None:
    (row,) = standing_of([], {}, [page_of("generator", {"status": "healthy", "checks": {}}, "")], day=DAY).replicas
    assert (row.provider, row.status) == (None, "healthy")


def test_the_environment_is_read_as_the_generator_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert configured().offers == ()
    assert "no model is configured" in configured().note
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert [offer.name for offer in configured().offers] == ["openai"]
    assert configured().note == ""
    monkeypatch.setenv("PIYASA_GENERATOR_ENGINE", "offline")
    assert "no model is asked" in configured().note


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("PIYASA_GENERATOR_PROVIDERS", "- name: openai", "OPENAI_API_KEY, which is empty"),
        ("PIYASA_GENERATOR_PROVIDERS_FILE", "/nowhere/providers.yaml", "/nowhere/providers.yaml"),
        ("PIYASA_GENERATOR_CONCURRENCY", "many", "generator_concurrency"),
    ],
)
def test_an_environment_that_cannot_be_read_says_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, problem: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ProvidersUnreadable, match=problem):
        configured()


def test_a_file_of_secrets_is_read_and_not_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY)
    monkeypatch.setenv("PIYASA_GENERATOR_API_KEY_FILE", str(tmp_path / "key"))
    (offer,) = configured().offers
    assert offer.api_key == KEY
    assert KEY not in repr(configured())
    assert address_of(offer) == "https://api.openai.com/v1"


@dataclass
class Provider:
    """Knows these models, or fails; what it was asked is kept."""

    offer: Offer = OPENAI
    known: frozenset[str] | CallFailed = frozenset({"small"})
    answer: CallFailed | None = None
    asked: list[Call] = field(default_factory=list)
    closed: bool = False

    async def known_models(self) -> frozenset[str]:
        if isinstance(self.known, CallFailed):
            raise self.known
        return self.known

    async def complete(self, call: Call, *, broken: Broken | None = None) -> Answer:
        self.asked.append(call)
        if self.answer is not None:
            raise self.answer
        return Answer("Hello", "openai", "small", Tokens(prompt=12, completion=2), seconds=0.25, first_token=0.1)

    async def close(self) -> None:
        self.closed = True


async def test_a_provider_that_knows_its_model_is_fine_and_is_not_called() -> None:
    provider = Provider()
    result = await check_one(provider, call=False)
    assert (result.status, result.wrong, result.call, result.next) == ("ok", False, None, "")
    assert provider.asked == []
    assert provider.closed


async def test_an_unknown_model_is_told_with_what_there_is_instead() -> None:
    offer = replace(OPENAI, model="smal")
    result = await check_one(Provider(offer, frozenset({"small", "large"})), call=False)
    assert (result.status, result.wrong) == ("unknown_model", True)
    assert "no model 'smal'; it has small, large" in result.detail
    assert "PIYASA_GENERATOR_MODEL" in result.next


@pytest.mark.parametrize(
    ("kind", "status", "wrong", "shown"),
    [
        ("unauthorized", "unauthorized", True, "key refused"),
        ("connection", "connection", False, "unreachable"),
        ("timeout", "timeout", False, "unreachable"),
        ("server", "server", False, "fails"),
        ("rate_limit", "rate_limit", False, "too busy"),
        ("garbage", "garbage", False, "no such interface"),
        ("unknown_model", "unlisted", False, "list not offered"),
        ("bad_request", "unlisted", False, "list not offered"),
    ],
)
async def test_what_keeps_a_provider_from_telling_its_models_is_named_with_what_to_do(
    kind: Kind, status: str, wrong: bool, shown: str
) -> None:
    result = await check_one(Provider(known=CallFailed(kind, f"said {KEY}")), call=False)
    assert (result.status, result.wrong) == (status, wrong)
    assert result.next == CURES[status]
    assert KEY not in repr(result)
    console = Console(width=300)
    with console.capture() as printed:
        console.print(shown_checks([result], call=False))
    assert shown in printed.get()
    assert result.next in printed.get()


async def test_a_call_is_tiny_and_tells_what_it_took() -> None:
    provider = Provider()
    result = await check_one(provider, call=True)
    assert provider.asked == [SAMPLE]
    assert SAMPLE.max_tokens == 8
    assert result.call is not None
    assert (result.call.status, result.call.seconds, result.call.first_token) == ("ok", 0.25, 0.1)
    assert (result.call.prompt_tokens, result.call.completion_tokens) == (12, 2)
    assert not result.wrong


async def test_a_call_that_fails_is_wrong_although_the_list_is_fine() -> None:
    result = await check_one(Provider(answer=CallFailed("bad_request", "400 no seed")), call=True)
    assert result.call is not None
    assert (result.status, result.call.status, result.wrong) == ("ok", "bad_request", True)
    console = Console(width=300)
    with console.capture() as printed:
        console.print(shown_checks([result], call=True))
    assert "the call failed: 400 no seed" in printed.get()
    assert CURES["bad_request"] in printed.get()
