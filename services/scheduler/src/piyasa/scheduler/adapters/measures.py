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

    def active_bots(self, count: int) -> None:
        """So many personas are on."""
        self.metrics.speaking.active_bots.set(count)

    def leases_held(self, count: int) -> None:
        """So many shards are served here."""
        self.metrics.pipeline.leases_held.of(KIND).set(count)
