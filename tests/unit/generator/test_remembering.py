"""What personas remember of what people say to them."""

from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts import persona, system
from piyasa.contracts.values import Meaning
from piyasa.projections.presence.reading import was_in
from support.events import AYSE, CHAT, MEHMET, PERSON, forgotten, joined, received, reply, requested

ASKED = "@mehmet_trader THYAO hakkında ne düşünüyorsun?"


def moved(sentiment: float, **known: Any) -> Meaning:
    return Meaning(sentiment=sentiment, mentions=(MEHMET,), addressed_to=MEHMET, symbols=("THYAO",), **known)


def question(**known: Any) -> Meaning:
    values = {"is_question": True, "mentions": (MEHMET,), "addressed_to": MEHMET, "symbols": ("THYAO",)}
    return Meaning(**values | known)


async def get_to_know(stage: Any, times: int = 12, bot_id: str = MEHMET) -> None:
    """Somebody speaks to a persona so often that it is familiar."""
    for number in range(times):
        stage.record(received(900 + number, meaning=Meaning(mentions=(bot_id,), addressed_to=bot_id)))


def memories(stage: Any, bot_id: str = MEHMET) -> dict[str, Any]:
    row = stage.tables.tables["memories"].rows.get(bot_id)
    return {} if row is None else dict(row.items)


async def test_strong_words_of_a_familiar_person_are_remembered_in_the_personas_own_words(stage: Any) -> None:
    await get_to_know(stage)
    said = "THYAO yorumun harikaydı, ara beni 0532 000 11 22"
    (fact,) = await stage.remember(1, "THYAO yorumun harikaydı, bravo", meaning=moved(0.8))
    assert (fact.memory_type, fact.valence, fact.related_users) == ("relationship", 0.8, (PERSON,))
    assert fact.context_tags == ("THYAO",)
    assert fact.heard_in == stage.log.position - 1
    assert "bravo" not in fact.content
    assert "Deniz" not in fact.content
    assert await stage.remember(2, said, meaning=moved(0.9)) == []


async def test_strong_words_of_a_stranger_are_not(stage: Any) -> None:
    assert await stage.remember(1, "berbat bir yorum", meaning=moved(-0.9)) == []


async def test_a_plain_question_is_remembered_lightly_and_asked_again_it_only_grows_stronger(stage: Any) -> None:
    (first,) = await stage.remember(1, ASKED, meaning=question())
    assert (first.fact, first.memory_type, first.related_users) == ("memory-encoded", "episodic", (PERSON,))
    assert await stage.remember(3, "THYAO diyorum @mehmet_trader?", meaning=question()) == [], "one talk is not many"
    stage.log.now += timedelta(days=5)
    (second,) = await stage.remember(2, "THYAO ne olur sence @mehmet_trader", meaning=question())
    assert (second.fact, second.memory_ids) == ("memory-recalled", (first.memory_id,))
    assert second.tick_id is None
    assert len(memories(stage)) == 1


async def test_the_same_line_makes_the_same_memory(stage: Any) -> None:
    (event,) = stage.record(received(1, text=ASKED, meaning=question()))
    first, second = await stage.heard_twice(event)
    assert [(each.id, each.data) for each in first] == [(each.id, each.data) for each in second]


@pytest.mark.parametrize(
    "said",
    [
        "hastanedeyim, THYAO ne olur?",
        "depresyondayım THYAO ne yapar",
        "THYAO ne olur, yaz bana: deniz@example.com",
        "THYAO ne olur, numaram 0532 123 45 67",
    ],
)
async def test_nothing_is_kept_of_a_line_about_health_or_with_an_address(stage: Any, said: str) -> None:
    assert await stage.remember(1, said, meaning=question()) == []


async def test_a_changed_line_and_one_to_nobody_and_a_question_without_a_topic_leave_nothing(stage: Any) -> None:
    assert await stage.remember(1, ASKED, meaning=question(), edit_of=1) == []
    assert await stage.remember(2, "THYAO ne olur?", meaning=Meaning(is_question=True, symbols=("THYAO",))) == []
    assert await stage.remember(3, "nasılsın?", meaning=question(symbols=())) == []


async def test_a_reply_speaks_to_the_persona_that_is_replied_to(stage: Any) -> None:
    meaning = Meaning(is_question=True, topics={"FX": 1.0})
    (fact,) = await stage.remember(1, "dolar ne olur?", meaning=meaning, reply_to=reply(5, f"b:{AYSE}"))
    assert (fact.bot_id, fact.context_tags) == (AYSE, ("FX",))


async def test_a_day_has_room_for_ten_memories_and_six_of_them_may_be_questions(stage: Any) -> None:
    told = []
    for number in range(14):
        told += await stage.remember(
            number + 1, ASKED, person_id=f"person-{number}", meaning=question(symbols=(f"SYM{number}",))
        )
    assert len(told) == 6
    stage.log.now += timedelta(days=1)
    assert len(await stage.remember(50, ASKED, person_id="person-99", meaning=question())) == 1


@pytest.mark.parametrize("wish", [forgotten(), system.PersonSilenced(person_id=PERSON)], ids=lambda fact: fact.fact)
async def test_who_wishes_to_be_forgotten_or_left_alone_is_not_remembered(stage: Any, wish: Any) -> None:
    stage.record(wish)
    assert await stage.remember(1, ASKED, meaning=question()) == []


async def test_what_is_heard_a_day_late_is_not_remembered(stage: Any) -> None:
    (event,) = stage.record(received(1, text=ASKED, meaning=question()))
    stage.log.now += timedelta(days=1)
    assert (await stage.heard_twice(event))[0] == []


async def test_only_a_persona_that_was_in_the_chat_when_it_was_said_remembers(stage: Any) -> None:
    """Knowledge scope: provable from the log alone, by the position each memory was heard in."""
    other = "kripto-sohbet"
    stage.record(persona.LeftChat(bot_id=MEHMET, chat_id=CHAT, by="admin"))
    assert await stage.remember(1, ASKED, meaning=question()) == []
    (event,) = stage.record(received(2, text=ASKED, meaning=question()))
    stage.record(joined())
    assert (await stage.heard_twice(event))[0] == [], "it came after the line"
    assert len(await stage.remember(3, ASKED, meaning=question())) == 1
    assert await stage.remember(4, ASKED, chat_id=other, meaning=question(symbols=("ASELS",))) == []
    chats = {event.position: event.data.chat_id for event in stage.log.events if event.data.fact == "message-received"}
    presence = stage.tables.tables["presence"].rows[MEHMET]
    encoded = [event.data for event in stage.log.events if event.data.fact == "memory-encoded"]
    assert encoded
    assert all(was_in(presence, chats[fact.heard_in], fact.heard_in) for fact in encoded)


async def test_a_persona_asked_twice_remembers_and_does_not_mistake_the_question_itself_for_a_memory(
    stage: Any,
) -> None:
    ask = {"reason": "mention", "lane": "high"}
    (first,) = await stage.remember(1, ASKED, meaning=question())
    engine = stage.scripted("Acelem yok.")
    await stage.answer(requested("one", reply_to=reply(1, f"p:{PERSON}"), **ask), engine)
    assert first.memory_id not in [memory.memory_id for memory in engine.scenes[0].memories]
    stage.log.now += timedelta(minutes=10)
    await stage.remember(2, "THYAO için bir fikrin var mı @mehmet_trader", meaning=question())
    engine = stage.scripted("Geçen de sormuştun.")
    (draft,) = await stage.answer(requested("two", reply_to=reply(2, f"p:{PERSON}"), **ask), engine)
    assert engine.scenes[0].memories[0].memory_id == first.memory_id
    assert draft.memories[0].id == first.memory_id
    assert PERSON in draft.person_ids
    (recalled,) = stage.told_besides("memory-recalled")
    assert recalled.memory_ids[0] == first.memory_id
    assert recalled.tick_id == draft.tick_id


async def test_what_is_remembered_of_one_person_is_not_told_to_another(stage: Any) -> None:
    (first,) = await stage.remember(1, ASKED, meaning=question())
    await stage.remember(2, "@mehmet_trader THYAO?", person_id="calm-heron", meaning=question())
    engine = stage.scripted("Acelem yok.")
    await stage.answer(requested("two", reply_to=reply(2, "p:calm-heron"), reason="mention"), engine)
    assert first.memory_id not in [memory.memory_id for memory in engine.scenes[0].memories]


async def test_memories_about_a_forgotten_person_come_to_mind_no_more(stage: Any) -> None:
    (first,) = await stage.remember(1, ASKED, meaning=question())
    stage.record(forgotten())
    assert first.memory_id not in memories(stage)
    engine = stage.scripted("Acelem yok.")
    await stage.answer(requested("later", topic="THYAO"), engine)
    assert all(PERSON not in memory.related for memory in engine.scenes[0].memories)
