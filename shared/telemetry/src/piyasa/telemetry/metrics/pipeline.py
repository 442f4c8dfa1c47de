"""What handling and publishing events counts, and what tracing it counts."""

from piyasa.telemetry.metrics import buckets
from piyasa.telemetry.metrics.families import Forge


class PipelineMetrics:
    """Owned by the event log's consumer and publisher."""

    def __init__(self, forge: Forge) -> None:
        self.events_handled = forge.counters(
            "events_handled_total", "Events handled, by durable and outcome.", "durable", "outcome"
        )
        self.event_handle_duration = forge.histograms(
            "event_handle_duration_seconds", "Time one handler took for one event.", "durable", buckets=buckets.HANDLER
        )
        self.events_published = forge.counters(
            "events_published_total", "Events that the broker acknowledged as stored, by fact.", "fact"
        )
        self.publish_retries = forge.counter("publish_retries_total", "Publishes that had to be tried again.")
        self.parked = forge.counters(
            "parked_total", "Events that could not be handled and were parked, by durable.", "durable"
        )
        self.queue_depth = forge.gauges(
            "queue_depth", "Events not yet handed out by a durable, as of the newest that came.", "queue"
        )
        self.leases_held = forge.gauges("leases_held", "Leases this process holds, by kind.", "kind")


class TracingMetrics:
    """Owned by the span exporter."""

    def __init__(self, forge: Forge) -> None:
        self.spans = forge.counters("telemetry_spans_total", "Spans that were exported or lost.", "outcome")
