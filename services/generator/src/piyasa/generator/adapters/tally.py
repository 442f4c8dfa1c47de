"""Counts drafting and model calls in the terms of the telemetry package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from piyasa.generator.domain.models.calls import Answer
    from piyasa.resilience import State
    from piyasa.telemetry import Metrics

_OPEN: Final = {"closed": 0.0, "half_open": 0.5, "open": 1.0}


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

    def judged(self, guard: str, verdict: str) -> None:
        """What a guard said of a draft."""
        self.metrics.writing.guard_verdicts.of(guard, verdict).inc()

    def sought_again(self, kind: str) -> None:
        """Other words are sought, as something was wrong with the first."""
        self.metrics.writing.rewrites.of(kind).inc()

    def disclosed(self) -> None:
        """A sincere question was answered truthfully."""
        self.metrics.writing.disclosure_answers.inc()


@dataclass(frozen=True, slots=True)
class PrometheusCallTally:
    """The numbers of calls to models."""

    metrics: Metrics

    def called(self, provider: str, model: str, status: str, seconds: float) -> None:
        """A call to a model ended."""
        self.metrics.models.calls.of(provider, model, status).inc()
        self.metrics.models.duration.of(provider).observe(seconds)

    def answered(self, provider: str, model: str, answer: Answer) -> None:
        """What an answer of the model that was asked for took."""
        counted, tokens = self.metrics.models, answer.tokens
        for kind, number in (("prompt", tokens.prompt), ("cached", tokens.cached), ("completion", tokens.completion)):
            counted.tokens.of(provider, model, kind).inc(number)
        counted.cost.of(provider, model).inc(answer.cost)
        counted.first_token.of(provider).observe(answer.first_token)

    def retried(self, provider: str) -> None:
        """A provider is asked again."""
        self.metrics.models.retries.of(provider).inc()

    def pool(self, provider: str, size: int) -> None:
        """So many calls may be under way at once."""
        self.metrics.models.pool_size.of(provider).set(size)

    def in_flight(self, provider: str, calls: int) -> None:
        """So many calls are under way."""
        self.metrics.models.in_flight.of(provider).set(calls)

    def circuit(self, provider: str, state: State) -> None:
        """The state of a provider's circuit."""
        self.metrics.models.circuit_open.of(provider).set(_OPEN[state])

    def budget(self, provider: str, share: float) -> None:
        """Share of the day's budget that is spent."""
        self.metrics.models.budget_spent.of(provider).set(share)

    def held_back(self, provider: str, reason: str) -> None:
        """A provider was passed over."""
        self.metrics.models.passed_over.of(provider, reason).inc()


@dataclass(frozen=True, slots=True)
class PrometheusCacheTally:
    """How often an answer was known already."""

    metrics: Metrics

    def looked_up(self, kind: str, *, hit: bool) -> None:
        """An answer of this kind was looked for."""
        self.metrics.models.cache_lookups.of(kind, "hit" if hit else "miss").inc()
