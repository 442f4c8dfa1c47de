"""`piyasa figures`, against a real broker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from nats.aio.client import Client

from piyasa.contracts.envelope import from_outside
from piyasa.contracts.system import FigureObserved
from piyasa.eventlog.log import EventLog
from support.commands import Home, piyasa

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]

AsOperator = Callable[[Callable[[Client], Awaitable[Any]]], Any]


def observe(as_operator: AsOperator, *figures: FigureObserved) -> None:
    async def work(client: Client) -> None:
        log = EventLog(client, "test")
        await log.start()
        for figure in figures:
            await log.publish(from_outside(figure, figure.symbol, figure.as_of))

    as_operator(work)


def figure(symbol: str, ago: timedelta, value: float = 41.25) -> FigureObserved:
    return FigureObserved(symbol=symbol, value=value, unit="TRY", source="merkez", as_of=datetime.now(UTC) - ago)


def test_each_symbol_s_newest_figure_is_shown_with_source_age_and_standing(
    provisioned: Home, as_operator: AsOperator
) -> None:
    day, minute = timedelta(days=1), timedelta(minutes=1)
    observe(as_operator, figure("USDTRY", minute), figure("USDTRY", day, 40.0), figure("EURTRY", 2 * day, 48.1))
    (rows,) = piyasa("figures", "--json", "--home", provisioned.path).lines
    assert [(row["symbol"], row["value"], row["source"], row["standing"]) for row in rows] == [
        ("EURTRY", 48.1, "merkez", "stale"),
        ("USDTRY", 41.25, "merkez", "fresh"),
    ]
    assert 60 <= rows[1]["age"] < 120
    shown = piyasa("figures", "--home", provisioned.path)
    assert shown.code == 0
    assert [word for word in ("EURTRY", "48.1", "merkez", "stale", "fresh") if word not in shown.stdout] == []


def test_without_figures_the_way_to_them_is_named(provisioned: Home) -> None:
    assert "docs/grounding.md" in piyasa("figures", "--home", provisioned.path).stdout
