"""Metrics whose labelled children are bound once and then found by a dictionary look-up."""

from typing import Final, Generic, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics import MetricWrapperBase

from piyasa.telemetry.errors import LabelCountWrong, LabelUnknown
from piyasa.telemetry.metrics import labels as rules

Child = TypeVar("Child", bound=MetricWrapperBase)

CHILDREN_AT_MOST: Final = 10_000
"""Series of one metric: five hundred bots in twenty chats each."""


class Family(Generic[Child]):
    """One metric with labels. `of(…)` takes their values in the order of `labels`.

    A value that may not be a label (a number that identifies somebody, a concrete subject) or one child too many is
    counted under `refused` and in `telemetry_labels_refused_total`; measuring never breaks what is measured.
    """

    __slots__ = ("_children", "_limit", "_metric", "_name", "_refusals", "labels")

    def __init__(self, name: str, metric: Child, labels: tuple[str, ...], refusals: Counter, *, limit: int) -> None:
        self.labels = labels
        self._metric = metric
        self._name = name
        self._refusals = refusals
        self._limit = limit
        self._children: dict[tuple[str, ...], Child] = {}

    def of(self, *values: str) -> Child:
        """The child with these label values; cheap enough for every event.

        Raises:
            LabelCountWrong: the number of values is not the number of labels.
        """
        child = self._children.get(values)
        return child if child is not None else self._admit(values)

    def _admit(self, values: tuple[str, ...]) -> Child:
        if len(values) != len(self.labels):
            raise LabelCountWrong(self._name, self.labels, values)
        known = len(self._children) < self._limit
        kept = tuple(
            value if known and rules.permitted(label, value) else rules.REFUSED
            for label, value in zip(self.labels, values, strict=True)
        )
        if kept != values:
            self._refusals.labels(self._name).inc()
            return self._metric.labels(*kept)
        child = self._children[values] = self._metric.labels(*values)
        return child


class Forge:
    """Makes metrics inside one registry and guards their labels."""

    def __init__(self, registry: CollectorRegistry, *, children_at_most: int = CHILDREN_AT_MOST) -> None:
        self.registry = registry
        self._limit = children_at_most
        self._refusals = Counter(
            "telemetry_labels_refused",
            "Label values that were not permitted or came after the limit, by metric.",
            ("metric",),
            registry=registry,
        )

    def counter(self, name: str, text: str) -> Counter:
        """A number that only grows."""
        return Counter(name, text, registry=self.registry)

    def gauge(self, name: str, text: str) -> Gauge:
        """A number that goes up and down."""
        return Gauge(name, text, registry=self.registry)

    def histogram(self, name: str, text: str, *, buckets: tuple[float, ...]) -> Histogram:
        """A distribution; buckets are upper bounds in the unit of the name."""
        return Histogram(name, text, buckets=buckets, registry=self.registry)

    def counters(self, name: str, text: str, *labels: str) -> Family[Counter]:
        """Counters by label."""
        return self._family(name, Counter(name, text, _bounded(name, labels), registry=self.registry), labels)

    def gauges(self, name: str, text: str, *labels: str) -> Family[Gauge]:
        """Gauges by label."""
        return self._family(name, Gauge(name, text, _bounded(name, labels), registry=self.registry), labels)

    def histograms(self, name: str, text: str, *labels: str, buckets: tuple[float, ...]) -> Family[Histogram]:
        """Histograms by label; buckets are upper bounds in the unit of the name."""
        metric = Histogram(name, text, _bounded(name, labels), buckets=buckets, registry=self.registry)
        return self._family(name, metric, labels)

    def _family(self, name: str, metric: Child, labels: tuple[str, ...]) -> Family[Child]:
        return Family(name, metric, labels, self._refusals, limit=self._limit)


def _bounded(name: str, labels: tuple[str, ...]) -> tuple[str, ...]:
    for label in labels:
        if label not in rules.RULES:
            raise LabelUnknown(name, label)
    return labels
