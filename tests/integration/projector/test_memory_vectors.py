"""Embeddings in the database: written, compared, forgotten, made anew."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.contracts import persona
from piyasa.contracts.embeddings import packed
from piyasa.contracts.memories import MemoriesMerged, MemoryEmbedded, MemoryEncoded, MemoryForgotten
from piyasa.database.roles import MEMORY_VECTORS
from piyasa.projections.catalogue import all_projections
from piyasa.projector.maintenance.rebuild import rebuild
from piyasa.projector.maintenance.verify import refolded
from support.conversations import history
from support.events import MEHMET, PERSON, encoded, forgotten
from support.projecting import Stack

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]
IDS = "SELECT memory_id, model FROM read.memory_vectors ORDER BY memory_id"
NEAR = "SELECT memory_id FROM read.memory_vectors ORDER BY embedding <=> $1::real[]::vector"


def vector(*values: float) -> str:
    return packed(values)


def born(memory_id: str, embedding: str, **known: object) -> MemoryEncoded:
    return encoded(memory_id, embedding=embedding, embedding_model="small", **known)


def embedded(memory_id: str, embedding: str, model: str) -> MemoryEmbedded:
    return MemoryEmbedded(bot_id=MEHMET, memory_id=memory_id, model=model, embedding=embedding)


async def test_embeddings_of_facts_are_compared_in_the_database_and_the_newest_counts(stack: Stack) -> None:
    stack.stream.publish(
        born("east", vector(1, 0, 0)), born("north", vector(0, 1, 0)), encoded("late"),
        embedded("late", vector(1, 1, 0), "small"),
    )  # fmt: skip
    await stack.project_all()
    assert await stack.rows(NEAR, [1.0, 0.1, 0.0]) == [("east",), ("late",), ("north",)]
    stack.stream.publish(embedded("north", vector(1, 0.1), "large"))
    await stack.project_all()
    assert await stack.rows(IDS) == [("east", "small"), ("late", "small"), ("north", "large")]


async def test_nothing_of_a_forgotten_person_is_left_also_of_what_was_under_way(stack: Stack) -> None:
    stack.stream.publish(
        born("about", vector(1, 0), related_users=(PERSON,)),
        born("named", vector(0, 1), person_ids=(PERSON,)),
        born("mine", vector(1, 1)),
        encoded("slow", related_users=(PERSON,)),
    )
    await stack.project_all()
    assert await stack.value("SELECT count(*) FROM read.memory_vectors") == 3
    stack.stream.publish(forgotten(), embedded("slow", vector(1, 0), "small"))
    await stack.project_all()
    assert await stack.rows(IDS) == [("mine", "small")]


async def test_rows_end_with_their_memories_in_the_same_batch_and_in_a_later_one(stack: Stack) -> None:
    merge = MemoriesMerged(bot_id=MEHMET, winner="a", losers=("b",))
    stack.stream.publish(born("a", vector(1, 0)), born("b", vector(1, 0)), merge)
    await stack.project_all()
    assert await stack.rows(IDS) == [("a", "small")]
    stack.stream.publish(persona.BotRemoved(bot_id=MEHMET, by="admin"))
    await stack.project_all()
    assert await stack.rows(IDS) == []


async def test_rebuilt_rows_equal_those_they_replace_and_a_planted_fault_is_repaired(
    stack: Stack, engine: AsyncEngine
) -> None:
    stack.stream.publish(*history(2))
    stack.stream.publish(*(born(f"m{number}", vector(1, number)) for number in range(20)))
    stack.stream.publish(MemoryForgotten(bot_id=MEHMET, memory_id="m3", reason="weak"))
    await stack.project_all()
    live, again = (await refolded(engine, all_projections()))[MEMORY_VECTORS]
    assert live == again
    await stack.execute("UPDATE read.memory_vectors SET embedding = '[0.5,0.5]' WHERE memory_id = 'm7'")
    (wrong,) = await rebuild(engine, all_projections(), only=[MEMORY_VECTORS])
    (right,) = await rebuild(engine, all_projections(), only=[MEMORY_VECTORS])
    assert (wrong.agreed, right.agreed, right.checksum) == (False, True, live)
    assert await stack.value("SELECT count(*) FROM read.memory_vectors") == 19
