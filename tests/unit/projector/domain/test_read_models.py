import json
from typing import Any

import pytest

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.projections.catalogue import all_projections
from piyasa.projections.directory import Bots
from piyasa.projector.domain.read_models import ReadModels, Row
from support.events import AYSE, CHAT, MEHMET, Log, chat_registered, forgotten, joined, received, registered


class Fragile(Bots):
    """Raises for one persona, or before it knows for whom."""

    def keys(self, event: Recorded[Event]) -> Any:
        if getattr(event.data, "name", "") == "no keys":
            raise LookupError
        return super().keys(event)

    def evolve(self, state: Any, event: Recorded[Event]) -> Any:
        if getattr(event.data, "bot_id", "") == AYSE:
            raise ValueError
        return super().evolve(state, event)


def folded(models: ReadModels, *facts: Event) -> ReadModels:
    for event in Log().add(*facts):
        models.apply(event)
    return models


def test_only_what_changed_is_written() -> None:
    models = folded(ReadModels.of(all_projections()), registered(), registered(AYSE))
    models.written()
    folded(models, chat_registered(), joined())
    rows = models.unwritten()
    assert {(name, row.key) for name, some in rows.items() for row in some} >= {("bots", MEHMET), ("chats", CHAT)}
    assert AYSE not in {row.key for row in rows["bots"]}
    models.written()
    assert models.unwritten() == {}


def test_rows_load_into_the_state_they_were_written_from() -> None:
    first = folded(
        ReadModels.of(all_projections()), registered(), chat_registered(), joined(), received(1), forgotten()
    )
    second = ReadModels.of(all_projections())
    for name, rows in first.unwritten().items():
        second.load(name, {row.key: row.state for row in rows if row.state is not None})
    assert {n: t.rows for n, t in second.tables.tables.items()} == {n: t.rows for n, t in first.tables.tables.items()}


@pytest.mark.parametrize("text", ["a\x00b", "\\\x00", "\\u0000", "\\\\u0000\x00"])
def test_a_nul_becomes_what_the_database_can_hold(text: str) -> None:
    models = folded(ReadModels.of(all_projections()), chat_registered(), received(1, text=text))
    (row,) = models.unwritten()["conversations"]
    assert row.state is not None
    assert json.loads(row.state)["lines"][0]["text"] == text.replace("\x00", "\ufffd")


def test_a_fold_that_raises_is_counted_and_harms_nobody_else() -> None:
    models = folded(ReadModels.of([Fragile()]), registered(AYSE), registered(), registered("veli-hoca", name="no keys"))
    assert models.raised == ["bots", "bots"]
    assert {name for name, _ in models.broken} == {"bots"}
    assert ("bots", AYSE) in models.broken
    assert set(models.tables.tables["bots"].rows) == {MEHMET}


def test_an_aggregate_that_ended_loses_its_row() -> None:
    models = folded(ReadModels.of([Bots()]), registered())
    models.tables.tables["bots"].rows.clear()
    assert models.unwritten() == {"bots": [Row(MEHMET, 1, None)]}


def test_facts_may_be_folded_into_some_projections_only() -> None:
    models = ReadModels.of(all_projections())
    for event in Log().add(registered(), chat_registered()):
        models.apply(event, only={"chats"})
    assert set(models.unwritten()) == {"chats"}
