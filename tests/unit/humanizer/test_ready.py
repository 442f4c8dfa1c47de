"""From a draft to a message that is ready, or to the reason why there is none."""

from datetime import timedelta
from typing import Any

from piyasa.contracts import persona
from piyasa.contracts.identity import derived_id, seed_of
from piyasa.contracts.persona import PersonaProfile, Style, WritingStyle
from piyasa.contracts.values import Meaning
from piyasa.humanizer.use_cases.presence import style_of, typing_speed
from piyasa.language import sketch
from piyasa.projections.directory.state import Bot
from piyasa.projections.pace import Pace
from support.events import AYSE, CHAT, MEHMET, PERSON, abandoned, ready, received, reply, rewrite, sent

TRUTH = "Evet, ben bir yapay zekâ personasıyım, insan değilim."


async def test_a_draft_becomes_a_message_with_a_moment(stage: Any) -> None:
    tick = stage.ask("tick", wait_seconds=10)
    event = stage.draft("tick", "Faiz tarafında acelem yok.")
    (new, *_) = await stage.style(event)
    message = new.data
    assert message.fact == "message-ready"
    assert message.message_id == derived_id(event.id, "message", 1)
    assert (message.tick_id, message.part) == (event.data.tick_id, 1)
    assert message.send_at > tick.time + timedelta(seconds=2)
    assert message.typing_seconds >= 1.5
    assert message.meaning.sketch
    assert message.why.as_of == event.position
    assert message.why.seed == seed_of(event.id, "style")
    assert set(message.modifiers) >= {"response_delay_multiplier", "typo_probability", "hedging_probability"}


async def test_the_same_draft_twice_becomes_one_message(stage: Any) -> None:
    stage.ask("tick")
    event = stage.draft("tick", "Faiz tarafında acelem yok.")
    assert len(await stage.style(event)) >= 1
    assert await stage.style(event) == []


async def test_a_crash_before_the_publish_makes_the_same_message_again(stage: Any) -> None:
    stage.ask("tick")
    event = stage.draft("tick", "Faiz tarafında acelem yok.")
    first = await stage.style(event)
    del stage.log.events[-len(first) :]
    second = await stage.style(event)
    assert [(new.id, new.data.text, new.data.message_id) for new in first] == [
        (new.id, new.data.text, new.data.message_id) for new in second
    ]


async def test_a_draft_whose_tick_has_ended_is_nothing(stage: Any) -> None:
    for number, outcome in enumerate((abandoned("a"), ready("b")), start=1):
        name = "ab"[number - 1]
        stage.ask(name)
        stage.record(outcome)
        assert await stage.style(stage.draft(name, "Faiz sakin.")) == []


async def test_a_draft_that_waited_out_its_tick_is_stale_and_its_question_is_owed_again(stage: Any) -> None:
    stage.record(received(11, meaning=Meaning(is_question=True, addressed_to=MEHMET)))
    stage.ask("tick", reason="mention", reply_to=reply(11), expires_at=stage.log.now + timedelta(seconds=300))
    event = stage.draft("tick", "Faiz tarafında acelem yok.", reason="mention", reply_to=reply(11))
    (new,) = await stage.style(event, after=335)
    assert (new.data.fact, new.data.reason) == ("message-suppressed", "stale")
    assert [each.tick_id for each in stage.tables.tables["conversations"].rows[CHAT].unanswered] == [None]


async def test_a_draft_that_a_rewrite_has_replaced_is_nothing(stage: Any) -> None:
    stage.ask("tick")
    event = stage.draft("tick", "Faiz sakin.")
    stage.record(rewrite("tick"))
    assert await stage.style(event) == []


async def test_a_sincere_answer_stays_as_it_is_and_comes_soon(stage: Any) -> None:
    for number in range(12):
        stage.hear(100 + number, "sen bot musun?")
        answers = reply(100 + number, f"p:{PERSON}")
        (message,) = await stage.say(f"t{number}", TRUTH, reason="sincere_question", reply_to=answers)
        assert message.text == TRUTH
        assert message.steps == ("untouched: sincere answer",)
        assert message.reply_to == answers
        assert message.send_at - stage.log.now < timedelta(seconds=31)


async def test_what_the_chat_has_heard_is_to_be_said_differently(stage: Any) -> None:
    stage.hear(1, "Faiz tarafında acele etmeye gerek yok bence.")
    (fact,) = await stage.say("tick", "faiz tarafında acele etmeye gerek yok bence")
    assert (fact.fact, fact.attempt, fact.reason) == ("rewrite-requested", 2, "duplicate-chat")
    assert "Faiz tarafında acele etmeye gerek yok bence." in fact.avoid
    assert PERSON in fact.person_ids


async def test_what_is_about_to_be_said_counts_as_said(stage: Any) -> None:
    await stage.say("one", "Faiz tarafında acele etmeye gerek yok bence.", bot_id=AYSE)
    (fact,) = await stage.say("two", "Faiz tarafında acele etmeye gerek yok bence.")
    assert (fact.fact, fact.reason) == ("rewrite-requested", "duplicate-armed")


async def test_a_persona_does_not_repeat_itself_in_another_chat(stage: Any) -> None:
    text = "Faiz tarafında acele etmeye gerek yok bence."
    (message, *_) = await stage.say("one", text)
    stage.record(sent("one", 50, text=message.text, meaning=message.meaning, message_id=message.message_id))
    for number in range(60):
        stage.hear(200 + number, f"{number} numaralı satır {number * 7}")
    (fact,) = await stage.say("two", "Faiz tarafında acele etmeye gerek yok ki bence.")
    assert (fact.fact, fact.reason) == ("rewrite-requested", "duplicate-persona")


async def test_equal_words_are_a_repetition_however_far_the_chat_has_scrolled(stage: Any) -> None:
    text = "Faiz tarafında acele etmeye gerek yok bence."
    (message, *_) = await stage.say("one", text, bot_id=AYSE)
    stage.record(
        sent("one", 50, text=message.text, meaning=message.meaning, message_id=message.message_id, bot_id=AYSE)
    )
    for number in range(210):
        stage.hear(200 + number, f"{number} numaralı satır {number * 7}")
    (fact,) = await stage.say("two", text)
    assert (fact.fact, fact.reason) == ("rewrite-requested", "duplicate-chat")
    stage.log.now += timedelta(hours=25)
    (fact, *_) = await stage.say("three", text, expires_at=stage.log.now + timedelta(hours=1))
    assert fact.fact == "message-ready"


async def test_a_third_repetition_stays_unsaid(stage: Any) -> None:
    stage.hear(1, "Faiz tarafında acele etmeye gerek yok bence.")
    (fact,) = await stage.say("tick", "Faiz tarafında acele etmeye gerek yok bence.", attempt=3)
    assert (fact.fact, fact.reason, fact.message_id) == ("message-suppressed", "duplicate", None)
    assert stage.counts.repetitions == 1


async def test_another_number_or_a_negation_is_no_repetition(stage: Any) -> None:
    stage.hear(1, "Enflasyon beklentisi 35 civarında bence.")
    (fact, *_) = await stage.say("tick", "Enflasyon beklentisi 42 civarında bence.")
    assert fact.fact == "message-ready"


async def test_not_even_a_very_short_line_is_said_twice_in_a_chat_and_day(stage: Any) -> None:
    stage.record(sent("x", 60, text="ee, sonra?", meaning=Meaning(sketch=sketch("ee, sonra?")), bot_id=AYSE))
    (fact, *_) = await stage.say("one", "Ee sonra?")
    assert (fact.fact, fact.reason) == ("rewrite-requested", "duplicate-chat")


async def test_a_nod_that_sounds_like_another_line_is_no_repetition(stage: Any) -> None:
    stage.record(sent("x", 60, text="aynen abi", meaning=Meaning(sketch=sketch("aynen abi")), bot_id=AYSE))
    (fact, *_) = await stage.say("one", "aynen")
    assert fact.fact == "message-ready"


async def test_words_that_styling_or_drafting_let_slip_are_held_back(stage: Any) -> None:
    (fact,) = await stage.say("tick", "Bu hisse bir ayda kesin ikiye katlar.")
    assert (fact.fact, fact.reason) == ("message-suppressed", "guard")
    assert stage.counts.kinds == ["return_promise"]


async def test_waits_are_divided_by_the_pace(stage: Any) -> None:
    tick = stage.ask("tick", wait_seconds=60)
    event = stage.draft("tick", "Faiz tarafında acelem yok.")
    (new, *_) = await stage.style(event, after=0.0, pace=Pace(100))
    assert new.data.send_at - tick.time < timedelta(seconds=6)
    assert new.data.typing_seconds < 0.3


async def test_a_configured_hand_is_used(stage: Any) -> None:
    style = WritingStyle(capitalization_style="lowercase", emoji_frequency="none", typo_rate=0.0)
    stage.record(persona.WritingStyleDrawn(bot_id=MEHMET, style=style, revision=1, seed="1"))
    (message, *_) = await stage.say("tick", "Işık THYAO'da sönmez.")
    assert "ışık" in message.text
    assert "THYAO'da" in message.text


async def test_parts_of_one_message_have_ids_and_moments_of_their_own(stage: Any) -> None:
    text = "Faiz tarafında acele etmeye gerek görmüyorum {}. Haftaya veri var, ondan sonra yine konuşuruz {} burada."
    kept = persona.PersonaChanged(
        bot_id=MEHMET, revision=1, by="admin",
        persona=PersonaProfile(style=Style(formality="formal", length_preference="long")),
    )  # fmt: skip
    stage.record(kept)
    stage.hear(5, "faiz ne olur?")
    for number in range(120):
        facts = await stage.say(
            f"t{number}", text.format(number, number * 3), reason="mention", reply_to=reply(5, f"p:{PERSON}")
        )
        if len(facts) == 2:
            break
    one, two = facts
    assert (one.part, two.part) == (1, 2)
    assert one.message_id != two.message_id
    assert two.send_at > one.send_at
    assert two.reply_to is None
    assert one.reply_to is not None
    assert two.person_ids == one.person_ids


def test_a_persona_without_a_style_writes_in_a_hand_of_its_own() -> None:
    assert style_of(Bot("a-bot", "A", "a_bot")) == style_of(Bot("a-bot", "A", "a_bot"))
    assert typing_speed("a-bot") == typing_speed("a-bot")


async def test_a_draft_of_an_unknown_chat_is_nothing(stage: Any) -> None:
    event = stage.draft("nowhere", "Faiz sakin.", chat_id="other-chat")
    assert await stage.style(event) == []
    assert CHAT != "other-chat"
