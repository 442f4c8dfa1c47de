"""How long figures hold, which of them bear on a moment, and what they make of opinions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.generator.domain.market.bearing import MOST_SHOWN, bearing, price_of
from piyasa.generator.domain.market.freshness import Freshness
from piyasa.generator.domain.market.grading import HORIZONS, MOVED_FROM, horizon_of, outcome_of
from piyasa.projections.directory.state import Holding
from piyasa.projections.figures import Call, Figure

NOON = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""A Wednesday, twelve o'clock in Istanbul."""
WEEK = timedelta(days=7)


def figure(symbol: str = "THYAO", as_of: datetime = NOON, value: float = 100.0, **known: str) -> Figure:
    return Figure(symbol, value, known.get("unit", "TRY"), known.get("source", "feed"), as_of)


def istanbul(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+03:00")


@pytest.mark.parametrize(("minutes", "fresh"), [(0, True), (30, True), (30.1, False), (600, False)])
def test_while_the_exchange_trades_only_young_figures_hold(minutes: float, *, fresh: bool) -> None:
    rule = Freshness(NOON, 30)
    assert rule.is_fresh(figure(as_of=NOON - timedelta(minutes=minutes))) is fresh


@pytest.mark.parametrize(
    ("now", "as_of", "fresh"),
    [
        ("2026-03-04T21:00", "2026-03-04T17:58", True),
        ("2026-03-04T21:00", "2026-03-04T17:30", True),
        ("2026-03-04T21:00", "2026-03-04T17:29", False),
        ("2026-03-05T09:59", "2026-03-04T18:05", True),
        ("2026-03-05T10:00", "2026-03-04T18:05", False),
        ("2026-03-08T12:00", "2026-03-06T17:59", True),
        ("2026-03-08T12:00", "2026-03-05T17:59", False),
    ],
)
def test_the_last_figure_of_a_session_holds_until_the_next_one_opens(now: str, as_of: str, *, fresh: bool) -> None:
    assert Freshness(istanbul(now), 30).is_fresh(figure(as_of=istanbul(as_of))) is fresh


def test_what_trades_round_the_clock_has_no_close() -> None:
    evening, close = istanbul("2026-03-04T21:00"), istanbul("2026-03-04T17:59")
    for symbol in ("BTC", "USDTRY", "XAUUSD", "POLITIKA"):
        assert not Freshness(evening, 30).is_fresh(figure(symbol, close))


def test_holidays_have_no_session() -> None:
    rule = Freshness(istanbul("2026-03-05T12:00"), 30, ("2026-03-05",))
    assert rule.is_fresh(figure(as_of=istanbul("2026-03-04T17:59")))


def test_the_figures_of_what_is_talked_about_come_first() -> None:
    known = [figure(symbol) for symbol in ("GARAN", "XU100", "THYAO", "BTCUSDT", "EREGL", "AKBNK", "SISE", "USDTRY")]
    assert [each.symbol for each in bearing(known, ("THYAO",))] == ["THYAO"]
    assert [each.symbol for each in bearing(known, ("BTC", "THYAO"))] == ["THYAO", "BTCUSDT"]
    shown = [each.symbol for each in bearing(known, ("BIST", "USDTRY"))]
    assert shown[:2] == ["USDTRY", "XU100"]
    assert len(shown) == MOST_SHOWN
    assert bearing(known, ("Makro",)) == ()


def test_an_opinion_is_held_against_its_own_symbol_first() -> None:
    known = [figure("BTCTRY"), figure("BTC", unit="USD"), figure("XU100", unit="puan"), figure("FAIZ", unit="%")]
    assert price_of("BTC", known) == known[1]
    assert price_of("Kripto", known) == known[1]
    assert price_of("BIST", known) == known[2]
    assert price_of("FAIZ", known) is None, "a rate is no price"
    assert price_of("FX", known) is None


def call(direction: float = 0.5, price: float = 100.0, topic: str = "THYAO") -> Call:
    return Call("c" * 36, topic, NOON, direction, price, "feed", "m" * 36)


@pytest.mark.parametrize(
    ("direction", "value", "outcome"),
    [
        (0.5, 102.0, "right"),
        (0.5, 98.0, "wrong"),
        (-0.5, 98.0, "right"),
        (-0.5, 102.0, "wrong"),
        (0.5, 101.99, None),
        (0.5, 98.01, None),
        (0.5, 150.0, "right"),
    ],
)
def test_a_move_of_two_percent_proves_an_opinion(direction: float, value: float, outcome: str | None) -> None:
    seen = figure(as_of=NOON + timedelta(hours=1), value=value)
    assert outcome_of(call(direction), seen, WEEK, NOON + timedelta(hours=1)) == outcome


def test_at_the_end_of_the_horizon_without_such_a_move_a_call_stays_open() -> None:
    seen = figure(as_of=NOON + timedelta(days=6), value=101.0)
    assert outcome_of(call(), seen, WEEK, NOON + WEEK - timedelta(seconds=1)) is None
    assert outcome_of(call(), seen, WEEK, NOON + WEEK) == "open"


def test_what_moves_after_the_horizon_proves_nothing() -> None:
    late = figure(as_of=NOON + WEEK + timedelta(hours=1), value=150.0)
    assert outcome_of(call(), late, WEEK, NOON + WEEK + timedelta(hours=2)) == "open"


def test_other_sources_other_symbols_and_earlier_figures_say_nothing() -> None:
    later = NOON + timedelta(hours=1)
    assert outcome_of(call(), figure(as_of=later, value=150.0, source="other"), WEEK, later) is None
    assert outcome_of(call(), figure("GARAN", later, 150.0), WEEK, later) is None
    assert outcome_of(call(), figure(as_of=NOON, value=150.0), WEEK, later) is None


def test_the_horizon_is_that_of_the_position_on_it() -> None:
    held = {
        "THYAO": Holding("THYAO", "long", horizon="intraday"),
        "XU100": Holding("XU100", "long", horizon="long_term"),
    }
    assert horizon_of("THYAO", held) == timedelta(days=1)
    assert horizon_of("BIST", held) == timedelta(days=30)
    assert horizon_of("GARAN", held) == HORIZONS["swing"] == WEEK


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6), st.sampled_from([-1.0, -0.1, 0.3, 1.0]))
def test_opposite_opinions_have_opposite_outcomes(price: float, value: float, direction: float) -> None:
    seen, now = figure(as_of=NOON + timedelta(hours=1), value=value), NOON + timedelta(hours=1)
    one = outcome_of(call(direction, price), seen, WEEK, now)
    other = outcome_of(call(-direction, price), seen, WEEK, now)
    assert {one, other} in ({None}, {"right", "wrong"})
    assert (one is None) == (abs(value / price - 1) < MOVED_FROM - 1e-9)
