"""The two kinds of span a handler may run in: one that is recorded, and one that only passes its trace on."""

import traceback
from collections.abc import Callable
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from opentelemetry.context import Context, attach, detach
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, Status, StatusCode, set_span_in_context

from piyasa.telemetry import redaction, traceparent

if TYPE_CHECKING:
    from contextvars import Token


class Entered(Protocol):
    """What `span(…)` gives: a context manager whose target is the current span inside."""

    def __enter__(self) -> Span: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None, /
    ) -> None: ...


class PassedOn(NonRecordingSpan):
    """A span that is not recorded. It keeps the traceparent as it came and parses it only if somebody asks."""

    def __init__(self, text: str) -> None:  # the base class would want the parsed context at once
        self.text = text

    @cached_property
    def _context(self) -> SpanContext:  # type: ignore[override]
        return traceparent.parse(self.text)


class Passing:
    """Makes a span current without recording anything."""

    __slots__ = ("_span", "_token")

    def __init__(self, span: Span) -> None:
        self._span = span
        self._token: Token[Context] | None = None

    def __enter__(self) -> Span:
        self._token = attach(set_span_in_context(self._span))
        return self._span

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None, /
    ) -> None:
        if self._token is not None:
            detach(self._token)


class Recording:
    """Starts a span of the SDK on entry, makes it current, ends it on exit; an error becomes its status."""

    __slots__ = ("_span", "_start", "_token")

    def __init__(self, start: Callable[[], Span]) -> None:
        self._start = start
        self._span: Span | None = None
        self._token: Token[Context] | None = None

    def __enter__(self) -> Span:
        self._span = self._start()
        self._token = attach(set_span_in_context(self._span))
        return self._span

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None, /
    ) -> None:
        if self._token is not None:
            detach(self._token)
        if self._span is not None:
            if isinstance(error, Exception):
                record(self._span, error)
            self._span.end()


def record(span: Span, error: Exception) -> None:
    """Note an error on a span, redacted: the SDK's own way would export addresses with tokens in them."""
    words = redaction.text(str(error))
    span.add_event(
        "exception",
        {
            "exception.type": type(error).__qualname__,
            "exception.message": words,
            "exception.stacktrace": redaction.text("".join(traceback.format_exception(error))),
        },
    )
    span.set_status(Status(StatusCode.ERROR, f"{type(error).__qualname__}: {words}"))
