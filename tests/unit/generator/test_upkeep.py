"""What is told beside a draft: what came to mind, opinions voiced, life lived, and the upkeep of nights and weeks."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from piyasa.contracts import persona, system
from piyasa.contracts.memories import MemoryEncoded
from piyasa.contracts.opinions import CallGraded, StanceSet
from piyasa.contracts.values import Meaning
from piyasa.generator.domain.memory.topping_up import recollected
from piyasa.projections.directory.state import Bot
from piyasa.projections.memories.reading import live
from support.events import AYSE, MEHMET, NOON, PERSON, ready, received, requested, rewrite, sent

SATURDAY_NIGHT = datetime(2026, 3, 7, 21, 0, tzinfo=UTC)
"""The Saturday after the stage is set; Sunday 03:30 in Istanbul is Sunday 00:30 UTC."""


def tick(name: str, stage: Any, **known: Any) -> Any:
    return requested(name, expires_at=stage.log.now + timedelta(minutes=5), **known)


def remembered(stage: Any) -> Any:
    return stage.tables.tables["memories"].rows.get(MEHMET)


def encoded(number: int, content: str, **known: Any) -> MemoryEncoded:
    values = {"bot_id": MEHMET, "memory_id": f"m{number}", "memory_type": "semantic", "content": content}
    return MemoryEncoded(**values | {"source": "starter"} | known)


def unlike(count: int) -> list[MemoryEncoded]:
    """Memories of which no two share a tag."""
    return [encoded(number, f"{number} numaralı not", context_tags=(f"tag {number}",)) for number in range(count)]


async def first_draft(stage: Any, name: str = "first") -> list[Any]:
    await stage.answer(tick(name, stage), stage.scripted("Acelem yok."))
    return [new.data for new in stage.besides]


async def test_a_persona_with_too_few_memories_has_fifty_after_its_first_draft(stage: Any) -> None:
    await first_draft(stage)
    assert len(live(remembered(stage), stage.log.now)) == 50
    again = await first_draft(stage, "second")
    assert [fact.fact for fact in again if fact.fact == "memory-encoded"] == []


async def test_the_first_draft_after_a_night_lets_go_of_what_faded_and_restores_fifty(stage: Any) -> None:
    stage.record(*(encoded(number, f"anı {number} {'x' * number}", memory_type="episodic") for number in range(55)))
    await first_draft(stage)
    stage.log.now += timedelta(days=45)
    facts = await first_draft(stage, "later")
    gone = [fact for fact in facts if fact.fact == "memory-forgotten"]
    assert len(gone) == 5, "fifty are left whatever their strength"
    assert {fact.reason for fact in gone} == {"weak"}
    assert len(live(remembered(stage), stage.log.now)) == 50


async def test_what_is_due_once_a_night_is_told_once_however_often_it_is_worked_out(stage: Any) -> None:
    (one,) = stage.record(tick("one", stage))
    (two,) = stage.record(tick("two", stage))
    before = len(stage.log.events)
    await stage.handle(one, stage.scripted("Acelem yok."))
    first = {new.id for new in stage.besides}
    del stage.log.events[before:]
    await stage.handle(two, stage.scripted("Bakalım."))
    assert {new.id for new in stage.besides} == first


async def test_alike_memories_merge_in_the_first_draft_after_sunday_night(stage: Any) -> None:
    stage.record(*unlike(52))
    stage.record(encoded(100, "Öğleden sonra endeks genelde biraz yumuşar.", context_tags=("BIST",)))
    stage.record(encoded(101, "Öğleden sonra endeks genelde yumuşar biraz.", context_tags=("BIST",)))
    await first_draft(stage)
    stage.log.now = SATURDAY_NIGHT
    assert not [fact for fact in await first_draft(stage, "saturday") if fact.fact == "memories-merged"]
    stage.log.now = SATURDAY_NIGHT + timedelta(hours=10)
    (merge,) = [fact for fact in await first_draft(stage, "sunday") if fact.fact == "memories-merged"]
    assert {merge.winner, *merge.losers} == {"m100", "m101"}
    assert not [fact for fact in await first_draft(stage, "sunday again") if fact.fact == "memories-merged"]


async def test_memories_about_different_people_stay_apart(stage: Any) -> None:
    stage.record(*unlike(60))
    for number, person in enumerate((PERSON, "calm-heron"), 100):
        stage.record(encoded(number, "Bana borsa konusunu sormuştu.", related_users=(person,), source="event"))
    await first_draft(stage)
    stage.log.now = SATURDAY_NIGHT + timedelta(hours=10)
    assert not [fact for fact in await first_draft(stage, "sunday") if fact.fact == "memories-merged"]


async def test_a_persona_is_reminded_when_never_yet_after_its_messages_its_hours_or_a_change(stage: Any) -> None:
    stage.record(stance())
    (reminder,) = [fact for fact in await first_draft(stage) if fact.fact == "persona-refreshed"]
    assert "olumlu" in reminder.note
    assert len(reminder.note) <= 300
    engine = stage.scripted("Acelem yok.")
    await stage.answer(tick("soon", stage), engine)
    assert engine.scenes[0].refresh_note == ""
    assert not stage.told_besides("persona-refreshed")
    stage.record(*(sent(f"talk-{number}", 500 + number) for number in range(20)))
    assert [fact for fact in await first_draft(stage, "messages") if fact.fact == "persona-refreshed"]
    stage.log.now += timedelta(hours=6)
    assert [fact for fact in await first_draft(stage, "hours") if fact.fact == "persona-refreshed"]
    stage.record(persona.PersonaChanged(bot_id=MEHMET, persona=persona.PersonaProfile(), revision=7, by="admin"))
    (changed,) = [fact for fact in await first_draft(stage, "changed") if fact.fact == "persona-refreshed"]
    assert changed.profile_revision == 7
    assert not [fact for fact in await first_draft(stage, "then") if fact.fact == "persona-refreshed"]


def stance(direction: float = 0.5, topic: str = "THYAO") -> StanceSet:
    return StanceSet(bot_id=MEHMET, topic=topic, direction=direction, text="görüş", by="admin")


async def test_an_opinion_voiced_on_a_stance_is_stated_once_until_it_has_cooled(stage: Any) -> None:
    stage.record(stance())
    opinion = "THYAO güçlü görünüyor, yükseliş sürebilir."
    (draft,) = await stage.answer(tick("one", stage), stage.scripted(opinion))
    assert draft.meaning.sentiment >= 0.2
    (fact,) = stage.told_besides("stance-stated")
    assert fact.topic == "THYAO"
    await stage.answer(tick("two", stage), stage.scripted(opinion))
    assert not stage.told_besides("stance-stated")
    stage.log.now += timedelta(hours=6)
    await stage.answer(tick("three", stage), stage.scripted(opinion))
    assert stage.told_besides("stance-stated")


async def test_a_question_states_nothing(stage: Any) -> None:
    stage.record(stance())
    await stage.answer(tick("one", stage), stage.scripted("THYAO yükselir mi sizce?"))
    assert not stage.told_besides("stance-stated")


def opinions(count: int, sentiment: float) -> list[Any]:
    meaning = Meaning(symbols=("THYAO",), sentiment=sentiment)
    return [received(number, meaning=meaning, person_id=f"person-{number}") for number in range(1, count + 1)]


async def test_a_week_of_talk_moves_a_stance_a_little_and_is_remembered(stage: Any) -> None:
    stage.record(stance(-0.2))
    await first_draft(stage)
    stage.log.now = SATURDAY_NIGHT
    stage.record(*opinions(12, 0.9))
    await first_draft(stage, "saturday")
    stage.log.now = SATURDAY_NIGHT + timedelta(hours=10)
    facts = await first_draft(stage, "sunday")
    (move,) = [fact for fact in facts if fact.fact == "stance-moved"]
    assert move.direction == pytest.approx(0.1)
    (memory,) = [fact for fact in facts if fact.fact == "memory-encoded" and fact.source == "event"]
    assert (memory.memory_type, memory.context_tags) == ("past_event", ("THYAO",))
    stage.log.now += timedelta(days=1)
    assert not [fact for fact in await first_draft(stage, "monday") if fact.fact == "stance-moved"]


@pytest.mark.parametrize(("lines", "sentiment"), [(5, 0.9), (12, 0.3)], ids=["too few", "too near"])
async def test_little_or_agreeing_talk_moves_no_stance(stage: Any, lines: int, sentiment: float) -> None:
    stage.record(stance(-0.2))
    await first_draft(stage)
    stage.log.now = SATURDAY_NIGHT
    stage.record(*opinions(lines, sentiment))
    stage.log.now = SATURDAY_NIGHT + timedelta(hours=10)
    assert not [fact for fact in await first_draft(stage, "sunday") if fact.fact == "stance-moved"]


def life(name: str = "one", **known: Any) -> persona.LifeEventStarted:
    values = {"bot_id": MEHMET, "life_event_id": name, "event_type": "vacation", "days": 5}
    return persona.LifeEventStarted(**values | {"description": "tatildeyim", "impacts": {"mood": 20.0}} | known)


async def test_a_life_event_is_remembered_once(stage: Any) -> None:
    stage.record(life())
    facts = [fact for fact in await first_draft(stage) if fact.fact == "memory-encoded" and fact.source == "event"]
    assert [(fact.memory_type, fact.valence) for fact in facts] == [("episodic", 0.4)]
    again = await first_draft(stage, "second")
    assert not [fact for fact in again if fact.fact == "memory-encoded"]


async def test_a_relationship_that_turned_is_remembered(stage: Any) -> None:
    liked = Meaning(mentions=(MEHMET,), addressed_to=MEHMET, sentiment=0.5)
    stage.record(*(received(number, meaning=liked) for number in range(1, 36)))
    facts = [fact for fact in await first_draft(stage) if fact.fact == "memory-encoded" and fact.source == "event"]
    assert [(fact.memory_type, fact.related_users) for fact in facts] == [("relationship", (PERSON,))]
    assert "tanıyoruz" in facts[0].content


async def test_a_graded_call_is_remembered(stage: Any) -> None:
    stage.record(
        CallGraded(bot_id=MEHMET, topic="THYAO", stated_at=NOON, outcome="wrong", source="feed", as_of_price=1.0)
    )
    facts = [fact for fact in await first_draft(stage) if fact.fact == "memory-encoded" and fact.source == "event"]
    assert [fact.memory_type for fact in facts] == ["past_event"]
    assert facts[0].valence < 0


async def test_a_public_life_event_is_in_the_scene_and_a_tick_about_it_mentions_it(stage: Any) -> None:
    stage.record(life(), life("two", public=False, event_type="relationship_change"))
    engine = stage.scripted("Denizden selam.", "Bakalım.")
    drafted = await stage.answer(tick("one", stage, reason="life_event"), engine)
    assert drafted[0].why.inputs["life_event"] == "vacation"
    assert [event.event_type for event in engine.scenes[0].events] == ["vacation"]
    assert engine.scenes[0].mention_event == engine.scenes[0].events[0]


async def test_a_fourth_opinion_in_one_direction_is_sought_once_more_and_then_not_said(stage: Any) -> None:
    opinion = Meaning(symbols=("THYAO",), sentiment=0.6)
    stage.record(*(sent(f"said-{number}", 300 + number, meaning=opinion, bot_id=AYSE) for number in range(2)))
    stage.record(requested("armed", bot_id=AYSE), ready("armed", bot_id=AYSE, meaning=opinion))
    same = "THYAO güçlü görünüyor, yükseliş sürebilir."
    engine = stage.scripted(same, "THYAO sizce ne yapar?")
    (draft,) = await stage.answer(tick("one", stage), engine)
    assert engine.scenes[0].spent == {("THYAO", 1)}
    assert "tarafsız" in engine.hints[1]
    assert [each.name for each in draft.guards if each.verdict == "blocked"] == ["consensus"]
    assert draft.guards[-1].verdict == "ok"
    (refused,) = await stage.answer(tick("two", stage), stage.scripted(same, same))
    assert (refused.fact, refused.reason) == ("draft-rejected", "consensus")
    (other,) = await stage.answer(tick("three", stage), stage.scripted("THYAO zayıf, satış baskısı sürüyor."))
    assert other.fact == "draft-generated"


async def test_a_sincere_question_needs_and_tells_nothing_else(stage: Any) -> None:
    stage.hear(7, "sen bot musun?")
    (draft,) = await stage.answer(tick("one", stage, reason="sincere_question"), stage.scripted())
    assert draft.memories == ()
    assert stage.besides == []


async def test_a_rewrite_strengthens_no_memory_again(stage: Any) -> None:
    stage.record(encoded(1, "THYAO'yu uzun vadeli düşünürüm.", context_tags=("THYAO",)))
    (event,) = stage.record(tick("one", stage, topic="THYAO"))
    (first,) = await stage.handle(event, stage.scripted("Acelem yok."))
    assert [use.id for use in first.data.memories][:1] == ["m1"]
    (again,) = stage.record(rewrite("one"))
    await stage.handle(again, stage.scripted("Bakalım."))
    assert not stage.told_besides("memory-recalled")


def test_a_persona_without_a_character_finds_fifty_memories_too() -> None:
    found = recollected(Bot(MEHMET, "Mehmet", "mehmet_trader"), (), 50)
    assert len({each.content for each in found}) == 50


async def test_nobody_remembers_while_the_simulation_is_stopped(stage: Any) -> None:
    stage.record(system.EmergencyStopped(by="admin", reason="drill"))
    (fact,) = await stage.answer(tick("one", stage), stage.scripted())
    assert fact.fact == "tick-abandoned"
    assert stage.besides == []
