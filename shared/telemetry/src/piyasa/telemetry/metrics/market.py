"""What is counted about market figures."""

from typing import Final

from piyasa.telemetry.metrics.families import Forge

_FETCH: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class MarketMetrics:
    """Owned by the generator replica that asks the sources; `kind` is feed, file or http."""

    def __init__(self, forge: Forge) -> None:
        self.observed = forge.counters("market_figures_observed_total", "Figures that became facts.", "kind")
        self.fetches = forge.counters(
            "market_source_fetches_total", "Sources asked, by how it ended.", "kind", "outcome"
        )
        self.fetch_duration = forge.histograms(
            "market_source_fetch_duration_seconds", "Time until a source was read.", "kind", buckets=_FETCH
        )
        self.graded = forge.counters("market_calls_graded_total", "Stated opinions that met their outcome.", "outcome")
