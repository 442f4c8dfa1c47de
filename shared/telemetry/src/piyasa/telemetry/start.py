"""Sets up logs, traces, metrics and health of a service in one call."""

from dataclasses import dataclass
from typing import Final, TextIO

import structlog

from piyasa.telemetry import logs, traces
from piyasa.telemetry.endpoints import Endpoint, Endpoints
from piyasa.telemetry.health import Finding, Gate, Health, degraded, healthy
from piyasa.telemetry.metrics import Metrics
from piyasa.telemetry.settings import TelemetrySettings
from piyasa.telemetry.traces import Tracing

_DEFAULTS: Final = TelemetrySettings()
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Telemetry:
    """What a service's composition root hands to its parts."""

    service: str
    version: str
    traces: Tracing
    metrics: Metrics
    health: Health
    endpoints: Endpoints

    @property
    def routes(self) -> list[tuple[str, Endpoint]]:
        """Paths and ASGI endpoints for `AsgiFastStream(asgi_routes=…)` or FastAPI's `add_route`."""
        return self.endpoints.routes

    def shutdown(self, timeout: float = 5.0) -> bool:
        """Send the last spans; blocks for about `timeout` seconds at most and says whether everything went out."""
        if self.traces.shutdown(timeout):
            return True
        _log.warning("spans were lost at shutdown", timeout_seconds=timeout)
        return False


def configure(
    service: str, version: str, settings: TelemetrySettings = _DEFAULTS, *, stream: TextIO | None = None
) -> Telemetry:
    """Set everything up, or raise: telemetry is never switched off silently.

    Raises:
        LogLevelUnknown, SampleRatioOutOfRange: a setting is out of range.
        TracingNotPossible: an endpoint is given and nothing can be exported to it.
    """
    logs.configure(service, settings.log_level, stream)
    metrics = Metrics(service, version)
    # From the exporting thread: children are bound at once, increments are guarded by the library's lock.
    outcomes = {outcome: metrics.tracing.spans.of(outcome) for outcome in ("exported", "failed")}
    tracing = traces.configure(
        service,
        settings.otlp_endpoint,
        settings.sample_ratio,
        version=version,
        instance=settings.instance,
        protocol=settings.otlp_protocol,
        export_every=settings.export_every,
        report=lambda outcome, spans: outcomes[outcome].inc(spans),
    )
    metrics.exposition()
    health = Health(service, version)
    health.add("tracing", lambda: _tracing(tracing), gate=Gate.NONE)
    return Telemetry(service, version, tracing, metrics, health, Endpoints(health, metrics))


def _tracing(tracing: Tracing) -> Finding:
    if not tracing.exporting:
        return healthy("no OTLP endpoint is set; trace ids run through logs and headers only")
    return degraded("the last batch of spans was lost; is the collector up?") if tracing.failing else healthy()
