"""Counts recall and embeddings in the terms of the telemetry package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piyasa.generator.memory_ports import How
    from piyasa.telemetry import Metrics


@dataclass(frozen=True, slots=True)
class PrometheusRecallTally:
    """The numbers of recall."""

    metrics: Metrics

    def compared(self, how: How) -> None:
        """Memories were compared with what is said."""
        self.metrics.recall.compared.of(how).inc()

    def recalled(self, memories: int, seconds: float) -> None:
        """So many came to mind, and looking for them took so long."""
        self.metrics.recall.size.observe(memories)
        self.metrics.recall.duration.observe(seconds)

    def lacking(self, memories: int) -> None:
        """So many memories lack an embedding of the model."""
        self.metrics.recall.lacking.set(memories)

    def embedded(self, memories: int) -> None:
        """So many got one."""
        self.metrics.recall.embedded.inc(memories)
