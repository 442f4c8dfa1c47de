"""Holds the calls that are open against figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.identity import derived_id
from piyasa.contracts.opinions import CallGraded
from piyasa.generator.domain.market.grading import Outcome, horizon_of, outcome_of
from piyasa.generator.domain.market.quotes import Quote
from piyasa.projections.directory import Directory
from piyasa.projections.figures import Call, CallBook, Figure
from piyasa.projections.fold import TableSet


def graded(tables: TableSet, quotes: Iterable[Quote], now: datetime) -> list[NewEvent[CallGraded]]:
    """The calls that met their outcome. Ids follow from the calls: two graders make one grade."""
    seen = [Figure(each.symbol, each.value, each.unit, each.source, each.as_of) for each in quotes]
    folded: Iterable[Figure] = tables.tables["figures"].rows.values()
    figures = sorted({*seen, *folded}, key=lambda figure: (figure.as_of, figure.symbol, figure.source))
    books: dict[str, CallBook] = tables.tables["calls"].rows
    return list(chain.from_iterable(_of_book(tables, bot_id, book, figures, now) for bot_id, book in books.items()))


def _of_book(
    tables: TableSet, bot_id: str, book: CallBook, figures: list[Figure], now: datetime
) -> list[NewEvent[CallGraded]]:
    bot = Directory(tables).bot(bot_id)
    if bot is None:
        return []
    found = []
    for call in book.open:
        horizon = horizon_of(call.topic, bot.holdings)
        proofs = ((figure, outcome_of(call, figure, horizon, now)) for figure in figures)
        told = [(figure, outcome) for figure, outcome in proofs if outcome is not None]
        # The first proof counts; that time ran out is told only by what came last.
        proof = next((each for each in told if each[1] != "open"), told[-1] if told else None)
        if proof is not None:
            found.append(_event(bot_id, call, *proof))
    return found


def _event(bot_id: str, call: Call, figure: Figure, outcome: Outcome) -> NewEvent[CallGraded]:
    fact = CallGraded(
        bot_id=bot_id,
        topic=call.topic,
        stated_at=call.stated_at,
        outcome=outcome,
        source=figure.source,
        as_of_price=figure.value,
    )
    return NewEvent(derived_id(call.call_id, fact.fact), fact, call.call_id, call.call_id)
