"""Counts in the terms of the telemetry package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from piyasa.scheduler.use_cases.shards import KIND

if TYPE_CHECKING:
    from piyasa.contracts.conversation import TickRequested
    from piyasa.telemetry import Metrics


@dataclass(frozen=True, slots=True)
class PrometheusMeasures:
    """The scheduler's own numbers."""

    metrics: Metrics

    def asked(self, request: TickRequested) -> None:
        """A persona was asked to speak."""
        self.metrics.speaking.ticks.of(request.reason, request.lane).inc()

    def answered(self, seconds: float) -> None:
        """A person who addressed a persona had an answer after so many seconds of behaviour."""
        self.metrics.speaking.answer_wait.observe(seconds)

    def late(self, questions: int) -> None:
        """So many people were not answered in the promised time."""
        self.metrics.speaking.answers_late.inc(questions)

    def active_bots(self, count: int) -> None:
        """So many personas are on."""
        self.metrics.speaking.active_bots.set(count)

    def leases_held(self, count: int) -> None:
        """So many shards are served here."""
        self.metrics.pipeline.leases_held.of(KIND).set(count)
