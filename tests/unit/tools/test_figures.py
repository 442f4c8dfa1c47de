"""The table of figures: what may be spoken of, judged as the generator does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from piyasa.contracts.system import FigureObserved, SettingChanged
from piyasa.projections.directory import Installations
from piyasa.projections.figures import Figures
from piyasa.projections.fold import TableSet
from piyasa.tools.commands.figures import rows_of
from support.events import Log
from support.folding import tables_of

EVENING = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
"""Nine in the evening in Istanbul; the exchange closed three hours ago."""


def observed(symbol: str, ago: float) -> FigureObserved:
    as_of = EVENING - timedelta(seconds=ago)
    return FigureObserved(symbol=symbol, value=41.25, unit="TRY", source="borsa", as_of=as_of)


def tables(*facts: FigureObserved | SettingChanged) -> TableSet:
    log = Log()
    log.add(*facts)
    return tables_of([Figures(), Installations()], log.events)


def test_figures_are_fresh_of_the_close_or_stale() -> None:
    rows = rows_of(tables(observed("USDTRY", 90), observed("THYAO", 10_900), observed("BTC", 10_900)), EVENING)
    assert [(row.symbol, row.standing, row.age) for row in rows] == [
        ("BTC", "stale", 10_900.0),
        ("THYAO", "closing", 10_900.0),
        ("USDTRY", "fresh", 90.0),
    ]


def test_the_settings_of_operators_decide() -> None:
    changed = SettingChanged(key="figure_fresh_minutes", value=1, origin="test", by="admin")
    (row,) = rows_of(tables(observed("USDTRY", 90), changed), EVENING)
    assert row.standing == "stale"


def test_without_figures_there_are_no_rows() -> None:
    assert rows_of(tables(), EVENING) == []
