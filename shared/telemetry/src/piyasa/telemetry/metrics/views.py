"""What following the log counts: views in memory and the projector."""

from piyasa.telemetry.metrics import buckets
from piyasa.telemetry.metrics.families import Forge


class ViewMetrics:
    """Owned by the views of a service."""

    def __init__(self, forge: Forge) -> None:
        self.position = forge.gauges("view_position", "Sequence of the last event a view has folded.", "view")
        self.lag = forge.gauges("view_lag_events", "Events of the stream that a view has not yet seen.", "view")
        self.fold_failures = forge.counters(
            "fold_failures_total", "Events that a fold could not apply; their aggregate stayed as it was.", "projection"
        )


class ProjectorMetrics:
    """Owned by the projector."""

    def __init__(self, forge: Forge) -> None:
        self.checkpoint = forge.gauge("projector_checkpoint", "Sequence of the last event committed to the database.")
        self.batch_duration = forge.histogram(
            "projector_batch_seconds", "Time one transaction of the projector took.", buckets=buckets.DATABASE
        )
