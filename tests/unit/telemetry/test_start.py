"""One call sets a service up; a set-up that cannot work is an error."""

import socket
from typing import Any

import httpx
import pytest
import structlog

from piyasa.telemetry import State, TelemetrySettings, configure, inject
from piyasa.telemetry.errors import LogLevelUnknown, SettingNotANumber, TracingNotPossible
from support.otlp import OtlpReceiver


async def test_one_call_sets_up_logs_traces_metrics_and_health(lines: Any, receiver: OtlpReceiver) -> None:
    settings = TelemetrySettings(otlp_endpoint=receiver.http, sample_ratio=1.0, instance="generator-2")
    telemetry = configure("generator", "1.2.3", settings, stream=lines)
    telemetry.health.add("view", lambda: True)

    with telemetry.traces.span("draft"):
        header = inject() or ""
        structlog.get_logger().info("written")
    assert telemetry.traces.flush()

    assert lines.last["trace_id"] == header[3:35]
    [span] = receiver.trace(header[3:35])
    assert span.resource["service.instance.id"] == "generator-2"
    transport = httpx.ASGITransport(app=telemetry.endpoints)
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        assert (await client.get("/health/ready")).status_code == 200
        assert 'telemetry_spans_total{outcome="exported"} 1.0' in (await client.get("/metrics")).text
    assert telemetry.shutdown()
    assert [path for path, _ in telemetry.routes] == ["/health/live", "/health/ready", "/health", "/metrics"]


async def test_health_says_that_no_endpoint_is_set(lines: Any) -> None:
    telemetry = configure("generator", "1", stream=lines)

    finding = (await telemetry.health.full()).findings["tracing"]

    assert finding.state is State.HEALTHY
    assert "no OTLP endpoint" in finding.detail
    assert telemetry.shutdown()


async def test_lost_spans_degrade_health_and_are_logged(lines: Any, receiver: OtlpReceiver) -> None:
    settings = TelemetrySettings(otlp_endpoint=receiver.http + "/nowhere", sample_ratio=1.0)
    telemetry = configure("generator", "1", settings, stream=lines)
    with telemetry.traces.span("draft"):
        pass

    assert not telemetry.traces.flush()

    assert (await telemetry.health.full()).findings["tracing"].state is State.DEGRADED
    assert 'telemetry_spans_total{outcome="failed"} 1.0' in telemetry.metrics.exposition().decode()
    telemetry.shutdown()


def test_a_collector_that_hangs_does_not_hold_up_the_end(lines: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = TelemetrySettings(otlp_endpoint=f"http://127.0.0.1:{silent.getsockname()[1]}", sample_ratio=1.0)
        telemetry = configure("generator", "1", settings, stream=lines)
        with telemetry.traces.span("draft"):
            pass

        assert not telemetry.shutdown(timeout=0.1)

    assert lines.last["message"] == "spans were lost at shutdown"


def test_a_set_up_that_cannot_work_is_an_error(lines: Any) -> None:
    with pytest.raises(TracingNotPossible):
        configure("generator", "1", TelemetrySettings(otlp_endpoint="collector:4317"), stream=lines)
    with pytest.raises(LogLevelUnknown):
        configure("generator", "1", TelemetrySettings(log_level="LOUD"), stream=lines)


def test_settings_come_from_own_names_first() -> None:
    settings = TelemetrySettings.from_environment(
        {
            "LOG_LEVEL": "DEBUG",
            "PIYASA_LOG_LEVEL": "WARNING",
            "OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318",
            "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc",
            "PIYASA_TRACE_RATIO": "0.5",
            "OTEL_TRACES_SAMPLER_ARG": "0.9",
        },
        instance="generator-1",
    )

    assert settings == TelemetrySettings("WARNING", "http://collector:4318", "grpc", 0.5, "generator-1")


def test_an_empty_environment_gives_the_defaults() -> None:
    assert TelemetrySettings.from_environment({"OTEL_EXPORTER_OTLP_ENDPOINT": " "}) == TelemetrySettings()


def test_a_ratio_that_is_no_number_names_its_variable() -> None:
    with pytest.raises(SettingNotANumber, match=r"OTEL_TRACES_SAMPLER_ARG is 'half'"):
        TelemetrySettings.from_environment({"OTEL_TRACES_SAMPLER_ARG": "half"})
