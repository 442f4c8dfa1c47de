"""What the event log counts, in the terms of the telemetry package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piyasa.telemetry import Metrics


@dataclass(frozen=True, slots=True)
class LogMeasures:
    """Counts publishing and handling."""

    metrics: Metrics

    def published(self, fact: str) -> None:
        """A fact was stored."""
        self.metrics.pipeline.events_published.of(fact).inc()

    def retried(self) -> None:
        """A publish got no answer and is tried again."""
        self.metrics.pipeline.publish_retries.inc()

    def handled(self, durable: str, outcome: str, seconds: float) -> None:
        """One event was handled: ``ok``, ``later``, ``failed`` or ``parked``."""
        self.metrics.pipeline.events_handled.of(durable, outcome).inc()
        self.metrics.pipeline.event_handle_duration.of(durable).observe(seconds)
        if outcome == "parked":
            self.metrics.pipeline.parked.of(durable).inc()

    def waiting(self, durable: str, events: int) -> None:
        """So many events were behind the newest that came."""
        self.metrics.pipeline.queue_depth.of(durable).set(events)


@dataclass(frozen=True, slots=True)
class ViewMeasures:
    """Counts what a view folds."""

    metrics: Metrics
    view: str

    def applied(self, *, position: int, pending: int) -> None:
        """A batch was folded."""
        self.metrics.views.position.of(self.view).set(position)
        self.metrics.views.lag.of(self.view).set(pending)

    def failed(self, projection: str) -> None:
        """A fold raised."""
        self.metrics.views.fold_failures.of(projection).inc()
