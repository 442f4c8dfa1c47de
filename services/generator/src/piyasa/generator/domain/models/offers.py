"""A model that can be asked: where it is, what it is called, what it may cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from pydantic import JsonValue

from piyasa.generator.domain.models.budgets import Limits
from piyasa.generator.domain.models.calls import Prices, Purpose

Structured = Literal["json_schema", "json_object", "none"]
LimitParameter = Literal["max_tokens", "max_completion_tokens"]
CONCURRENCY: Final = 16
TIMEOUT: Final = 30.0
FIRST_TOKEN: Final = 15.0


@dataclass(frozen=True, slots=True)
class Offer:
    """One provider with its model."""

    name: str
    base_url: str | None
    """None is the client's own default, OpenAI."""
    model: str
    api_key: str = field(default="none", repr=False)
    judge_model: str | None = None
    """Asked by guards; by default the same."""
    prices: Prices = Prices()  # noqa: RUF009 - frozen
    limits: Limits = Limits()  # noqa: RUF009 - frozen
    concurrency: int = CONCURRENCY
    """Calls in flight at once, per process."""
    timeout: float = TIMEOUT
    """Seconds for a whole call."""
    first_token: float = FIRST_TOKEN
    """Seconds until its first piece."""
    structured: Structured = "json_schema"
    """What the endpoint knows of structured answers."""
    limit_parameter: LimitParameter = "max_tokens"
    """What the endpoint calls the most tokens of an answer."""
    extra: Mapping[str, JsonValue] = field(default_factory=dict)
    """Parameters that are sent too; one that is null is left out."""

    def model_for(self, purpose: Purpose) -> str:
        """Which model is asked."""
        return self.judge_model or self.model if purpose == "judge" else self.model

    @property
    def models(self) -> tuple[str, ...]:
        """Every model that may be asked."""
        return tuple(dict.fromkeys((self.model, self.model_for("judge"))))
