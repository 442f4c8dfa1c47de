"""Folds plain facts in tests, without a log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from piyasa.contracts.envelope import Recorded
from piyasa.projections.conversations import Conversation, Conversations
from piyasa.projections.emotions import Emotions, Feelings
from piyasa.projections.fold import Projection, Table, TableSet
from support.events import CHAT, MEHMET

S = TypeVar("S")


def table_of(projection: Projection[S], events: Iterable[Recorded[Any]]) -> Table[S]:
    """Fold the facts that the projection wants; fails when a fold raised."""
    table = Table(projection)
    for event in events:
        if event.data.fact in projection.facts:
            table.apply(event)
    assert table.failed == {}
    return table


def tables_of(projections: Iterable[Projection[Any]], events: Iterable[Recorded[Any]]) -> TableSet:
    """Fold facts into several projections; fails when a fold raised."""
    tables = TableSet.of(projections)
    for event in events:
        tables.apply(event)
    assert tables.failures == []
    return tables


def conversation_of(
    events: Iterable[Recorded[Any]], projection: Projection[Conversation] | None = None
) -> Conversation:
    """The state of the one chat of most tests."""
    return table_of(projection or Conversations(), events).rows[CHAT]


def feelings_of(events: Iterable[Recorded[Any]], projection: Projection[Feelings] | None = None) -> Feelings:
    """The feelings of the one persona of most tests."""
    return table_of(projection or Emotions(), events).rows[MEHMET]
