"""Logs, traces, metrics and health, set up by one call at start."""

from piyasa.telemetry.endpoints import Endpoints
from piyasa.telemetry.health import Finding, Gate, Health, Report, State, degraded, healthy, unhealthy
from piyasa.telemetry.logs import bind
from piyasa.telemetry.metrics import Metrics
from piyasa.telemetry.settings import TelemetrySettings
from piyasa.telemetry.start import Telemetry, configure
from piyasa.telemetry.traces import Tracing, inject

__all__ = [
    "Endpoints",
    "Finding",
    "Gate",
    "Health",
    "Metrics",
    "Report",
    "State",
    "Telemetry",
    "TelemetrySettings",
    "Tracing",
    "bind",
    "configure",
    "degraded",
    "healthy",
    "inject",
    "unhealthy",
]
