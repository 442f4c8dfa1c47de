"""Counts drafting and model calls in the terms of the telemetry package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piyasa.contracts.conversation import Tokens
    from piyasa.telemetry import Metrics


@dataclass(frozen=True, slots=True)
class PrometheusTally:
    """The generator's numbers."""

    metrics: Metrics

    def drafted(self, bot_id: str, outcome: str, seconds: float) -> None:
        """A tick came to an outcome after this many seconds of work."""
        self.metrics.writing.generated.of(bot_id, outcome).inc()
        if outcome == "ok":
            self.metrics.writing.generation_duration.observe(seconds)

    def blocked(self, kind: str) -> None:
        """A guard held words back."""
        self.metrics.writing.guard_blocked.of(kind).inc()

    def disclosed(self) -> None:
        """A sincere question was answered truthfully."""
        self.metrics.writing.disclosure_answers.inc()

    def called(self, provider: str, model: str, status: str) -> None:
        """A call to a model ended."""
        self.metrics.models.calls.of(provider, model, status).inc()

    def consumed(self, provider: str, model: str, tokens: Tokens) -> None:
        """A call consumed tokens."""
        self.metrics.models.tokens.of(provider, model, "prompt").inc(tokens.prompt)
        self.metrics.models.tokens.of(provider, model, "completion").inc(tokens.completion)
