"""Embeddings live as long as their memories."""

from __future__ import annotations

from typing import Any

from piyasa.contracts import persona
from piyasa.contracts.embeddings import packed
from piyasa.contracts.event import Event
from piyasa.contracts.memories import MemoriesMerged, MemoryEmbedded, MemoryForgotten
from piyasa.projections.fold import Table
from piyasa.projections.memories import Memories
from piyasa.projector.domain.vectors import Key, VectorChanges
from support.events import AYSE, MEHMET, PERSON, encoded, forgotten, log_of

HERE, THERE = packed([1.0, 0.0]), packed([0.0, 1.0])
KEY = (MEHMET, "m")


def born(memory_id: str = "m", **known: Any) -> Event:
    return encoded(memory_id, embedding=HERE, embedding_model="small", **known)


def embedded(memory_id: str = "m", embedding: str = THERE, model: str = "large") -> Event:
    return MemoryEmbedded(bot_id=MEHMET, memory_id=memory_id, model=model, embedding=embedding)


def changed(*facts: Event) -> VectorChanges:
    table, changes = Table(Memories()), VectorChanges()
    for event in log_of(facts):
        changes.around(event, table, lambda event=event: table.apply(event))
    return changes


def kept(*facts: Event) -> dict[Key, tuple[str, int]]:
    return {key: (vector.model, vector.position) for key, vector in changed(*facts).kept.items()}


def test_a_memory_that_comes_with_its_embedding_has_a_row_and_one_without_has_none() -> None:
    assert kept(born(), encoded("other")) == {KEY: ("small", 1)}


def test_the_newest_embedding_counts_whatever_its_model() -> None:
    changes = changed(born(), embedded())
    assert changes.kept[KEY].embedding == (0.0, 1.0)
    assert kept(born(), embedded(), embedded(embedding=HERE, model="small")) == {KEY: ("small", 3)}


def test_a_memory_that_is_told_twice_keeps_what_it_began_with() -> None:
    assert kept(born(), encoded("m", embedding=THERE, embedding_model="large")) == {KEY: ("small", 1)}
    assert kept(encoded("m"), born()) == {}


def test_what_is_forgotten_merged_away_or_removed_with_its_persona_has_no_row() -> None:
    away = MemoryForgotten(bot_id=MEHMET, memory_id="m", reason="weak")
    merge = MemoriesMerged(bot_id=MEHMET, winner="w", losers=("m",))
    gone = persona.BotRemoved(bot_id=MEHMET, by="admin")
    assert (kept(born(), away), changed(born(), away).gone) == ({}, {KEY})
    assert (set(kept(born("w"), born(), merge)), changed(born("w"), born(), merge).gone) == ({(MEHMET, "w")}, {KEY})
    assert (kept(born(), gone), changed(born(), gone).gone) == ({}, {KEY})


def test_what_is_about_a_forgotten_person_has_no_row_with_any_persona() -> None:
    about = {"related_users": (PERSON,)}
    changes = changed(born(**about), born("a", bot_id=AYSE, **about), born("mine"), forgotten())
    assert set(changes.kept) == {(MEHMET, "mine")}
    assert changes.gone == {KEY, (AYSE, "a")}


def test_an_embedding_that_was_under_way_when_a_person_was_forgotten_is_not_kept() -> None:
    changes = changed(encoded("m", related_users=(PERSON,)), forgotten(), embedded())
    assert changes.kept == {}


def test_a_memory_that_comes_back_is_no_longer_gone() -> None:
    away = MemoryForgotten(bot_id=MEHMET, memory_id="m", reason="weak")
    changes = changed(born(), away, born())
    assert (set(changes.kept), changes.gone) == ({KEY}, set())


def test_what_redaction_left_of_an_embedding_is_no_embedding() -> None:
    assert kept(encoded("m", embedding="[redacted]", embedding_model="small"), embedded(embedding="")) == {}
