"""What was last observed of symbols, and which calls wait for their outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.opinions import CallGraded, StanceStated
from piyasa.contracts.persona import BotRemoved
from piyasa.contracts.system import FigureObserved
from piyasa.projections.figures import CALLS_KEPT, CallBook, Calls, Figure, Figures
from support.events import AYSE, MEHMET, NOON, Log, failed, suppressed, uid
from support.folding import table_of
from support.histories import records

few = settings(max_examples=60, deadline=None)


def observed(value: float, *, after: float = 0, symbol: str = "THYAO", source: str = "feed") -> FigureObserved:
    as_of = NOON + timedelta(seconds=after)
    return FigureObserved(symbol=symbol, value=value, unit="TRY", source=source, as_of=as_of)


def stated(topic: str = "THYAO", *, price: float | None = 300.0, direction: float | None = 0.5, **known: Any) -> Any:
    values: dict[str, Any] = {"bot_id": MEHMET, "message_id": uid(("tick", 1)), "source": "feed"}
    return StanceStated(topic=topic, price=price, direction=direction, **values | known)


def graded(stated_at: datetime, topic: str = "THYAO", bot_id: str = MEHMET) -> CallGraded:
    return CallGraded(
        bot_id=bot_id, topic=topic, stated_at=stated_at, outcome="right", source="feed", as_of_price=310.0
    )


def book_of(log: Log) -> CallBook:
    return table_of(Calls(), log.events).rows[MEHMET]


def test_the_figure_that_held_last_stands_whatever_order_figures_come_in() -> None:
    log = Log()
    log.add(observed(318.25, after=60), observed(310.0, after=0), observed(40.1, symbol="USDTRY"))
    rows = table_of(Figures(), log.events).rows
    assert rows["THYAO"] == Figure("THYAO", 318.25, "TRY", "feed", NOON + timedelta(seconds=60), 1)
    assert rows["USDTRY"].value == 40.1


def test_of_one_moment_the_figure_that_was_recorded_later_stands() -> None:
    log = Log()
    log.add(observed(318.25), observed(318.5, source="other"))
    assert table_of(Figures(), [*log.events, *log.events]).rows["THYAO"].source == "other"


@few
@given(records(most=80))
def test_a_figure_never_grows_older_and_told_again_stays_the_same(history: Sequence[Recorded[Any]]) -> None:
    newest: dict[str, datetime] = {}
    for event in history:
        if isinstance(event.data, FigureObserved):
            newest[event.data.symbol] = max(event.data.as_of, newest.get(event.data.symbol, event.data.as_of))
    once = table_of(Figures(), history).rows
    assert {symbol: figure.as_of for symbol, figure in once.items()} == newest
    assert table_of(Figures(), [*history, *history]).rows == once


def test_an_opinion_beside_a_price_is_a_call_until_it_is_graded() -> None:
    log = Log()
    (first, _) = log.add(stated(), stated("BTC", price=68_400.0, message_id=uid(("tick", 2))))
    book = book_of(log)
    assert [call.topic for call in book.open] == ["THYAO", "BTC"]
    call = book.open[0]
    assert (call.call_id, call.stated_at, call.direction) == (first.id, first.time, 0.5)
    assert (call.price, call.source) == (300.0, "feed")
    log.add(graded(call.stated_at))
    assert [call.topic for call in book_of(log).open] == ["BTC"]


def test_without_a_price_or_a_side_nothing_waits_for_an_outcome() -> None:
    log = Log()
    log.add(stated(price=None), stated(direction=0.0), stated(direction=None), stated(source=None))
    assert table_of(Calls(), log.events).rows == {}


def test_what_was_never_said_is_no_call() -> None:
    log = Log()
    log.add(stated(), stated("BTC", message_id=uid(("other", 1))), suppressed("tick", 1), failed("other"))
    assert book_of(log).open == ()


def test_a_call_that_is_over_stays_over_when_it_is_told_again() -> None:
    log = Log()
    (event,) = log.add(stated())
    log.add(graded(event.time))
    again = Recorded(log.position + 1, log.now, event.subject, event.data, event.id)
    assert table_of(Calls(), [*log.events, again]).rows[MEHMET].open == ()


def test_calls_of_others_and_of_other_moments_stay_open() -> None:
    log = Log()
    (event,) = log.add(stated())
    log.add(graded(event.time, "BTC"), graded(event.time + timedelta(seconds=1)), graded(event.time, bot_id=AYSE))
    assert len(book_of(log).open) == 1


def test_who_is_removed_has_no_calls() -> None:
    log = Log()
    log.add(stated(), BotRemoved(bot_id=MEHMET, by="admin"))
    assert table_of(Calls(), log.events).rows == {}


def test_only_the_newest_calls_are_kept() -> None:
    log = Log()
    for number in range(CALLS_KEPT + 5):
        log.add(stated(message_id=uid((number, 1))))
    kept = book_of(log).open
    assert len(kept) == CALLS_KEPT
    assert kept[-1].message_id == uid((CALLS_KEPT + 4, 1))


@few
@given(records(most=120))
def test_books_keep_their_bounds_and_hold_no_call_twice(history: Sequence[Recorded[Any]]) -> None:
    once = table_of(Calls(), history).rows
    for book in once.values():
        ids = [call.call_id for call in book.open]
        assert len(ids) <= CALLS_KEPT
        assert len(book.closed) <= CALLS_KEPT
        assert len({*ids, *book.closed}) == len(ids) + len(book.closed)
        assert all(call.direction for call in book.open)
