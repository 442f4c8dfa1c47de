"""Counts styling in the terms of the telemetry package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piyasa.telemetry import Metrics


@dataclass(frozen=True, slots=True)
class PrometheusTally:
    """The humanizer's numbers."""

    metrics: Metrics

    def repeated(self) -> None:
        """A draft was dropped because it said it all again."""
        self.metrics.writing.dedup_dropped.inc()

    def blocked(self, kind: str) -> None:
        """A guard held a message back."""
        self.metrics.writing.guard_blocked.of(kind).inc()

    def suppressed(self, reason: str) -> None:
        """A message will not be said."""
        self.metrics.delivery.suppressed.of(reason).inc()
