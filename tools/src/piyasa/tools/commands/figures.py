"""`piyasa figures`: which market figures personas may speak of."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from piyasa.generator.domain.market.freshness import Freshness
from piyasa.projections.directory import Installations
from piyasa.projections.directory.settings import Settings
from piyasa.projections.directory.state import Installation
from piyasa.projections.figures import Figure, Figures
from piyasa.projections.fold import TableSet
from piyasa.tools.connections import AsJson, Home, System, broker, database, find
from piyasa.tools.folding import folded
from piyasa.tools.log_reading import LogReader
from piyasa.tools.output import out, plain, print_json, progress, seconds
from piyasa.tools.running import run

if TYPE_CHECKING:
    from collections.abc import Iterable

_STYLES = {"fresh": "green", "closing": "cyan", "stale": "dim"}


@dataclass(frozen=True, slots=True)
class Row:
    """One symbol's newest figure."""

    symbol: str
    value: float
    unit: str
    source: str
    as_of: datetime
    age: float
    """Seconds since it held."""
    standing: str
    """``fresh``; ``closing``, of a session that no other has followed; ``stale``, which nobody speaks of."""


def figures(*, as_json: AsJson = False, home: Home = None) -> None:
    """Show the newest figure of each symbol: where it is from, how old it is and whether personas may speak of it."""

    async def work() -> int:
        system, now = find(home), datetime.now(UTC)
        rows = rows_of(await _tables(system, now), now)
        if as_json:
            print_json([asdict(row) for row in rows])
        elif rows:
            out.print(_table(rows))
        else:
            out.print("No figure was observed; docs/grounding.md says how to feed the generator.")
        return 0

    run(work())


def rows_of(tables: TableSet, now: datetime) -> list[Row]:
    """The figures in order of their symbols, judged by the operators' settings."""
    installation: Installation = next(iter(tables.tables["installation"].rows.values()), Installation())
    settings = Settings.of(installation)
    rule = Freshness(now, settings.figure_fresh_minutes, settings.market_holidays)
    known: Iterable[Figure] = tables.tables["figures"].rows.values()
    return [_row(figure, rule) for figure in sorted(known, key=lambda figure: figure.symbol)]


def _row(figure: Figure, rule: Freshness) -> Row:
    standing = "closing" if rule.is_closing(figure) else "fresh" if rule.is_young(figure) else "stale"
    age = (rule.now - figure.as_of).total_seconds()
    return Row(figure.symbol, figure.value, figure.unit, figure.source, figure.as_of, age, standing)


async def _tables(system: System, now: datetime) -> TableSet:
    async with AsyncExitStack() as opened:
        client = await opened.enter_async_context(broker(system))
        engine = None if system.database_url is None else await opened.enter_async_context(database(system))
        tables = TableSet.of([Figures(), Installations()])
        with progress("folding the log") as report:
            return (await folded(LogReader(client, engine), engine, tables, now, report)).tables


def _table(rows: list[Row]) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    for name in ("symbol", "value", "unit", "source", "as of", "age", ""):
        table.add_column(name, no_wrap=True, justify="right" if name in {"value", "age"} else "left")
    for row in rows:
        standing = f"[{_STYLES[row.standing]}]{row.standing}[/]"
        cells = (row.symbol, f"{row.value:,.10g}", row.unit, row.source, f"{row.as_of:%Y-%m-%d %H:%M:%SZ}")
        table.add_row(*(escape(plain(cell)) for cell in cells), seconds(row.age), standing)
    return table
