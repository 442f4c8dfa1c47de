"""The projector's metrics and spans."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

from piyasa.telemetry import Metrics, Telemetry

DURABLE = "projector-archive"
"""The name under which the projector appears among the durables."""


class TelemetryMeasures:
    """Counts batches and folds, and puts each batch into one span."""

    def __init__(self, telemetry: Telemetry) -> None:
        self._traces = telemetry.traces
        self._projector = telemetry.metrics.projector
        self._views = telemetry.metrics.views
        self._handled = telemetry.metrics.pipeline.events_handled
        self._depth = telemetry.metrics.pipeline.queue_depth.of(DURABLE)

    def span(self, traceparents: Iterable[str | None]) -> AbstractContextManager[object]:
        """One span around a batch, linked to the traces of its messages."""
        return self._traces.batch(DURABLE, traceparents)

    def committed(self, *, position: int, events: int, unreadable: int, pending: int, seconds: float) -> None:
        """A batch is in the database."""
        self._projector.checkpoint.set(position)
        self._projector.batch_duration.observe(seconds)
        self._handled.of(DURABLE, "archived").inc(events - unreadable)
        if unreadable:
            self._handled.of(DURABLE, "unreadable").inc(unreadable)
        self._depth.set(pending)

    def fold_raised(self, projection: str) -> None:
        """A fold could not take a fact."""
        self._views.fold_failures.of(projection).inc()


class DatabaseMeasures:
    """Counts what the engine does."""

    def __init__(self, metrics: Metrics) -> None:
        self._database = metrics.database

    def query(self, operation: str, seconds: float) -> None:
        """One statement took that long."""
        self._database.query_duration.of(operation).observe(seconds)

    def connections(self, change: int) -> None:
        """A connection was taken or given back."""
        self._database.connections_active.inc(change)
