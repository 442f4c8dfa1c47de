"""Head sampling: the first service decides for the whole trace, everybody after it obeys."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from typing import Final

from opentelemetry.context import Context
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import Decision, Sampler, SamplingResult
from opentelemetry.trace import Link, SpanKind, TraceState, get_current_span
from opentelemetry.util.types import Attributes

from piyasa.telemetry.errors import SampleRatioOutOfRange

_LOW_HALF: Final = (1 << 64) - 1
_chosen: ContextVar[int | None] = ContextVar("piyasa_chosen_trace", default=None)


@contextmanager
def chosen_trace(trace_id: int) -> Iterator[None]:
    """Inside, the next root span gets this trace id and is recorded: that was decided before the span exists."""
    token = _chosen.set(trace_id)
    try:
        yield
    finally:
        _chosen.reset(token)


class ChosenIds(RandomIdGenerator):
    """Random ids, except for a trace whose id was chosen."""

    def generate_trace_id(self) -> int:
        """Give the chosen id, or a random one."""
        chosen = _chosen.get()
        return super().generate_trace_id() if chosen is None else chosen


class HeadSampler(Sampler):
    """Records a share of the traces: roots by their id, all others as their parent says."""

    def __init__(self, ratio: float) -> None:
        if not 0.0 <= ratio <= 1.0:
            raise SampleRatioOutOfRange(ratio)
        self.ratio = ratio
        self._bound = round(ratio * (_LOW_HALF + 1))

    def takes(self, trace_id: int) -> bool:
        """Whether a trace with this id is recorded; the same answer in every service with the same ratio."""
        return trace_id & _LOW_HALF < self._bound

    def should_sample(
        self,
        parent_context: Context | None,
        trace_id: int,
        name: str,  # noqa: ARG002 - the interface's
        kind: SpanKind | None = None,  # noqa: ARG002 - the interface's
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,  # noqa: ARG002 - the interface's
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        """Answer for spans that libraries start as well as for ours."""
        parent = get_current_span(parent_context).get_span_context()
        begun_here = _chosen.get() == trace_id or self.takes(trace_id)
        if parent.trace_flags.sampled if parent.is_valid else begun_here:
            return SamplingResult(Decision.RECORD_AND_SAMPLE, attributes, trace_state)
        return SamplingResult(Decision.DROP, None, trace_state)

    def get_description(self) -> str:
        """Name the sampler for the SDK."""
        return f"HeadSampler{{{self.ratio}}}"


def trace_id_of(seed: str | None) -> int:
    """A trace id: always the same for a seed (an event's id, say), random without one."""
    if seed is None:
        return random.getrandbits(128) or 1
    return int.from_bytes(blake2b(seed.encode(), digest_size=16).digest()) or 1
