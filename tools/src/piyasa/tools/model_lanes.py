"""How a replica of the generator stands with each provider of language models, from its two pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from prometheus_client.parser import text_string_to_metric_families

from piyasa.generator.ports import MODEL_CHECK, TROUBLE

_CIRCUIT, _IN_FLIGHT, _SHARE = "llm_circuit_open", "llm_calls_in_flight", "llm_budget_spent_share"
_STATES: Final = {0.0: "closed", 0.5: "half-open", 1.0: "open"}


@dataclass(frozen=True, slots=True)
class ModelLane:
    """One provider as one replica sees it; ``all`` stands for all of them together and has no circuit."""

    provider: str
    circuit: str
    """``closed``, ``half-open``, ``open``, or ``unknown``."""
    in_flight: int = 0
    trouble: str = ""
    """How the last call failed; empty after one that did not."""
    share: float | None = None
    """Of the day's budget, as it was at the replica's last call; None when it made none."""


def lanes_of(checks: Mapping[str, Mapping[str, Any]], metrics: str) -> tuple[ModelLane, ...]:
    """Read the checks of a page of health and the text of a page of metrics; in the order of the metrics."""
    values: dict[str, dict[str, float]] = {_CIRCUIT: {}, _IN_FLIGHT: {}, _SHARE: {}}
    for family in text_string_to_metric_families(metrics):
        for sample in family.samples:
            if sample.name in values:
                values[sample.name][sample.labels["provider"]] = sample.value
    names = dict.fromkeys((*values[_CIRCUIT], *values[_IN_FLIGHT], *values[_SHARE]))
    return tuple(
        ModelLane(
            name,
            _STATES.get(values[_CIRCUIT].get(name, -1.0), "unknown"),
            int(values[_IN_FLIGHT].get(name, 0)),
            str(checks.get(f"{MODEL_CHECK}{name}", {}).get("detail", "")).partition(TROUBLE)[2],
            values[_SHARE].get(name),
        )
        for name in names
    )
