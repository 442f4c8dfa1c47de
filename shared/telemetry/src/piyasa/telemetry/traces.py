"""Spans through the whole pipeline: recorded where the trace was chosen, nearly free where it was not."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Link, NoOpTracer, Span, SpanKind, Tracer, get_current_span, set_span_in_context
from opentelemetry.util.types import AttributeValue

from piyasa.telemetry import exporters, traceparent
from piyasa.telemetry.errors import TracingNotPossible
from piyasa.telemetry.sampling import ChosenIds, HeadSampler, chosen_trace, trace_id_of
from piyasa.telemetry.spans import Entered, PassedOn, Passing, Recording

LINKS_AT_MOST: Final = 1024
"""Links of one span; a batch has at most as many messages."""

Attributes = Mapping[str, AttributeValue]


class Tracing:
    """The spans of one service. `provider` is for libraries' instrumentation."""

    def __init__(
        self, provider: TracerProvider, sampler: HeadSampler, exporter: exporters.WatchedExporter | None
    ) -> None:
        self.provider = provider
        self._sampler = sampler
        self._exporter = exporter
        # Without an exporter nobody would ever read a recorded span: only ids run through.
        self._tracer: Tracer | None = provider.get_tracer("piyasa") if exporter is not None else None

    @property
    def exporting(self) -> bool:
        """Whether spans leave the process."""
        return self._exporter is not None

    @property
    def failing(self) -> bool:
        """Whether the last batch of spans was lost."""
        return self._exporter is not None and self._exporter.failing

    def new_root(self, seed: str | None = None) -> str:
        """A traceparent that begins a trace; the first span under it becomes the trace's root.

        The same seed gives the same trace and the same sampling decision, so that work done twice is one trace.
        """
        trace_id = trace_id_of(seed)
        return traceparent.root(trace_id, recorded=self._sampler.takes(trace_id))

    def span(
        self,
        name: str,
        *,
        parent: str | None = None,
        kind: SpanKind = SpanKind.INTERNAL,
        attributes: Attributes | None = None,
        links: Sequence[str] = (),
    ) -> Entered:
        """Run a block in a span.

        The span continues `parent` (a traceparent), else the current span, else it begins a trace. A trace that was
        not chosen costs a context switch and nothing else: its traceparent passes on as it came. A malformed parent
        counts as none. An exception marks the span as failed, redacted, and goes on.
        """
        if parent is None or not traceparent.well_formed(parent):
            current = get_current_span()
            if current.get_span_context().is_valid:
                return self._below(current, name, kind, attributes, links)
            parent = self.new_root()
        if self._tracer is None or not traceparent.sampled(parent):
            return Passing(PassedOn(parent))
        return Recording(_Start(self._tracer, name, parent, kind, attributes, links))

    def batch(self, name: str, parents: Iterable[str | None], *, attributes: Attributes | None = None) -> Entered:
        """Run a block that handles many messages at once in one span, linked to every recorded trace among them.

        Recorded when at least one of the messages belongs to a recorded trace.
        """
        chosen = [
            text for text in parents if text is not None and traceparent.well_formed(text) and traceparent.sampled(text)
        ]
        root = traceparent.root(trace_id_of(None), recorded=bool(chosen))
        if self._tracer is None or not chosen:
            return Passing(PassedOn(root))
        return Recording(_Start(self._tracer, name, root, SpanKind.CONSUMER, attributes, chosen))

    def flush(self, timeout: float = 5.0) -> bool:
        """Send what is recorded. Gives up after `timeout` seconds and says whether everything went out."""
        return _bounded(self.provider.force_flush, timeout) and not self.failing

    def shutdown(self, timeout: float = 5.0) -> bool:
        """Send what is recorded and stop, in about `timeout` seconds; says whether everything went out."""
        if _bounded(self.provider.shutdown, timeout):
            return not self.failing
        if self._exporter is not None:
            self._exporter.shutdown()
        return False

    def _below(
        self, current: Span, name: str, kind: SpanKind, attributes: Attributes | None, links: Sequence[str]
    ) -> Entered:
        if self._tracer is None or not current.is_recording():
            return Passing(current)
        return Recording(_Start(self._tracer, name, None, kind, attributes, links))


class _Start:
    """Starts one span of the SDK when called."""

    __slots__ = ("_attributes", "_kind", "_links", "_name", "_parent", "_tracer")

    def __init__(
        self,
        tracer: Tracer,
        name: str,
        parent: str | None,
        kind: SpanKind,
        attributes: Attributes | None,
        links: Sequence[str],
    ) -> None:
        self._tracer, self._name, self._parent = tracer, name, parent
        self._kind, self._attributes, self._links = kind, attributes, links

    def __call__(self) -> Span:
        if self._parent is None:
            return self._begin(None)
        if traceparent.begins_trace(self._parent):
            with chosen_trace(int(self._parent[3:35], 16)):
                return self._begin(Context())
        return self._begin(set_span_in_context(PassedOn(self._parent), Context()))

    def _begin(self, context: Context | None) -> Span:
        links = [Link(traceparent.parse(text)) for text in self._links if traceparent.well_formed(text)]
        return self._tracer.start_span(
            self._name, context=context, kind=self._kind, attributes=self._attributes, links=links
        )


def inject() -> str | None:
    """The traceparent of the current span, for a header; None outside any span."""
    current = get_current_span()
    if isinstance(current, PassedOn):
        return current.text
    context = current.get_span_context()
    return traceparent.render(context) if context.is_valid else None


def configure(  # noqa: PLR0913 - one call at start
    service: str,
    endpoint: str | None = None,
    sample_ratio: float = 0.1,
    *,
    version: str = "",
    instance: str = "",
    protocol: str | None = None,
    export_every: float = 2.0,
    report: Callable[[str, int], None] = lambda _outcome, _spans: None,
) -> Tracing:
    """Set tracing up for one service.

    Without an endpoint, trace ids still run through logs and headers and nothing is exported. `sample_ratio` is the
    share of traces recorded, from 0 to 1; `export_every` is in seconds; `report(outcome, spans)` is told of every
    batch, `exported` or `failed`, from the exporting thread.

    Raises:
        TracingNotPossible: an endpoint is given and nothing can be exported to it.
        SampleRatioOutOfRange: `sample_ratio` is not a share.
    """
    sampler = HeadSampler(sample_ratio)
    about = {"service.namespace": "piyasa", "service.name": service, "service.version": version}
    if instance:
        about["service.instance.id"] = instance
    provider = TracerProvider(
        sampler=sampler,
        resource=Resource.create(about),
        # The SDK's own exit handler may wait half a minute; `shutdown` is bounded.
        shutdown_on_exit=False,
        id_generator=ChosenIds(),
        span_limits=SpanLimits(max_links=LINKS_AT_MOST),
    )
    if not endpoint:
        return Tracing(provider, sampler, None)
    if isinstance(provider.get_tracer("piyasa"), NoOpTracer):
        raise TracingNotPossible(endpoint, reason="OTEL_SDK_DISABLED switches tracing off; unset it or the endpoint")
    exporter = exporters.WatchedExporter(exporters.make(endpoint, protocol), report)
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=export_every * 1000))
    return Tracing(provider, sampler, exporter)


def _bounded(work: Callable[[], object], timeout: float) -> bool:
    """Run blocking work in a thread that the process need not wait for; False when it took too long or said no."""
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.append(work()), name="telemetry-flush", daemon=True)
    thread.start()
    thread.join(timeout)
    return bool(answers) and answers[0] is not False
