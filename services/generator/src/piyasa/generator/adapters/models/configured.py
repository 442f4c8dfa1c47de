"""Which models the settings offer: a list of providers, or one for each well-known key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError, model_validator

from piyasa.generator.domain.models.budgets import ALL, RESERVE, Limits
from piyasa.generator.domain.models.calls import Prices
from piyasa.generator.domain.models.offers import CONCURRENCY, FIRST_TOKEN, LimitParameter, Offer, Structured
from piyasa.generator.settings import GeneratorSettings

Share = Annotated[float, Field(ge=0, le=0.5)]
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{1,39}")
"""Begins with a letter, so that it can be the label of a metric."""


class ProvidersUnusable(ValueError):
    """The list of providers cannot be used as it is."""

    code = "PROVIDERS_UNUSABLE"

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}; docs/models.md shows what the list looks like")
        self.where, self.problem = where, problem


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PricesGiven(_Strict):
    """US dollars per million tokens."""

    prompt: Annotated[float, Field(ge=0)] = 0.0
    cached: Annotated[float, Field(ge=0)] | None = None
    completion: Annotated[float, Field(ge=0)] = 0.0


class ProviderGiven(_Strict):
    """One provider as operators write it down."""

    name: Annotated[str, Field(pattern=f"^{_NAME.pattern}$")]
    base_url: Annotated[str, Field(pattern=r"^https?://")] | None = None
    model: Annotated[str, Field(min_length=1)] | None = None
    judge_model: str | None = None
    api_key_env: str | None = None
    api_key_file: Path | None = None
    prices: PricesGiven | None = None
    daily_tokens: Annotated[int, Field(ge=1)] | None = None
    daily_usd: Annotated[float, Field(gt=0)] | None = None
    reserve: Share = RESERVE
    concurrency: Annotated[int, Field(ge=1, le=1000)] = CONCURRENCY
    timeout_seconds: Annotated[float, Field(gt=0, le=300)] | None = None
    """By default that of the settings."""
    first_token_seconds: Annotated[float, Field(gt=0, le=300)] = FIRST_TOKEN
    structured: Structured = "json_schema"
    limit_parameter: LimitParameter = "max_tokens"
    extra: dict[str, JsonValue] = {}

    @model_validator(mode="after")
    def _require_one_key(self) -> Self:
        if self.api_key_env is not None and self.api_key_file is not None:
            message = "api_key_env and api_key_file are both given; keep one"
            raise ValueError(message)
        return self


PRESETS: Final[Mapping[str, ProviderGiven]] = {
    each.name: each
    for each in (
        ProviderGiven(
            name="openai", base_url="https://api.openai.com/v1", model="gpt-4o-mini",
            api_key_env="OPENAI_API_KEY",  # pragma: allowlist secret
            prices=PricesGiven(prompt=0.15, cached=0.075, completion=0.60),
            limit_parameter="max_completion_tokens",
        ),
        ProviderGiven(
            name="groq", base_url="https://api.groq.com/openai/v1", model="llama-3.3-70b-versatile",
            api_key_env="GROQ_API_KEY", prices=PricesGiven(prompt=0.59, completion=0.79), structured="json_object",
        ),
        ProviderGiven(
            name="gemini", base_url="https://generativelanguage.googleapis.com/v1beta/openai/",
            model="gemini-1.5-flash-latest",
            api_key_env="GEMINI_API_KEY",  # pragma: allowlist secret
            prices=PricesGiven(prompt=0.075, completion=0.30), extra={"seed": None},
        ),
    )
}  # fmt: skip
"""What the well-known providers are taken for unless told otherwise; every value is a setting."""
_LIST: Final = TypeAdapter(list[ProviderGiven])


def offers_of(settings: GeneratorSettings) -> tuple[Offer, ...]:
    """The providers in the order in which they are asked; empty when none is configured.

    Raises ``ProvidersUnusable`` and, when a file with a key cannot be read, ``OSError``.
    """
    given = _listed(settings)
    if given is None:
        given = list(_from_keys(settings))
    _require_distinct(given)
    return tuple(_offer(_completed(each), settings) for each in given)


def _listed(settings: GeneratorSettings) -> list[ProviderGiven] | None:
    path, inline = settings.generator_providers_file, settings.generator_providers
    if path is not None:
        return _parsed(f"PIYASA_GENERATOR_PROVIDERS_FILE ({path})", path.read_text(encoding="utf-8"))
    return _parsed("PIYASA_GENERATOR_PROVIDERS", inline) if inline else None


def _parsed(where: str, text: str) -> list[ProviderGiven]:
    try:
        told = yaml.safe_load(text)
        given = _LIST.validate_python(told)
    except yaml.YAMLError as error:
        raise ProvidersUnusable(where, f"neither YAML nor JSON ({' '.join(str(error).split())})") from None
    except ValidationError as error:
        raise ProvidersUnusable(where, "; ".join(_brief(error))) from None
    if not given:
        raise ProvidersUnusable(where, "names no provider")
    return given


def _brief(error: ValidationError) -> Iterator[str]:
    for each in error.errors(include_input=False, include_url=False)[:5]:
        place = ".".join(str(part) for part in each["loc"])
        yield f"{place}: {each['msg']}" if place else each["msg"]


def _from_keys(settings: GeneratorSettings) -> Iterator[ProviderGiven]:
    """An address of its own first, then each provider whose key is known, the chosen one in front."""
    if settings.generator_base_url is not None:
        model = settings.generator_model or (PRESETS["openai"].model if settings.openai_api_key else None)
        yield ProviderGiven(name="custom", base_url=settings.generator_base_url, model=model)
    keys = {
        "openai": settings.openai_api_key or settings.own_key,
        "groq": settings.groq_api_key,
        "gemini": settings.gemini_api_key,
    }
    if settings.generator_base_url is not None:
        keys.pop("openai")  # it belongs to that address
    known = [PRESETS[name] for name, key in keys.items() if key]
    known.sort(key=lambda each: each.name != settings.generator_provider)
    for number, each in enumerate(known):
        chosen = settings.generator_model if number == 0 and settings.generator_base_url is None else None
        yield each if chosen is None or chosen == each.model else _priced_anew(each, chosen)


def _priced_anew(given: ProviderGiven, model: str) -> ProviderGiven:
    """Another model than the one whose prices are known."""
    return given.model_copy(update={"model": model, "prices": None})


def _require_distinct(given: Iterable[ProviderGiven]) -> None:
    seen: set[str] = set()
    for each in given:
        if each.name == ALL:
            raise ProvidersUnusable("the list of providers", f"{ALL!r} stands for all of them together; choose another")
        if each.name in seen:
            raise ProvidersUnusable("the list of providers", f"{each.name!r} stands in it twice")
        seen.add(each.name)


def _completed(given: ProviderGiven) -> ProviderGiven:
    """What a well-known name implies, where nothing else is said."""
    preset = PRESETS.get(given.name)
    if preset is None:
        return given
    implied = preset.model_dump(exclude_unset=True, exclude={"prices"})
    told = given.model_dump(exclude_unset=True, exclude={"prices"})
    if "api_key_file" in told:
        implied.pop("api_key_env", None)
    prices = given.prices or (preset.prices if told.get("model", preset.model) == preset.model else None)
    return ProviderGiven(**implied | told, prices=prices)


def _offer(given: ProviderGiven, settings: GeneratorSettings) -> Offer:
    if given.model is None:
        raise ProvidersUnusable(
            f"provider {given.name!r}",
            "has no model; name one with `model`, or with PIYASA_GENERATOR_MODEL where no list is given",
        )
    if given.base_url is None:
        raise ProvidersUnusable(f"provider {given.name!r}", "has no address; give it with `base_url`")
    prices = given.prices or PricesGiven()
    return Offer(
        name=given.name,
        base_url=given.base_url,
        model=given.model,
        api_key=_key(given, settings),
        judge_model=given.judge_model,
        prices=Prices(prices.prompt, prices.cached, prices.completion),
        limits=Limits(
            given.daily_tokens or settings.generator_daily_tokens,
            given.daily_usd or settings.generator_daily_usd,
            given.reserve,
        ),
        concurrency=given.concurrency,
        timeout=settings.generator_timeout_seconds if given.timeout_seconds is None else given.timeout_seconds,
        first_token=given.first_token_seconds,
        structured=given.structured,
        limit_parameter=given.limit_parameter,
        extra=given.extra,
    )


def _key(given: ProviderGiven, settings: GeneratorSettings) -> str:
    """The key of a provider; local endpoints need none."""
    if given.api_key_file is not None:
        return given.api_key_file.read_text(encoding="utf-8").strip()
    own = settings.own_key.get_secret_value() if settings.own_key is not None else None
    if given.api_key_env is None:
        return own or (settings.key_named("OPENAI_API_KEY") if given.name == "custom" else None) or "none"
    told = settings.key_named(given.api_key_env) or (own if given.name == "openai" else None)
    if not told:
        raise ProvidersUnusable(f"provider {given.name!r}", f"its key is to be in {given.api_key_env}, which is empty")
    return told
