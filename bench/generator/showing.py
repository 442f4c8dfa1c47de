"""The generator's figures for people, each beside what it is to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

_MET = {True: "[green]met[/]", False: "[red]missed[/]"}


def show_generator(console: Console, part: Mapping[str, Any]) -> None:
    """Print what was measured of it."""
    for name, told in part.items():
        _SHOWN[name](console, name, told)


def _promptness(console: Console, _: str, told: Mapping[str, Any]) -> None:
    title = f"ten drafts at once, {told['latency_seconds']:g} s latency (target: within {told['target_seconds']:g} s)"
    table = _table(
        title,
        "",
        "median s",
        "worst s",
        "a draft: median s",
        "first try: worst s",
        "within",
        "calls",
        "second tries",
        "target",
    )
    for name in ("without_judge", "with_judge"):
        each = told[name]
        table.add_row(
            name.replace("_", " "), f"{each['median_seconds']:.2f}", f"{each['worst_seconds']:.2f}",
            f"{each['median_draft_seconds']:.2f}", f"{each['worst_at_first_try_seconds']:.2f}",
            f"{each['within_target']} of {each['ticks']}", str(each["calls"]), str(each["sought_again"]),
            _MET[each["met"]],
        )  # fmt: skip
    console.print(table)


def _caching(console: Console, name: str, told: Mapping[str, Any]) -> None:
    table = _table(f"{name}: provider's cache from {told['cache_minimum']} tokens on", "", "", "target")
    saved = f"{told['tokens_saved_share']:.1%} ({told['prompt_cost_saved_share']:.1%} of prompts' price)"
    table.add_row("tokens saved by all caches (> 15 %)", saved, _MET[told["saving_met"]])
    table.add_row("calls timed out (< 1 %)", f"{told['timed_out_share']:.2%}", _MET[told["timeouts_met"]])
    table.add_row("calls made again", f"{told['retried_share']:.2%} of {told['calls']}", "")
    cached = f"{told['draft_cached_share']:.1%} of {told['draft_prompt_tokens']} tokens"
    table.add_row("a draft's prompt, from the provider's cache", cached, "")
    for kind, own in told["own_caches"].items():
        row = f"{own['hit_share']:.1%} ({own['hits']} of {own['hits'] + own['misses']})"
        table.add_row(f"our cache of {kind}s", row, "")
    table.add_row("outcomes", _counted(told["outcomes"]), "")
    table.add_row("second tries", _counted(told["sought_again"]) or "none", "")
    console.print(table)


def _cost(console: Console, _: str, told: Mapping[str, Any]) -> None:
    title = f"generator CPU per draft beside the bare client ({told['calls']} calls, {told['rounds']} rounds)"
    table = _table(title, "", "piyasa", "reference", "ratio")
    mine, theirs = told["ms_per_draft"], told["reference_ms_per_call"]
    table.add_row("CPU ms a draft", f"{mine:.2f}", f"{theirs:.2f}", f"[bold]{told['ratio']:.2f}[/]")
    table.add_section()
    for part, each in told["ms_by_part"].items():
        table.add_row(f"  {part}", f"{each:.2f}", "", "")
    console.print(table)


def _recall(console: Console, _: str, told: Mapping[str, Any]) -> None:
    table = _table(f"recall over {told['memories']} memories", "", "CPU ms")
    for name in ("first_ms", "with_one_more_ms", "again_ms", "with_cosines_ms"):
        table.add_row(name.removesuffix("_ms").replace("_", " "), f"{told[name]:.2f}")
    console.print(table)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    return table


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


_SHOWN = {
    "ten at once": _promptness, "caching": _caching, "caching as OpenAI does": _caching, "cost": _cost,
    "recall": _recall,
}  # fmt: skip
