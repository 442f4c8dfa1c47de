"""Which providers of language models this environment configures, as the generator would read it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import ValidationError

from piyasa.generator.adapters.models.configured import ProvidersUnusable, offers_of
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.settings import GeneratorSettings
from piyasa.telemetry import redaction
from piyasa.tools.errors import ProvidersUnreadable
from piyasa.tools.output import plain

_SHORTEST_KEY = 4


@dataclass(frozen=True, slots=True)
class Configured:
    """The providers, and what there is to say of them."""

    offers: tuple[Offer, ...]
    note: str = ""
    """Why none is asked, or why they cannot be read."""


def settings_here() -> GeneratorSettings:
    """What a generator would read; one that has no model is no mistake here. Raises ``ProvidersUnreadable``."""
    try:
        return GeneratorSettings.model_validate({"generator_allow_offline": True})
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, each['loc']))} {each['msg']}".strip() for each in error.errors())
        told = "; ".join(problem.removeprefix("Value error, ") for problem in problems)
        raise ProvidersUnreadable(told) from None


def configured() -> Configured:
    """What is configured here; raises ``ProvidersUnreadable``."""
    settings = settings_here()
    try:
        offers = offers_of(settings)
    except (ProvidersUnusable, OSError) as error:
        raise ProvidersUnreadable(str(error)) from None
    if settings.generator_engine in {"offline", "null"}:
        return Configured(offers, f"PIYASA_GENERATOR_ENGINE={settings.generator_engine}: no model is asked")
    if not offers:
        return Configured((), "no model is configured in this environment; docs/models.md tells how")
    return Configured(offers)


def address_of(offer: Offer) -> str:
    """Where a provider is, without what may be secret in an address."""
    parts = urlsplit(offer.base_url or "")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def without_secrets(text: str, offer: Offer) -> str:
    """A text of somebody else's on one line, without the provider's key or anything that looks like one."""
    if len(offer.api_key) >= _SHORTEST_KEY:
        text = text.replace(offer.api_key, redaction.MARK)
    return redaction.text(plain(text))
