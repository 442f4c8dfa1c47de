"""Asks providers of language models whether they can be asked, and says what to do when not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rich.markup import escape
from rich.table import Table

from piyasa.generator.adapters.engines import checked
from piyasa.generator.adapters.models.openai_provider import OpenAIProvider
from piyasa.generator.domain.models.calls import Call
from piyasa.generator.domain.models.failures import CallFailed
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.ports import ModelProvider
from piyasa.telemetry.traces import configure
from piyasa.tools.output import seconds
from piyasa.tools.providers_known import address_of, without_secrets

SAMPLE: Final = Call("draft", "Answer with one word.", "Say hello.", 8, 0.0)
RESULTS: Final = {
    "unknown_model": "unknown model",
    "unauthorized": "key refused",
    "connection": "unreachable",
    "timeout": "unreachable",
    "unlisted": "list not offered",
    "rate_limit": "too busy",
    "server": "fails",
    "cut": "fails",
    "garbage": "no such interface",
    "bad_request": "parameter refused",
}
"""What a check comes to, in words; ``ok`` and what is not here stands for itself."""
CURES: Final = {
    "unknown_model": "name one that it has: `model` in the list of providers, or PIYASA_GENERATOR_MODEL",
    "unauthorized": "see that it is read from the right place and belongs to this address",
    "connection": "see that the address is right and can be reached from here",
    "timeout": "see that the address is right and can be reached from here, or allow more time",
    "unlisted": "nothing to do; `piyasa providers check --call` shows whether the model answers",
    "rate_limit": "try again later, or have the provider raise the limit",
    "server": "try again later; the provider's own status page may say more",
    "cut": "try again; proxies in between may cut answers",
    "garbage": "see that the address is that of an OpenAI-compatible interface, up to and including /v1",
    "bad_request": "leave out what it does not take: `extra: {name: null}` in the list of providers",
}
"""What to do next."""


@dataclass(frozen=True, slots=True)
class Called:
    """What one call came to; seconds."""

    status: str
    detail: str = ""
    next: str = ""
    seconds: float | None = None
    first_token: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What became of one provider's check; ``wrong`` when it needs its operator, or when the call failed."""

    provider: str
    models: tuple[str, ...]
    address: str
    status: str
    detail: str
    next: str
    wrong: bool
    call: Called | None = None


async def check_all(offers: Iterable[Offer], *, call: bool) -> list[CheckResult]:
    """Ask all at once, in the order of the offers."""
    tracing = configure("command")
    return list(await asyncio.gather(*(check_one(OpenAIProvider(offer, tracing), call=call) for offer in offers)))


async def check_one(provider: ModelProvider, *, call: bool) -> CheckResult:
    """Ask one provider for its models, and for an answer if ``call``; it is closed afterwards."""
    offer = provider.offer
    try:
        found = await checked(provider)
        called = await _called(provider) if call else None
    finally:
        await provider.close()
    return CheckResult(
        provider=offer.name,
        models=offer.models,
        address=address_of(offer),
        status=found.status,
        detail=without_secrets(found.detail, offer),
        next=CURES.get(found.status, ""),
        wrong=found.hopeless or (called is not None and called.status != "ok"),
        call=called,
    )


async def _called(provider: ModelProvider) -> Called:
    try:
        answer = await provider.complete(SAMPLE)
    except CallFailed as failure:
        return Called(failure.kind, without_secrets(failure.detail, provider.offer), CURES.get(failure.kind, ""))
    tokens = answer.tokens
    return Called(
        "ok", seconds=round(answer.seconds, 3), first_token=round(answer.first_token, 3),
        prompt_tokens=tokens.prompt, completion_tokens=tokens.completion,
    )  # fmt: skip


def shown_checks(results: Iterable[CheckResult], *, call: bool) -> Table:
    """The results as a table."""
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    for name in ("provider", "address", "result", *(["call"] if call else []), "what was found, and what to do"):
        table.add_column(name, no_wrap=name in {"provider", "result"})
    for each in results:
        style = "red" if each.wrong else "green" if each.status in {"ok", "unlisted"} else "yellow"
        told = "; ".join(part for part in (each.detail, each.next, *_trouble(each.call)) if part)
        cells = [escape(_call(each.call))] if call else []
        result = f"[{style}]{RESULTS.get(each.status, each.status)}[/]"
        table.add_row(each.provider, escape(each.address), result, *cells, escape(told))
    return table


def _trouble(called: Called | None) -> tuple[str, ...]:
    if called is None or called.status == "ok":
        return ()
    return (f"the call failed: {called.detail or called.status}", called.next)


def _call(called: Called | None) -> str:
    if called is None or called.seconds is None:
        return "–" if called is None else RESULTS.get(called.status, called.status)
    return f"{seconds(called.seconds)}, {called.prompt_tokens} + {called.completion_tokens} tokens"
