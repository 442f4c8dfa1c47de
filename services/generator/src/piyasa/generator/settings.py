"""The generator's environment."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Literal, Self

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator

from piyasa.eventlog.settings import ServiceSettings


class GeneratorSettings(ServiceSettings):
    """Shared settings and those of the words."""

    generator_engine: Literal["auto", "offline", "model", "null"] = Field(
        "auto", description="where words come from; auto is a model when one is configured, else offline patterns"
    )
    generator_base_url: str | None = Field(
        None,
        validation_alias=AliasChoices("PIYASA_GENERATOR_BASE_URL", "OPENAI_BASE_URL"),
        description="an OpenAI-compatible endpoint, up to and including /v1; with a key its default is the provider's",
    )
    generator_api_key: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("PIYASA_GENERATOR_API_KEY"),
        description="key of the endpoint; local endpoints need none",
    )
    generator_api_key_file: Path | None = Field(None, description="file that holds the key")
    openai_api_key: SecretStr | None = Field(
        None, validation_alias=AliasChoices("OPENAI_API_KEY"), description="key for OpenAI"
    )
    groq_api_key: SecretStr | None = Field(
        None, validation_alias=AliasChoices("GROQ_API_KEY"), description="key for Groq"
    )
    gemini_api_key: SecretStr | None = Field(
        None, validation_alias=AliasChoices("GEMINI_API_KEY"), description="key for Gemini"
    )
    generator_providers_file: Path | None = Field(
        None, description="YAML or JSON list of providers, asked in its order; docs/models.md shows one"
    )
    generator_providers: str | None = Field(None, description="the same list written into the environment", repr=False)
    generator_provider: str | None = Field(
        None,
        validation_alias=AliasChoices("PIYASA_GENERATOR_PROVIDER", "LLM_PROVIDER"),
        description="which of several well-known keys is used first: openai, groq or gemini",
    )
    generator_daily_tokens: int | None = Field(
        None, ge=1, description="tokens a day that each provider without a budget of its own may take"
    )
    generator_daily_usd: float | None = Field(
        None, gt=0, description="US dollars a day that each provider without a budget of its own may cost"
    )
    generator_model: str | None = Field(
        None,
        validation_alias=AliasChoices("PIYASA_GENERATOR_MODEL", "LLM_MODEL", "OPENAI_MODEL"),
        description="name of the model; by default the provider's small one",
    )
    generator_timeout_seconds: float = Field(30.0, gt=0, description="how long one call to the model may take")
    generator_concurrency: int = Field(16, ge=1, description="drafts under way at once in each lane")
    generator_allow_offline: bool = Field(
        default=False, description="start with offline patterns when no model is configured; else refuse to start"
    )
    llm_circuit_breaker_threshold: int = Field(
        5, ge=1, description="failures of a provider in a row after which it is left alone"
    )
    llm_circuit_breaker_timeout: float = Field(120.0, gt=0, description="seconds for which it is left alone")
    generator_judge: Literal["never", "unsure", "always"] = Field(
        "unsure",
        description="when a model judges drafts: where rules are not sure, or all that touch a stance or position;"
        " each judgement is a call of its own, and the draft waits for it",
    )
    generator_offline_fallback: bool = Field(
        default=False, description="use offline patterns for a draft that the model could not make"
    )

    generator_embedding_model: str | None = Field(
        None, description="embedding model that memories are compared with; without one their words are compared"
    )
    generator_embedding_base_url: str | None = Field(
        None, description="an OpenAI-compatible endpoint of embeddings, up to and including /v1; by default OpenAI's"
    )
    generator_embedding_api_key: SecretStr | None = Field(
        None, description="key of that endpoint; OpenAI's own takes OPENAI_API_KEY too, local ones need none"
    )
    generator_embedding_api_key_file: Path | None = Field(None, description="file that holds the key")
    generator_embedding_timeout_seconds: float = Field(
        2.0, gt=0, description="how long one call for embeddings may take; a draft waits for it"
    )

    generator_feeds: str = Field(
        "", description="addresses of RSS or Atom feeds, with commas or as a JSON list; see docs/grounding.md"
    )
    generator_prices_file: Path | None = Field(
        None, description="file of prices, JSON or CSV, that is read again whenever it changed"
    )
    generator_prices_url: SecretStr | None = Field(
        None, description="address that answers with prices in the form of the file; it may hold a key"
    )
    generator_sources_seconds: float = Field(60.0, ge=1, description="seconds between two looks at feeds and prices")
    generator_sources_allowed_hosts: str = Field(
        "", description="hosts, with commas, that may be asked although their addresses are not public"
    )

    @field_validator("generator_feeds")
    @classmethod
    def _read_feeds(cls, value: str) -> str:
        for url in listed(value):
            if not url.startswith(("http://", "https://")):
                raise ValueError("every feed is an address that begins with http:// or https://")
        return value

    @property
    def feeds(self) -> tuple[str, ...]:
        """The addresses of feeds."""
        return listed(self.generator_feeds)

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """The hosts that may have addresses which are not public."""
        return listed(self.generator_sources_allowed_hosts)

    @model_validator(mode="after")
    def _require_a_model(self) -> Self:
        offline_will_do = self.generator_engine in {"offline", "null"} or (
            self.generator_engine == "auto" and self.generator_allow_offline
        )
        if not offline_will_do and not self.names_a_model:
            message = (
                "no model is configured: set PIYASA_GENERATOR_PROVIDERS_FILE or PIYASA_GENERATOR_BASE_URL, or a key"
                " (PIYASA_GENERATOR_API_KEY, PIYASA_GENERATOR_API_KEY_FILE, OPENAI_API_KEY, GROQ_API_KEY or"
                " GEMINI_API_KEY), or let offline lines do with PIYASA_GENERATOR_ENGINE=auto and"
                " PIYASA_GENERATOR_ALLOW_OFFLINE=true"
            )
            raise ValueError(message)
        return self

    @property
    def names_a_model(self) -> bool:
        """Whether an address or a key says where a model is."""
        given = (
            self.generator_base_url,
            self.generator_api_key,
            self.generator_api_key_file,
            self.openai_api_key,
            self.groq_api_key,
            self.gemini_api_key,
            self.generator_providers_file,
            self.generator_providers,
        )
        return any(bool(each) for each in given)

    @property
    def own_key(self) -> SecretStr | None:
        """The key of the endpoint that is named by its address; raises ``OSError`` when its file cannot be read."""
        if self.generator_api_key is None and self.generator_api_key_file is not None:
            return SecretStr(self.generator_api_key_file.read_text(encoding="utf-8").strip())
        return self.generator_api_key

    @property
    def embedding_key(self) -> SecretStr | None:
        """The key of the endpoint of embeddings; raises ``OSError`` when its file cannot be read."""
        if self.generator_embedding_api_key is None and self.generator_embedding_api_key_file is not None:
            return SecretStr(self.generator_embedding_api_key_file.read_text(encoding="utf-8").strip())
        return self.generator_embedding_api_key

    def key_named(self, name: str) -> str | None:
        """The key that an environment variable holds."""
        known = {
            "OPENAI_API_KEY": self.openai_api_key,
            "GROQ_API_KEY": self.groq_api_key,
            "GEMINI_API_KEY": self.gemini_api_key,
        }
        held = known.get(name)
        return held.get_secret_value() if held is not None else os.environ.get(name)


def listed(value: str) -> tuple[str, ...]:
    """What a setting lists, with commas or as a JSON list of texts; raises ``ValueError``."""
    text = value.strip()
    if not text.startswith("["):
        return tuple(dict.fromkeys(each for part in text.split(",") if (each := part.strip())))
    loaded = json.loads(text)
    if not all(isinstance(each, str) for each in loaded):
        raise ValueError("a JSON list holds texts only")
    return tuple(dict.fromkeys(loaded))
