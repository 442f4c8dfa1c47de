"""Contradictions of the requirements that were resolved: F-9, F-10, F-11, F-13 and F-18 stay resolved."""

from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts import persona
from piyasa.contracts.memories import MemoryEncoded
from piyasa.generator.domain.memory.collection import fading
from piyasa.projections.emotions.reading import feelings_at
from piyasa.projections.memories.reading import live, relevance, strength
from piyasa.projections.memories.state import Memory
from piyasa.projections.relationships.reading import effects, towards
from support.events import MEHMET, PERSON, reply, requested


def encoded(number: int, memory_type: str = "personal_fact", **known: Any) -> MemoryEncoded:
    values = {"bot_id": MEHMET, "memory_id": f"m{number}", "content": f"anı {number}", "source": "starter"}
    return MemoryEncoded(**values | {"memory_type": memory_type} | known)


def remembered(stage: Any) -> Any:
    return stage.tables.tables["memories"].rows[MEHMET]


async def draft(stage: Any, name: str) -> None:
    at = stage.log.now
    await stage.answer(requested(name, expires_at=at + timedelta(minutes=5)), stage.scripted("Acelem yok."))


def test_f9_relevance_is_the_strength_by_its_other_name(stage: Any) -> None:
    stage.record(encoded(1))
    memory: Memory = remembered(stage).items["m1"]
    later = stage.log.now + timedelta(days=40)
    assert relevance(memory, later) == strength(memory, later) / 100 == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("memory_type", "days"), [("personal_fact", 159), ("episodic", 39), ("relationship", 79), ("semantic", 79)]
)
async def test_f10_nights_do_not_compound_decay(stage: Any, memory_type: str, days: int) -> None:
    stage.record(encoded(1, memory_type))
    begun = stage.log.now
    for night in range(1, days + 1):
        stage.log.now = begun + timedelta(days=night)
        if night % 13 == 0:
            await draft(stage, f"night {night}")
    assert "m1" in [memory.memory_id for memory in live(remembered(stage), begun + timedelta(days=days))]
    day_after = begun + timedelta(days=days + 1, seconds=1)
    assert "m1" not in [memory.memory_id for memory in live(remembered(stage), day_after)]


def test_f11_what_can_still_be_recalled_is_not_collected_unless_long_unused(stage: Any) -> None:
    stage.record(*(encoded(number, "episodic") for number in range(60)))
    known = remembered(stage)
    heard = stage.log.now
    assert fading(known, heard + timedelta(days=29)) == []
    assert fading(known, heard + timedelta(days=34)) == [], "at 32 it is above the one threshold"
    assert len(fading(known, heard + timedelta(days=36))) == 10, "fifty are left"


async def test_f13_memories_of_a_friend_make_nobody_a_friend(stage: Any) -> None:
    stage.hear(1, "THYAO ne olur, sözüne güvenirim dostum")
    stage.record(
        encoded(1, "relationship", content="Onunla yakın dost olduk, sözüne güvenirim.", related_users=(PERSON,)),
    )
    engine = stage.scripted("Acelem yok.")
    await stage.answer(requested("one", reply_to=reply(1, f"p:{PERSON}")), engine)
    scene = engine.scenes[0]
    assert [memory.memory_id for memory in scene.memories] == ["m1"]
    ties = stage.tables.tables["relationships"].rows[MEHMET]
    assert scene.relationship.kind == towards(ties, f"p:{PERSON}", stage.log.now).kind == "stranger"
    assert scene.agreement_bias == effects(scene.relationship).agreement_bias == 0.0


async def test_f18_a_life_event_moves_feelings_once_however_much_is_drafted_in_it(stage: Any) -> None:
    stage.record(
        persona.LifeEventStarted(
            bot_id=MEHMET, life_event_id="one", event_type="illness", description="", days=3, impacts={"mood": -20.0}
        )
    )
    after = stage.log.now + timedelta(hours=5)
    before = feelings_at(stage.tables.tables["emotions"].rows[MEHMET], after)
    for number in range(5):
        await draft(stage, f"draft {number}")
    assert feelings_at(stage.tables.tables["emotions"].rows[MEHMET], after) == before
