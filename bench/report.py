"""The figures as a table for people: ratios first."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from bench.generator.showing import show_generator

BUDGETS = {"plumbing": 1.8, "whole": 1.5}


def show(console: Console, results: dict[str, Any]) -> None:
    """Print everything that was measured."""
    for name, part in results.items():
        if "ours" in part:
            _pipeline(console, name, part)
        elif name == "generator":
            show_generator(console, part)
        elif name == "rehearsal":
            _rehearsal(console, part)
        else:
            _rates(console, name, part)


def _pipeline(console: Console, name: str, part: dict[str, Any]) -> None:
    kind = name.partition(" ")[0]
    ours, reference = part["ours"], part["reference"]
    table = Table(title=f"{name} (budget: at most {BUDGETS[kind]:g} times the reference's CPU)", title_justify="left")
    for column in ("", "piyasa", "reference", "ratio"):
        table.add_column(column, justify="left" if not column else "right")
    table.add_row(
        "CPU s per 1,000 messages", f"{ours['cpu_seconds_per_1000']:.2f}", f"{reference['cpu_seconds_per_1000']:.2f}",
        f"[bold]{part['ratio']:.2f}[/]",
    )  # fmt: skip
    rates = ours["messages_per_second"], reference["messages_per_second"]
    table.add_row("messages/s", f"{rates[0]:.0f}", f"{rates[1]:.0f}", f"{rates[0] / rates[1]:.2f}")
    if "light" in part:
        mine, theirs = part["light"]["ours"], part["light"]["reference"]
        for title, key in (("20/s: median ms", "median_ms"), ("20/s: CPU s per 1,000", "cpu_seconds_per_1000")):
            table.add_row(title, f"{mine[key]:.2f}", f"{theirs[key]:.2f}", f"{mine[key] / theirs[key]:.2f}")
    table.add_section()
    for process, value in ours["by_process"].items():
        memory = part["memory_mib"].get(process)
        table.add_row(f"  {process} ({memory} MiB)", f"{value:.3f}", "", "")
    for process, value in reference["by_process"].items():
        table.add_row(f"  {process}", "", f"{value:.3f}", "")
    console.print(table)
    if ours["ended_otherwise"]:
        console.print(f"  ended otherwise than by being sent: {ours['ended_otherwise']}")


def _rehearsal(console: Console, part: dict[str, Any]) -> None:
    """Sizes under one another; the budget is a minute for a day of 200 personas, on one core."""
    table = Table(title="rehearsal (budget: 200 personas, 24 h in under 60 CPU s)", title_justify="left")
    for column in ("", "CPU s", "ms a persona-hour", "MiB", "events", "personas said", "people said"):
        table.add_column(column, justify="left" if not column else "right")
    for name, told in part.items():
        if isinstance(told, dict):
            said = told["said"]
            table.add_row(
                name, f"{told['cpu_seconds']:.1f}", f"{told['ms_per_persona_hour']:.2f}", str(told["memory_mib"]),
                f"{told['events']:,}", f"{said['message-sent']:,}", f"{said['message-received']:,}",
            )  # fmt: skip
        else:
            table.add_row(name, "", f"{told:.2f} times", "", "", "", "")
    console.print(table)


def _rates(console: Console, name: str, part: dict[str, Any]) -> None:
    table = Table(title=name, title_justify="left", show_header=False)
    for key, value in part.items():
        table.add_row(key.replace("_", " "), f"{value:,}" if not isinstance(value, bool) else str(value))
    console.print(table)
