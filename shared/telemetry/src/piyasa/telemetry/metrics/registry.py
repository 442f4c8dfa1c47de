"""All metrics of one process, in a registry of their own."""

from functools import cached_property

import prometheus_client
from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from piyasa.telemetry.metrics.conversation import DeliveryMetrics, SpeakingMetrics, WritingMetrics
from piyasa.telemetry.metrics.families import CHILDREN_AT_MOST, Forge
from piyasa.telemetry.metrics.market import MarketMetrics
from piyasa.telemetry.metrics.outside import DatabaseMetrics, HttpMetrics, ModelMetrics, TelegramMetrics
from piyasa.telemetry.metrics.personas import PersonaMetrics
from piyasa.telemetry.metrics.pipeline import PipelineMetrics, TracingMetrics
from piyasa.telemetry.metrics.recall import RecallMetrics
from piyasa.telemetry.metrics.views import ProjectorMetrics, ViewMetrics

CONTENT_TYPE = prometheus_client.exposition.CONTENT_TYPE_PLAIN_0_0_4


class Metrics:
    """The metrics of a service.

    A group exists from its first use on, so that `/metrics` shows what this service really measures and no row of
    zeros for what it never does. Two instances share nothing.
    """

    def __init__(self, service: str, version: str, *, children_at_most: int = CHILDREN_AT_MOST) -> None:
        # Series that only repeat when a child was made; they would double what is stored for every counter.
        prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self._forge = Forge(self.registry, children_at_most=children_at_most)
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        about = Gauge("piyasa_service_info", "Which service this is.", ("service", "version"), registry=self.registry)
        about.labels(service, version).set(1)

    @cached_property
    def pipeline(self) -> PipelineMetrics:
        """Handling and publishing events, leases, parking."""
        return PipelineMetrics(self._forge)

    @cached_property
    def tracing(self) -> TracingMetrics:
        """Spans exported and lost."""
        return TracingMetrics(self._forge)

    @cached_property
    def views(self) -> ViewMetrics:
        """Views in memory and their folds."""
        return ViewMetrics(self._forge)

    @cached_property
    def projector(self) -> ProjectorMetrics:
        """Batches and checkpoint of the projector."""
        return ProjectorMetrics(self._forge)

    @cached_property
    def speaking(self) -> SpeakingMetrics:
        """Ticks and active bots."""
        return SpeakingMetrics(self._forge)

    @cached_property
    def writing(self) -> WritingMetrics:
        """Drafts, guards, duplicates, disclosure."""
        return WritingMetrics(self._forge)

    @cached_property
    def delivery(self) -> DeliveryMetrics:
        """Messages sent, suppressed, uncertain."""
        return DeliveryMetrics(self._forge)

    @cached_property
    def telegram(self) -> TelegramMetrics:
        """Calls to the Bot API."""
        return TelegramMetrics(self._forge)

    @cached_property
    def models(self) -> ModelMetrics:
        """Calls to language models and their tokens."""
        return ModelMetrics(self._forge)

    @cached_property
    def market(self) -> MarketMetrics:
        """Market figures, their sources, and graded calls."""
        return MarketMetrics(self._forge)

    @cached_property
    def http(self) -> HttpMetrics:
        """HTTP requests served."""
        return HttpMetrics(self._forge)

    @cached_property
    def database(self) -> DatabaseMetrics:
        """Queries and connections."""
        return DatabaseMetrics(self._forge)

    @cached_property
    def recall(self) -> RecallMetrics:
        """What comes to personas' minds."""
        return RecallMetrics(self._forge)

    @cached_property
    def personas(self) -> PersonaMetrics:
        """Analysis of personas and conversations."""
        return PersonaMetrics(self._forge)

    def exposition(self) -> bytes:
        """Everything measured so far, as Prometheus text of the type `CONTENT_TYPE`."""
        return generate_latest(self.registry)
