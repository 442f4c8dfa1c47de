"""An OTLP receiver inside the test process: takes spans over HTTP and gRPC on loopback and keeps them."""

import gzip
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Final, Self

import grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as messages
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as service
from opentelemetry.proto.common.v1 import common_pb2
from opentelemetry.proto.trace.v1 import trace_pb2

_INFLATE: Final[dict[str, Callable[[bytes], bytes]]] = {"gzip": gzip.decompress, "deflate": zlib.decompress}


@dataclass(frozen=True, slots=True)
class Received:
    """One span as it arrived; ids in hexadecimal, `parent_id` empty for a root."""

    service: str
    name: str
    trace_id: str
    span_id: str
    parent_id: str
    kind: str
    failed: bool
    attributes: dict[str, Any]
    links: tuple[str, ...]
    events: tuple[dict[str, Any], ...]
    resource: dict[str, Any]


class OtlpReceiver:
    """Collects spans between `with` and its end. `http` and `grpc` are endpoints for a service's settings."""

    def __init__(self) -> None:
        self._spans: list[Received] = []
        self._arrived = threading.Condition()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _http_handler(self._keep))
        self._serving = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._grpc = grpc.server(ThreadPoolExecutor(2))
        service.add_TraceServiceServicer_to_server(_Servicer(self._keep), self._grpc)
        self._grpc_port = self._grpc.add_insecure_port("127.0.0.1:0")

    @property
    def http(self) -> str:
        """Base endpoint for OTLP over HTTP."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def grpc(self) -> str:
        """Endpoint for OTLP over gRPC."""
        return f"grpc://127.0.0.1:{self._grpc_port}"

    @property
    def spans(self) -> list[Received]:
        """Everything received so far, in order of arrival."""
        with self._arrived:
            return list(self._spans)

    def trace(self, trace_id: str) -> list[Received]:
        """The spans of one trace received so far."""
        return [span for span in self.spans if span.trace_id == trace_id]

    def wait_for(self, enough: Callable[[list[Received]], bool], timeout: float = 5.0) -> list[Received]:
        """Wait until what has arrived is enough and give it.

        Raises:
            TimeoutError: it never was within `timeout` seconds.
        """
        until = time.monotonic() + timeout
        with self._arrived:
            while not enough(self._spans):
                left = until - time.monotonic()
                if left <= 0 or not self._arrived.wait(left):
                    names = [f"{span.service}:{span.name}" for span in self._spans]
                    message = f"not enough spans within {timeout} s; received {names}"
                    raise TimeoutError(message)
            return list(self._spans)

    def __enter__(self) -> Self:
        self._serving.start()
        self._grpc.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._serving.join(5)
        self._grpc.stop(grace=None).wait(5)

    def _keep(self, request: messages.ExportTraceServiceRequest) -> None:
        found = [
            _received(span, _attributes(group.resource.attributes))
            for group in request.resource_spans
            for scope in group.scope_spans
            for span in scope.spans
        ]
        with self._arrived:
            self._spans.extend(found)
            self._arrived.notify_all()


def _received(span: trace_pb2.Span, resource: dict[str, Any]) -> Received:
    return Received(
        service=str(resource.get("service.name", "")),
        name=span.name,
        trace_id=span.trace_id.hex(),
        span_id=span.span_id.hex(),
        parent_id=span.parent_span_id.hex(),
        kind=trace_pb2.Span.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_").lower(),
        failed=span.status.code == trace_pb2.Status.STATUS_CODE_ERROR,
        attributes=_attributes(span.attributes),
        links=tuple(link.trace_id.hex() for link in span.links),
        events=tuple({"name": event.name, **_attributes(event.attributes)} for event in span.events),
        resource=resource,
    )


def _attributes(pairs: Any) -> dict[str, Any]:
    return {pair.key: _plain(pair.value) for pair in pairs}


def _plain(held: common_pb2.AnyValue) -> Any:
    kind = held.WhichOneof("value")
    if kind is None:
        return None
    if kind == "array_value":
        return [_plain(item) for item in held.array_value.values]
    return getattr(held, kind)


class _Servicer(service.TraceServiceServicer):
    def __init__(self, keep: Callable[[messages.ExportTraceServiceRequest], None]) -> None:
        self._keep = keep

    def Export(  # noqa: N802 - the protocol's name
        self, request: messages.ExportTraceServiceRequest, context: grpc.ServicerContext
    ) -> messages.ExportTraceServiceResponse:
        self._keep(request)
        return messages.ExportTraceServiceResponse()


def _http_handler(keep: Callable[[messages.ExportTraceServiceRequest], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            inflate = _INFLATE.get(self.headers.get("content-encoding", ""))
            found = self.path == "/v1/traces"
            if found:
                keep(messages.ExportTraceServiceRequest.FromString(inflate(body) if inflate else body))
            answer = messages.ExportTraceServiceResponse().SerializeToString()
            self.send_response(200 if found else 404)
            self.send_header("content-type", "application/x-protobuf")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Keep quiet: tests read their own output."""

    return Handler
