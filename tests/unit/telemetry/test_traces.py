"""How traces begin, pass from service to service, and leave the process."""

import socket
import time
from collections.abc import Callable

import pytest
from opentelemetry.trace import SpanKind, get_current_span

from piyasa.telemetry import traces
from piyasa.telemetry.errors import SampleRatioOutOfRange, TracingNotPossible
from piyasa.telemetry.traces import Tracing, inject
from support.otlp import OtlpReceiver, Received

UNSAMPLED = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-00"
SAMPLED = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"


def exporting(receiver: OtlpReceiver, service: str = "generator", ratio: float = 1.0) -> Tracing:
    """Tracing that sends to the receiver."""
    return traces.configure(service, receiver.http, ratio, version="1.2.3")


def of_trace(traceparent: str) -> Callable[[list[Received]], bool]:
    """Whether spans of a trace have arrived."""
    return lambda spans: any(span.trace_id == traceparent[3:35] for span in spans)


@pytest.mark.parametrize("protocol", ["http", "grpc"])
def test_one_trace_runs_over_four_services(receiver: OtlpReceiver, protocol: str) -> None:
    services = ["scheduler", "generator", "humanizer", "telegram-gateway"]
    tracings = [traces.configure(name, getattr(receiver, protocol), 1.0) for name in services]
    header = first = tracings[0].new_root(f"tick over {protocol}")

    for service, tracing in zip(services, tracings, strict=True):
        with tracing.span(f"{service} handles", parent=header, kind=SpanKind.CONSUMER):
            header = inject() or ""
    for tracing in tracings:
        assert tracing.shutdown()

    spans = receiver.trace(first[3:35])
    assert [span.service for span in spans] == services
    assert [span.parent_id for span in spans] == ["", *(span.span_id for span in spans[:-1])]
    assert {span.kind for span in spans} == {"consumer"}


def test_a_span_carries_attributes_links_and_who_made_it(receiver: OtlpReceiver) -> None:
    tracing = exporting(receiver)
    root = tracing.new_root("attributes")

    with tracing.span("draft", parent=root, attributes={"chat": "bist-sohbet"}, links=[SAMPLED, "nonsense"]):
        pass
    tracing.shutdown()

    [span] = receiver.trace(root[3:35])
    assert span.attributes == {"chat": "bist-sohbet"}
    assert span.links == ("ab" * 16,)
    assert span.resource["service.version"] == "1.2.3"
    assert span.resource["service.namespace"] == "piyasa"


def test_a_failure_marks_the_span_without_its_secrets(receiver: OtlpReceiver) -> None:
    token = "123456789:" + "Ab-c_" * 7
    tracing = exporting(receiver)
    root = tracing.new_root("failure")

    with pytest.raises(ConnectionError), tracing.span("send", parent=root):
        message = f"https://api.telegram.org/bot{token}/sendMessage"
        raise ConnectionError(message)
    tracing.shutdown()

    [span] = receiver.trace(root[3:35])
    assert span.failed
    assert span.events[0]["exception.type"] == "ConnectionError"
    assert span.events[0]["exception.message"] == "https://api.telegram.org/bot[redacted]/sendMessage"
    assert token not in str(span)


def test_spans_nest_without_naming_their_parent(receiver: OtlpReceiver) -> None:
    tracing = exporting(receiver)
    root = tracing.new_root("nesting")

    with tracing.span("outer", parent=root), tracing.span("inner"):
        pass
    tracing.shutdown()

    inner, outer = receiver.trace(root[3:35])
    assert (inner.name, inner.parent_id) == ("inner", outer.span_id)


def test_an_unsampled_parent_passes_on_as_it_came(receiver: OtlpReceiver) -> None:
    tracing = exporting(receiver)

    with tracing.span("draft", parent=UNSAMPLED) as span:
        assert not span.is_recording()
        assert inject() == UNSAMPLED
        with tracing.span("inner"):
            assert inject() == UNSAMPLED

    assert inject() is None


def test_a_sampled_parent_is_obeyed_whatever_the_own_ratio(receiver: OtlpReceiver) -> None:
    never = exporting(receiver, ratio=0.0)

    with never.span("draft", parent=SAMPLED) as span:
        assert span.is_recording()
    with never.span("draft", parent="00-" + "12" * 16 + "-" + "12" * 8 + "-01") as root:
        assert root.is_recording()
    with never.span("draft") as own:
        assert not own.is_recording()
    never.shutdown()


def test_libraries_under_an_unsampled_parent_are_not_recorded_either(receiver: OtlpReceiver) -> None:
    tracing = exporting(receiver)

    with (
        tracing.span("draft", parent=UNSAMPLED),
        tracing.provider.get_tracer("httpx").start_as_current_span("GET") as call,
    ):
        assert not call.is_recording()
        assert call.get_span_context().trace_id == int("ab" * 16, 16)
    tracing.shutdown()


def test_without_an_endpoint_ids_run_through_and_nothing_is_recorded() -> None:
    tracing = traces.configure("generator", sample_ratio=1.0)

    with tracing.span("begins") as span:
        begun = inject()
        assert begun is not None
        assert begun.endswith("-01")
        assert not span.is_recording()
        assert get_current_span().get_span_context().trace_id == int(begun[3:35], 16)
    with tracing.span("continues", parent=SAMPLED):
        assert inject() == SAMPLED

    assert not tracing.exporting
    assert tracing.flush()
    assert tracing.shutdown()


@pytest.mark.parametrize("malformed", ["", "nonsense", "00-" + "0" * 32 + "-" + "cd" * 8 + "-01", "ff" + SAMPLED[2:]])
def test_a_malformed_parent_counts_as_none(malformed: str) -> None:
    tracing = traces.configure("generator", sample_ratio=0.0)

    with tracing.span("draft", parent=malformed):
        begun = inject()

    assert begun is not None
    assert begun[3:35] not in {"0" * 32, "ab" * 16}


def test_a_traceparent_of_a_later_version_is_understood() -> None:
    tracing = traces.configure("generator")
    later = "01" + UNSAMPLED[2:] + "-more"

    with tracing.span("draft", parent=later):
        assert get_current_span().get_span_context().trace_id == int("ab" * 16, 16)


def test_the_same_seed_is_the_same_trace_everywhere() -> None:
    one, other = traces.configure("scheduler"), traces.configure("generator")

    assert one.new_root("tick-1") == other.new_root("tick-1")
    assert one.new_root("tick-1") != one.new_root("tick-2")
    assert one.new_root() != one.new_root()


@pytest.mark.parametrize(("ratio", "least", "most"), [(0.0, 0, 0), (0.1, 140, 260), (1.0, 2000, 2000)])
def test_the_ratio_decides_for_roots(ratio: float, least: int, most: int) -> None:
    tracing = traces.configure("scheduler", sample_ratio=ratio)

    recorded = sum(tracing.new_root(f"tick-{number}").endswith("-01") for number in range(2000))

    assert least <= recorded <= most


def test_a_recorded_root_is_the_root_of_its_trace(receiver: OtlpReceiver) -> None:
    tracing = exporting(receiver)

    with tracing.span("begins") as span:
        begun = inject() or ""
        assert span.is_recording()
    tracing.shutdown()

    [span_received] = receiver.trace(begun[3:35])
    assert span_received.parent_id == ""


def test_a_batch_is_one_span_linked_to_the_recorded_traces_in_it(receiver: OtlpReceiver) -> None:
    tracing = exporting(receiver, service="projector", ratio=0.0)
    other = "00-" + "12" * 16 + "-" + "34" * 8 + "-01"

    with tracing.batch("project", [SAMPLED, None, UNSAMPLED, "nonsense", other], attributes={"events": 5}):
        begun = inject() or ""
    tracing.shutdown()

    [span] = receiver.trace(begun[3:35])
    assert span.links == ("ab" * 16, "12" * 16)
    assert span.attributes == {"events": 5}
    assert span.parent_id == ""


def test_a_batch_without_recorded_traces_is_not_recorded(receiver: OtlpReceiver) -> None:
    tracing = exporting(receiver)

    with tracing.batch("project", [UNSAMPLED, None]) as span:
        assert not span.is_recording()
        assert (inject() or "").endswith("-00")
    tracing.shutdown()


def test_a_thousand_links_arrive(receiver: OtlpReceiver) -> None:
    tracing = exporting(receiver)
    parents = [tracing.new_root(str(number)) for number in range(1000)]

    with tracing.batch("project", parents):
        begun = inject() or ""
    tracing.shutdown()

    [span] = receiver.trace(begun[3:35])
    assert len(span.links) == 1000


def test_spans_go_out_by_themselves(receiver: OtlpReceiver) -> None:
    tracing = traces.configure("generator", receiver.http, 1.0, export_every=0.05)
    root = tracing.new_root("by itself")

    with tracing.span("draft", parent=root):
        pass

    receiver.wait_for(of_trace(root))
    tracing.shutdown()


@pytest.mark.parametrize(
    ("endpoint", "protocol", "reason"),
    [
        ("collector:4317", None, "use http"),
        ("ftp://collector", None, "use http"),
        ("http://", None, "use http"),
        ("http://collector:port", None, "[Pp]ort"),
        ("http://collector:4318", "http/json", "not one of grpc, http/protobuf"),
    ],
)
def test_an_endpoint_that_cannot_be_used_is_an_error_at_start(endpoint: str, protocol: str | None, reason: str) -> None:
    with pytest.raises(TracingNotPossible, match=reason):
        traces.configure("generator", endpoint, protocol=protocol)


def test_a_broken_exporter_is_an_error_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "soon")

    with pytest.raises(TracingNotPossible, match="soon"):
        traces.configure("generator", "grpc://127.0.0.1:4317")


def test_an_sdk_that_is_switched_off_is_an_error_when_spans_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")

    with pytest.raises(TracingNotPossible, match="OTEL_SDK_DISABLED"):
        traces.configure("generator", "http://127.0.0.1:4318")


@pytest.mark.parametrize("ratio", [-0.1, 1.1, float("nan")])
def test_a_ratio_out_of_range_is_an_error(ratio: float) -> None:
    with pytest.raises(SampleRatioOutOfRange):
        traces.configure("generator", sample_ratio=ratio)


def test_the_protocol_chooses_grpc_for_a_plain_address(receiver: OtlpReceiver) -> None:
    tracing = traces.configure("generator", receiver.grpc.replace("grpc://", "http://"), 1.0, protocol="grpc")
    root = tracing.new_root("plain address")

    with tracing.span("draft", parent=root):
        pass
    tracing.shutdown()

    assert receiver.trace(root[3:35])


def test_lost_spans_are_reported(receiver: OtlpReceiver) -> None:
    outcomes: list[tuple[str, int]] = []
    tracing = traces.configure(
        "generator", receiver.http + "/nowhere", 1.0, report=lambda outcome, spans: outcomes.append((outcome, spans))
    )
    with tracing.span("outer"), tracing.span("inner"):
        pass

    tracing.shutdown()

    assert outcomes == [("failed", 2)]
    assert tracing.failing


def test_shutting_down_is_bounded_when_the_collector_hangs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        tracing = traces.configure("generator", f"http://127.0.0.1:{silent.getsockname()[1]}", 1.0)
        with tracing.span("draft"):
            pass

        begun = time.monotonic()
        assert not tracing.flush(timeout=0.2)
        assert not tracing.shutdown(timeout=0.2)
        assert time.monotonic() - begun < 3
