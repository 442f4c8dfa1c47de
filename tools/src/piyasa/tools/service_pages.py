"""What services tell about themselves over HTTP: how they are, and how far their views have come."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from piyasa.tools.model_lanes import ModelLane, lanes_of

VIEW_POSITION = "view_position"
CHECKPOINT = "projector_checkpoint"
_ACTIVE = "leases_held"
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Page:
    """One replica. ``positions`` are by view, ``checkpoint`` is the projector's while it is the one that writes."""

    replica: str
    status: str
    """``healthy``, ``degraded``, ``unhealthy`` or ``unreachable``."""
    detail: str = ""
    positions: Mapping[str, int] | None = None
    checkpoint: int | None = None
    standing_by: bool = False
    models: tuple[ModelLane, ...] = ()
    """The providers of language models that a generator asks."""


async def read_pages(services: Mapping[str, str]) -> list[Page]:
    """Ask every replica at once."""
    async with httpx.AsyncClient(timeout=_PATIENCE, trust_env=False) as http:
        return list(await asyncio.gather(*(_page(http, name, address) for name, address in services.items())))


async def _page(http: httpx.AsyncClient, replica: str, address: str) -> Page:
    try:
        health = (await http.get(f"{address}/health")).json()
        metrics = await http.get(f"{address}/metrics")
        metrics.raise_for_status()
    except (httpx.HTTPError, ValueError) as error:
        return Page(replica, "unreachable", f"{address}: {type(error).__name__}")
    return page_of(replica, health, metrics.text)


def page_of(replica: str, health: Mapping[str, Any], metrics: str) -> Page:
    """Read the two pages of one replica."""
    values: dict[str, dict[str, float]] = {VIEW_POSITION: {}, CHECKPOINT: {}, _ACTIVE: {}}
    for family in text_string_to_metric_families(metrics):
        for sample in family.samples:
            if sample.name in values:
                values[sample.name][next(iter(sample.labels.values()), "")] = sample.value
    positions = {view: int(value) for view, value in values[VIEW_POSITION].items()}
    checkpoint = next((int(value) for value in values[CHECKPOINT].values()), None)
    writes = bool(values[_ACTIVE].get("projector"))
    return Page(
        replica,
        str(health.get("status", "unknown")),
        _detail(health.get("checks", {})),
        positions or None,
        checkpoint if writes else None,
        standing_by=checkpoint is not None and not writes,
        models=lanes_of(health.get("checks", {}), metrics),
    )


def _detail(checks: Mapping[str, Mapping[str, Any]]) -> str:
    """What is not well, in words."""
    return "; ".join(f"{name}: {each.get('detail')}" for name, each in checks.items() if each["status"] != "healthy")
