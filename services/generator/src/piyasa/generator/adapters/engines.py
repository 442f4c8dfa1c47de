"""Which engine the settings ask for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from piyasa.eventlog.errors import SetUpWrong
from piyasa.generator.adapters.models.configured import offers_of
from piyasa.generator.adapters.models.openai_provider import OpenAIProvider
from piyasa.generator.adapters.offline import NullEngine, OfflineEngine
from piyasa.generator.domain.models.failures import CallFailed
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.ports import ModelProvider
from piyasa.generator.settings import GeneratorSettings
from piyasa.telemetry import Tracing

logger = structlog.get_logger(__name__)

NEAREST: Final = 3
"""Models that are named when one is not known."""


class ModelsUnusable(SetUpWrong):
    """No configured model can be asked, and that will not pass by itself."""

    code = "MODELS_UNUSABLE"

    def __init__(self, findings: Sequence[Checked]) -> None:
        told = "; ".join(f"{each.offer.name}: {each.detail}" for each in findings)
        super().__init__(f"no configured model can be asked: {told}; mend it, and see with `piyasa providers check`")
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a provider said when it was asked for its models."""

    offer: Offer
    status: str
    """``ok``, ``unknown_model``, ``unlisted`` when the endpoint does not list models, or how the question failed."""
    detail: str

    @property
    def hopeless(self) -> bool:
        """Whether only an operator can mend it."""
        return self.status in {"unknown_model", "unauthorized"}


def offline_engine_for(settings: GeneratorSettings) -> OfflineEngine | NullEngine | None:
    """The engine that needs no model, when that is wanted; None when models are to be asked."""
    wanted = settings.generator_engine
    if wanted == "null":
        return NullEngine()
    if wanted == "offline":
        return OfflineEngine("chosen by PIYASA_GENERATOR_ENGINE")
    return None if settings.names_a_model else OfflineEngine()


def require_readable(settings: GeneratorSettings) -> None:
    """Say at once that the providers cannot be used as they are written down.

    Raises ``ProvidersUnusable`` and ``OSError``.
    """
    if offline_engine_for(settings) is None:
        offers_of(settings)


def providers_for(settings: GeneratorSettings, tracing: Tracing) -> tuple[OpenAIProvider, ...]:
    """A client for each configured provider, in order; raises ``ProvidersUnusable`` and ``OSError``."""
    return tuple(OpenAIProvider(offer, tracing) for offer in offers_of(settings))


async def checked(provider: ModelProvider) -> Checked:
    """Ask a provider which models it has."""
    offer = provider.offer
    try:
        known = await provider.known_models()
    except CallFailed as failure:
        if failure.kind in {"unknown_model", "bad_request"}:  # the list is missing, not the model
            return Checked(offer, "unlisted", "the endpoint does not list its models")
        return Checked(offer, failure.kind, str(failure))
    missing = [model for model in offer.models if model.removeprefix("models/") not in known]
    if not missing:
        return Checked(offer, "ok", ", ".join(offer.models))
    return Checked(offer, "unknown_model", f"it has no model {missing[0]!r}{_instead(missing[0], known)}")


async def require_usable(providers: Sequence[ModelProvider]) -> None:
    """Say at once what cannot work; raises ``ModelsUnusable`` when that is all there is."""
    found = await asyncio.gather(*(checked(provider) for provider in providers))
    for each in found:
        log = logger.info if each.status in {"ok", "unlisted"} else logger.error if each.hopeless else logger.warning
        log("provider checked", provider=each.offer.name, status=each.status, detail=each.detail)
    if found and all(each.hopeless for each in found):
        raise ModelsUnusable(found)


def _instead(model: str, known: frozenset[str]) -> str:
    near = sorted(known, key=lambda each: (-_alike(each, model), each))[:NEAREST]
    return f"; it has {', '.join(near)}{' …' if len(known) > len(near) else ''}" if near else ""


def _alike(one: str, other: str) -> int:
    """Length of the common beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
