"""The W3C `traceparent` as text: reading, writing and the one bit that decides whether spans are recorded."""

import re
from typing import Final

from opentelemetry.trace import SpanContext, TraceFlags

_FORM: Final = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?")
_LOW_HALF: Final = (1 << 64) - 1
_ODD_DIGITS: Final = frozenset("13579bdf")


def well_formed(text: str | None) -> bool:
    """Whether this is a traceparent that may be continued."""
    return text is not None and _FORM.fullmatch(text) is not None


def sampled(text: str) -> bool:
    """Whether a well-formed traceparent asks for spans to be recorded."""
    return text[54] in _ODD_DIGITS


def parse(text: str) -> SpanContext:
    """The remote span that a well-formed traceparent names."""
    return SpanContext(
        int(text[3:35], 16), int(text[36:52], 16), is_remote=True, trace_flags=TraceFlags(int(text[53:55], 16))
    )


def render(context: SpanContext) -> str:
    """The traceparent of a valid span context."""
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def root(trace_id: int, *, recorded: bool) -> str:
    """A traceparent for a trace that has no span yet: its span id is the low half of its trace id.

    By that, `begins_trace` knows that there is no parent to point at, and the first span becomes the trace's root
    instead of the child of a span that no backend will ever see.
    """
    return f"00-{trace_id:032x}-{trace_id & _LOW_HALF or 1:016x}-{int(recorded):02x}"


def begins_trace(text: str) -> bool:
    """Whether a well-formed traceparent was made by `root`."""
    return text[19:35] == text[36:52]
