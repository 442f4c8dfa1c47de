"""Counts market figures in the terms of the telemetry package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piyasa.generator.market_ports import SourceOutcome
    from piyasa.telemetry import Metrics


@dataclass(frozen=True, slots=True)
class PrometheusMarketTally:
    """The numbers of figures, sources and calls."""

    metrics: Metrics

    def observed(self, kind: str) -> None:
        """A figure of a kind of source became a fact."""
        self.metrics.market.observed.of(kind).inc()

    def fetched(self, kind: str, outcome: SourceOutcome, seconds: float) -> None:
        """A source was asked."""
        self.metrics.market.fetches.of(kind, outcome).inc()
        self.metrics.market.fetch_duration.of(kind).observe(seconds)

    def graded(self, outcome: str) -> None:
        """A call met its outcome."""
        self.metrics.market.graded.of(outcome).inc()
