"""Which engine the settings ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from piyasa.generator.adapters.offline import NullEngine, OfflineEngine
from piyasa.generator.adapters.openai_compatible import Endpoint, OpenAICompatible
from piyasa.generator.ports import CallTally, TextEngine
from piyasa.generator.settings import GeneratorSettings

_KNOWN: Final[dict[str, tuple[str | None, str, tuple[float, float]]]] = {
    "openai": (None, "gpt-4o-mini", (0.15, 0.60)),
    "groq": ("https://api.groq.com/openai/v1", "llama-3.3-70b-versatile", (0.59, 0.79)),
    "gemini": ("https://generativelanguage.googleapis.com/v1beta/openai/", "gemini-1.5-flash-latest", (0.075, 0.30)),
}
"""Provider to its address, its small model, and US dollars per million tokens read and written."""


def engine_for(settings: GeneratorSettings, tally: CallTally, now: Callable[[], datetime]) -> TextEngine:
    """The engine that finds words; raises ``OSError`` when the key file cannot be read."""
    wanted = settings.generator_engine
    if wanted == "null":
        return NullEngine()
    if wanted == "offline":
        return OfflineEngine("chosen by PIYASA_GENERATOR_ENGINE")
    endpoint = endpoint_of(settings)
    if endpoint is not None:
        return OpenAICompatible(endpoint, tally, now)
    return OfflineEngine()


def endpoint_of(settings: GeneratorSettings) -> Endpoint | None:
    """The endpoint that is configured: the generator's own settings first, then the well-known keys."""
    own = _own_key(settings)
    if settings.generator_base_url is not None:
        key = own or (settings.openai_api_key.get_secret_value() if settings.openai_api_key else "none")
        return _endpoint(settings, "custom", key)
    found = {
        "openai": own or (settings.openai_api_key.get_secret_value() if settings.openai_api_key else None),
        "groq": settings.groq_api_key.get_secret_value() if settings.groq_api_key else None,
        "gemini": settings.gemini_api_key.get_secret_value() if settings.gemini_api_key else None,
    }
    return next((_endpoint(settings, provider, key) for provider, key in found.items() if key), None)


def _endpoint(settings: GeneratorSettings, provider: str, key: str) -> Endpoint:
    base_url, model, prices = _KNOWN.get(provider, (settings.generator_base_url, "gpt-4o-mini", (0.0, 0.0)))
    chosen = settings.generator_model or model
    return Endpoint(
        provider=provider,
        base_url=base_url,
        api_key=key,
        model=chosen,
        timeout=settings.generator_timeout_seconds,
        prices=prices if chosen == model else (0.0, 0.0),
    )


def _own_key(settings: GeneratorSettings) -> str | None:
    if settings.generator_api_key is not None:
        return settings.generator_api_key.get_secret_value()
    if settings.generator_api_key_file is not None:
        return settings.generator_api_key_file.read_text(encoding="utf-8").strip()
    return None
