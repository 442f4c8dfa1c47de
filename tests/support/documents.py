"""The tables of the documents that come out of the code; `python -m support.documents` in tests writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import orjson
from prometheus_client.metrics import MetricWrapperBase
from pydantic import AliasChoices

from piyasa.admin_api.domain.known_settings import SETTINGS
from piyasa.admin_api.settings import AdminSettings
from piyasa.eventlog.settings import ServiceSettings
from piyasa.generator.settings import GeneratorSettings
from piyasa.humanizer.settings import HumanizerSettings
from piyasa.projector.settings import ProjectorSettings
from piyasa.scheduler.settings import SchedulerSettings
from piyasa.telegram_gateway.settings import GatewaySettings
from piyasa.telemetry.metrics import Metrics
from support.behaviour_tables import behaviour_tables

DOCS = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- made from the code: begin -->", "<!-- made from the code: end -->"
SERVICES: dict[str, type[ServiceSettings]] = {
    "scheduler": SchedulerSettings,
    "generator": GeneratorSettings,
    "humanizer": HumanizerSettings,
    "telegram-gateway": GatewaySettings,
    "projector": ProjectorSettings,
    "admin-api": AdminSettings,
}


def metrics_tables() -> str:
    """Every metric by group: name, type, labels, meaning."""
    parts = []
    for group, about in {"": "Every service", **_groups()}.items():
        rows = [
            (_code(name), str(metric._type), ", ".join(map(_code, metric._labelnames)), str(metric._documentation))
            for name, metric in sorted(_metrics_of(group).items())
        ]
        parts += [f"### {about.rstrip('.')}", "", *_table(("Metric", "Type", "Labels", "Meaning"), rows), ""]
    return "\n".join(parts).rstrip()


def settings_tables() -> str:
    """The environment of all services and of each that needs more, and what operators may set while the system runs."""
    head = ("Variable", "Default", "Meaning")
    parts = ["## Every service", "", *_table(head, _variables(ServiceSettings, set())), ""]
    shared = set(ServiceSettings.model_fields)
    for service, settings in SERVICES.items():
        if settings.model_fields.keys() - shared:
            parts += [f"## {service}", "", *_table(head, _variables(settings, shared)), ""]
    rows = [
        (f"`{known.key}`", _code(orjson.dumps(known.default).decode()), known.rule.expected, known.meaning)
        for known in SETTINGS.values()
    ]
    parts += ["## While the system runs", "", *_table(("Key", "Default", "Allowed", "Meaning"), rows)]
    return "\n".join(parts)


PAGES = {"metrics.md": metrics_tables, "settings.md": settings_tables, "behaviour.md": behaviour_tables}


def with_tables(page: str, tables: str) -> str:
    """The page with everything between the marks replaced."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{rest.partition(END)[2]}"


def _groups() -> dict[str, str]:
    """The lazily made groups of metrics, in the order they are written in, with what they are about."""
    return {
        name: (member.__doc__ or "").strip()
        for name, member in vars(Metrics).items()
        if isinstance(member, cached_property)
    }


def _metrics_of(group: str) -> dict[str, MetricWrapperBase]:
    metrics = Metrics("docs", "0")
    known = _registered(metrics)
    if not group:
        return known
    getattr(metrics, group)
    return {name: metric for name, metric in _registered(metrics).items() if name not in known}


def _registered(metrics: Metrics) -> dict[str, MetricWrapperBase]:
    return {
        collector._name + ("_total" if collector._type == "counter" else ""): collector
        for collector in metrics.registry._collector_to_names
        if isinstance(collector, MetricWrapperBase)
    }


def _variables(settings: type[ServiceSettings], without: set[str]) -> Iterator[tuple[str, str, str]]:
    prefix = str(settings.model_config.get("env_prefix", ""))
    for name, field in settings.model_fields.items():
        if name in without:
            continue
        alias = field.validation_alias
        names = map(str, alias.choices) if isinstance(alias, AliasChoices) else [f"{prefix}{name}".upper()]
        default = "" if field.default in {None, ""} else _code(str(field.default))
        yield " or ".join(map(_code, names)), default, field.description or ""


def _code(text: str) -> str:
    return f"`{text}`"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    for file, tables in PAGES.items():
        page = DOCS / file
        page.write_text(with_tables(page.read_text(encoding="utf-8"), tables()), encoding="utf-8")
