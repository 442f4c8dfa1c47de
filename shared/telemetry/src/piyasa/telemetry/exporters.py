"""Makes the OTLP exporter that an endpoint asks for, and watches how it fares."""

import importlib
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import SplitResult, urlsplit

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

from piyasa.telemetry.errors import TracingNotPossible

GRPC: Final = "grpc"
HTTP: Final = "http/protobuf"
_TRACES_PATH: Final = "/v1/traces"


def make(endpoint: str, protocol: str | None = None) -> SpanExporter:
    """An exporter for `http(s)://host[:port]` (OTLP over HTTP unless `protocol` says grpc) or `grpc(s)://host:port`.

    Headers, certificates and timeouts come from the usual `OTEL_EXPORTER_OTLP_*` variables. Nothing is connected yet:
    a collector may start later than its services.

    Raises:
        TracingNotPossible: the endpoint or the protocol cannot be used, or the exporter refuses to be made.
    """
    address = _address(endpoint)
    chosen = _protocol(endpoint, address, protocol)
    try:
        return _over_grpc(address) if chosen == GRPC else _over_http(address)
    except Exception as error:
        raise TracingNotPossible(endpoint, reason=f"{type(error).__name__}: {error}") from error


def _address(endpoint: str) -> SplitResult:
    try:
        address = urlsplit(endpoint)
        host = address.hostname
        _ = address.port
    except ValueError as error:
        raise TracingNotPossible(endpoint, reason=str(error)) from error
    if address.scheme not in {"http", "https", "grpc", "grpcs"} or not host:
        raise TracingNotPossible(endpoint, reason="use http(s)://host:4318 or grpc(s)://host:4317")
    return address


def _protocol(endpoint: str, address: SplitResult, protocol: str | None) -> str:
    if address.scheme.startswith("grpc"):
        return GRPC
    if protocol in {None, "", HTTP}:
        return HTTP
    if protocol == GRPC:
        return GRPC
    raise TracingNotPossible(endpoint, reason=f"protocol {protocol!r} is not one of {GRPC}, {HTTP}")


# Imported on demand: the gRPC library alone takes more memory than the rest of a small service.
def _over_http(address: SplitResult) -> SpanExporter:
    module = importlib.import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    path = address.path.rstrip("/")
    if not path.endswith(_TRACES_PATH):
        path += _TRACES_PATH
    exporter: SpanExporter = module.OTLPSpanExporter(endpoint=address._replace(path=path).geturl())
    return exporter


def _over_grpc(address: SplitResult) -> SpanExporter:
    module = importlib.import_module("opentelemetry.exporter.otlp.proto.grpc.trace_exporter")
    exporter: SpanExporter = module.OTLPSpanExporter(
        endpoint=address.netloc, insecure=address.scheme in {"http", "grpc"}
    )
    return exporter


class WatchedExporter(SpanExporter):
    """Passes spans on and reports how many went out or were lost; a lost batch is never unseen."""

    def __init__(self, inner: SpanExporter, report: Callable[[str, int], None]) -> None:
        self._inner = inner
        self._report = report
        self._closed = False
        self.failing = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Export one batch and note the outcome."""
        result = SpanExportResult.FAILURE
        try:
            result = self._inner.export(spans)
        finally:
            self.failing = result is not SpanExportResult.SUCCESS
            self._report("failed" if self.failing else "exported", len(spans))
        return result

    def shutdown(self) -> None:
        """Give up what is being tried again and close; once is enough."""
        if not self._closed:
            self._closed = True
            self._inner.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Pass the wish on."""
        return self._inner.force_flush(timeout_millis)
