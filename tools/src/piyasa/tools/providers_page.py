"""Providers of language models as tables for people."""

from __future__ import annotations

from typing import Final

from rich.markup import escape
from rich.table import Table

from piyasa.telemetry import redaction
from piyasa.tools.output import plain
from piyasa.tools.provider_standing import Budget, ProviderRow, ProviderStanding, ReplicaRow

STEPS: Final = {
    "free": "everything",
    "halved": "half of small talk",
    "people_only": "people only",
    "exhausted": "nothing",
}
"""What a step of a budget still lets through."""
_STYLES: Final = {"free": "green", "halved": "yellow"}
_CIRCUITS: Final = {"closed": "green", "half-open": "yellow", "open": "red"}
_CENTS_FROM: Final = 100.0


def providers_table(standing: ProviderStanding) -> Table:
    """What each provider took today, and what is left."""
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    for name in ("provider", "model", "address"):
        table.add_column(name)
    for name in ("pool", "calls", "tokens", "dollars", "spent"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("lets through", no_wrap=True)
    for row in standing.providers:
        table.add_row(row.provider, _model(row), escape(row.address or ""), _pool(row), *_account(row.budget))
    if len(standing.providers) > 1:
        table.add_row("all together", "", "", "", *_account(standing.together), style="dim")
    return table


def replicas_table(rows: list[ReplicaRow]) -> Table:
    """How each replica stands with each provider."""
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    for name in ("replica", "provider", "circuit"):
        table.add_column(name, no_wrap=True)
    table.add_column("in flight", justify="right", no_wrap=True)
    table.add_column("last trouble")
    for row in rows:
        circuit = row.circuit or row.status
        style = _CIRCUITS.get(circuit, "yellow" if row.provider else "red")
        table.add_row(
            row.replica,
            row.provider or "–",
            f"[{style}]{circuit}[/]",
            "–" if row.in_flight is None else str(row.in_flight),
            escape(redaction.text(plain(row.trouble))),
        )
    return table


def _model(row: ProviderRow) -> str:
    if not row.configured:
        return "[dim]not configured here[/]"
    return escape(f"{row.model} ({row.judge_model} judges)" if row.judge_model else row.model or "")


def _pool(row: ProviderRow) -> str:
    return "" if row.pool is None else str(row.pool)


def _account(budget: Budget) -> tuple[str, ...]:
    tokens = f"{budget.tokens:,}" + (f" of {budget.limit_tokens:,}" if budget.limit_tokens is not None else "")
    usd = _money(budget.usd) + (f" of {_money(budget.limit_usd)}" if budget.limit_usd is not None else "")
    if budget.share is None or budget.step is None:
        return f"{budget.calls:,}", tokens, usd, "–", "no budget is known"
    step = f"[{_STYLES.get(budget.step, 'red')}]{STEPS[budget.step]}[/]"
    return f"{budget.calls:,}", tokens, usd, f"{budget.share:.0%}", step


def _money(usd: float) -> str:
    return f"{usd:,.2f}" if usd >= _CENTS_FROM else f"{usd:.4f}".rstrip("0").rstrip(".")
