"""What comes to personas' minds, and how it is found."""

from typing import Final

from piyasa.telemetry.metrics import buckets
from piyasa.telemetry.metrics.families import Forge

_SIZES: Final = (0.0, 1.0, 2.0, 3.0)


class RecallMetrics:
    """Owned by the generator."""

    def __init__(self, forge: Forge) -> None:
        self.compared = forge.counters(
            "memory_recall_total",
            "Drafts whose memories were compared: by embeddings (semantic), by those that there are (partly), by words"
            " without a model (words) or after a failure (failed).",
            "outcome",
        )
        self.size = forge.histogram("memory_recall_size", "Memories that came to mind for a draft.", buckets=_SIZES)
        self.duration = forge.histogram(
            "memory_recall_duration_seconds",
            "Time to recall for a draft, the embedding of what is said included.",
            buckets=buckets.DATABASE,
        )
        self.embedded = forge.counter("memory_embeddings_total", "Memories that got an embedding they lacked.")
        self.lacking = forge.gauge(
            "memory_embeddings_lacking", "Memories without an embedding of the model; told by who fills them in."
        )
