"""Why a draft is not said after all, and what a relationship does on its way."""

from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from piyasa.contracts import persona, system
from piyasa.contracts.persona import EmotionProfile, WritingStyle
from piyasa.contracts.values import Meaning
from piyasa.humanizer.domain.consensus import joins_a_chorus
from piyasa.humanizer.domain.length import target_length
from piyasa.humanizer.domain.repetition import Wanted, is_free_nod
from piyasa.humanizer.domain.timing import timed
from piyasa.language import normal_form, sketch
from piyasa.projections.conversations.state import Conversation, Line
from piyasa.projections.pace import Pace
from support.events import AYSE, MEHMET, NOON, PERSON, WHY, reply, sent

BULLISH = Meaning(symbols=("THYAO",), sentiment=0.5, sketch=sketch("THYAO güçlü duruyor"))


def chorus(stage: Any, voices: int) -> None:
    for number in range(voices):
        text = ("THYAO güçlü", "Hacim THYAO'yu taşıyor", "THYAO için umutluyum", "THYAO yükselir gibi")[number]
        bullish = Meaning(symbols=("THYAO",), sentiment=0.5, sketch=sketch(text))
        stage.record(sent(f"s{number}", 70 + number, text=text, meaning=bullish, bot_id=AYSE))


async def test_a_fourth_voice_of_the_same_direction_stays_silent(stage: Any) -> None:
    chorus(stage, 3)
    (fact,) = await stage.say("tick", "Bence de güçlü bu hisse.", meaning=BULLISH)
    assert (fact.fact, fact.reason) == ("message-suppressed", "consensus")
    assert stage.counts.reasons == ["consensus"]


async def test_three_voices_are_no_chorus_and_neither_is_doubt(stage: Any) -> None:
    chorus(stage, 2)
    (fact, *_) = await stage.say("third", "Bence de güçlü bu hisse.", meaning=BULLISH)
    assert fact.fact == "message-ready"
    (doubt, *_) = await stage.say(
        "fourth", "Ben temkinliyim bu hissede.", meaning=Meaning(symbols=("THYAO",), sentiment=-0.4)
    )
    assert doubt.fact == "message-ready"


async def test_how_many_make_a_chorus_is_a_setting(stage: Any) -> None:
    stage.record(system.SettingChanged(key="consensus_limit", value=1, by="admin", origin="test"))
    chorus(stage, 1)
    (fact,) = await stage.say("tick", "Bence de güçlü bu hisse.", meaning=BULLISH)
    assert (fact.fact, fact.reason) == ("message-suppressed", "consensus")


async def test_the_truth_is_told_whatever_the_chorus(stage: Any) -> None:
    chorus(stage, 4)
    stage.hear(1, "sen bot musun?")
    (fact,) = await stage.say(
        "tick", "Evet, yapay zekâyım.", meaning=BULLISH, reason="sincere_question", reply_to=reply(1, f"p:{PERSON}")
    )
    assert fact.fact == "message-ready"


def test_a_question_takes_no_side() -> None:
    lines = tuple(Line(number, NOON, f"b:{AYSE}", "", "THYAO güçlü", BULLISH, number) for number in range(1, 5))
    conversation = Conversation(lines=lines)
    now = NOON + timedelta(minutes=1)
    assert joins_a_chorus(BULLISH, conversation, now, 3)
    assert not joins_a_chorus(BULLISH.model_copy(update={"is_question": True}), conversation, now, 3)
    assert not joins_a_chorus(BULLISH.model_copy(update={"sentiment": 0.19}), conversation, now, 3)
    assert not joins_a_chorus(BULLISH, conversation, now + timedelta(hours=1), 3)


def talk(stage: Any, lines: int, text: str = "dolar bugün {} oldu") -> None:
    for number in range(lines):
        stage.hear(300 + number, text.format(number * 11))


async def test_small_talk_that_the_chat_has_left_behind_is_not_said(stage: Any) -> None:
    about = Meaning(symbols=("THYAO",))
    talk(stage, 6)
    (fact,) = await stage.say("tick", "THYAO sakin.", meaning=about, why=WHY.model_copy(update={"as_of": 5}))
    assert (fact.fact, fact.reason) == ("message-suppressed", "overtaken")


async def test_it_is_said_when_fewer_lines_passed_or_the_topic_is_the_same(stage: Any) -> None:
    about = Meaning(symbols=("THYAO",))
    talk(stage, 5)
    (fact, *_) = await stage.say("few", "THYAO sakin.", meaning=about, why=WHY.model_copy(update={"as_of": 5}))
    assert fact.fact == "message-ready"
    talk(stage, 6, "THYAO {} civarında geziniyor")
    (fact, *_) = await stage.say("same", "THYAO yatay bence.", meaning=about, why=WHY.model_copy(update={"as_of": 5}))
    assert fact.fact == "message-ready"


async def test_an_old_draft_is_looked_at_again(stage: Any) -> None:
    talk(stage, 1)
    stage.ask("tick")
    event = stage.draft("tick", "THYAO sakin.", meaning=Meaning(symbols=("THYAO",)))
    (new,) = await stage.style(event, after=181)
    assert (new.data.fact, new.data.reason) == ("message-suppressed", "stale")


async def test_time_lapse_makes_drafts_old_sooner(stage: Any) -> None:
    talk(stage, 1)
    stage.ask("tick")
    event = stage.draft("tick", "THYAO sakin.", meaning=Meaning(symbols=("THYAO",)))
    (new,) = await stage.style(event, after=10, pace=Pace(20))
    assert new.data.reason == "stale"


async def test_an_answer_to_a_person_waits_for_nobody(stage: Any) -> None:
    stage.hear(1, "Mehmet, THYAO ne olur?")
    talk(stage, 8)
    asked = {"reason": "mention", "reply_to": reply(1, f"p:{PERSON}")}
    (fact, *_) = await stage.say("tick", "THYAO sakin.", why=WHY.model_copy(update={"as_of": 6}), **asked)
    assert fact.fact == "message-ready"


async def test_what_somebody_else_answered_meanwhile_is_not_answered_again(stage: Any) -> None:
    stage.hear(1, "THYAO ne olur?")
    seen = stage.position
    stage.record(sent("other", 71, bot_id=AYSE, text="Bakalım.", reply_to=reply(1, f"p:{PERSON}")))
    talk(stage, 5)
    about = Meaning(symbols=("THYAO",))
    asked = {"reason": "reply", "reply_to": reply(1, f"p:{PERSON}"), "meaning": about}
    (fact,) = await stage.say("tick", "THYAO sakin.", why=WHY.model_copy(update={"as_of": seen}), **asked)
    assert (fact.fact, fact.reason) == ("message-suppressed", "overtaken")


async def test_a_friend_is_answered_sooner_than_a_stranger(stage: Any, manner: Any, befriended: Any) -> None:
    def thinking(kind: str) -> float:
        at = manner(effects=befriended(kind), free=False)
        return timed("Olur.", at, wait=100, target_length=0, cps=5, scale=1, chance=Random(1)).thinking

    assert thinking("friend") / thinking("stranger") == pytest.approx(0.8 / 1.2)


def test_prime_hours_shorten_thinking_and_nothing_else(manner: Any) -> None:
    usual, prime = (
        timed("Olur.", manner(), wait=100, target_length=90, cps=5, scale=1, boost=boost, chance=Random(1))
        for boost in (1.0, 1.5)
    )
    assert prime.thinking == pytest.approx(usual.thinking / 1.5)
    assert (prime.reading, prime.typing) == (usual.reading, usual.typing)


async def test_prime_hours_are_those_of_the_settings(stage: Any) -> None:
    stage.ask("one", wait_seconds=300)
    (usual, *_) = [new.data for new in await stage.style(stage.draft("one", "Faiz tarafında acelem yok."))]
    del stage.log.events[-1]
    for key, value in (("prime_hours_boost", True), ("prime_hours", ["00:00-23:59"]), ("prime_boost_factor", 3.0)):
        stage.record(system.SettingChanged(key=key, value=value, by="admin", origin="test"))
    (prime, *_) = [
        new.data
        for new in await stage.style(next(each for each in stage.log.events if each.data.fact == "draft-generated"))
    ]
    assert prime.send_at - NOON < (usual.send_at - NOON) / 1.5


async def test_a_reaction_is_wanted_for_what_is_answered_unless_switched_off(stage: Any) -> None:
    stage.hear(1, "Bugün çok güzel kazandım.")
    asked = {"reason": "reply", "reply_to": reply(1, f"p:{PERSON}")}

    async def wanted(prefix: str) -> set[str | None]:
        found = set()
        for number in range(60):
            facts = await stage.say(f"{prefix}{number}", f"Faiz {number} sakin {number * 13}.", **asked)
            found |= {getattr(fact, "wants_reaction", None) for fact in facts}
        return found

    assert len(await wanted("a")) > 1
    stage.record(system.SettingChanged(key="reactions_enabled", value=False, by="admin", origin="test"))
    assert await wanted("b") == {None}


async def test_a_signature_phrase_is_used_once_in_ten_messages(stage: Any) -> None:
    profile = EmotionProfile(signature_phrases=("plan neyse o",), phrase_probability=1.0)
    stage.record(persona.EmotionProfileChanged(bot_id=MEHMET, profile=profile, revision=1, by="admin"))
    texts = []
    for number in range(22):
        (message, *_) = await stage.say(f"t{number}", f"Faiz {number} tarafında sakin {number * 13}.")
        stage.record(
            sent(f"t{number}", 800 + number, text=message.text, message_id=message.message_id, meaning=message.meaning)
        )
        texts.append(message.text.lower())
    used = [place for place, text in enumerate(texts) if "plan neyse o" in text]
    assert used[0] == 0
    assert len(used) >= 2
    assert all(later - earlier > 10 for earlier, later in pairwise(used))


def test_a_nod_that_two_personas_have_just_used_is_not_free() -> None:
    def nod(number: int, bot: str) -> Line:
        return Line(number, NOON, f"b:{bot}", "", "Aynen 👍", Meaning(), number)

    once = Conversation(lines=(nod(1, MEHMET), nod(2, MEHMET)))
    twice = Conversation(lines=(nod(1, MEHMET), nod(2, AYSE)))
    past = Conversation(lines=(*twice.lines, *(Line(n, NOON, "p:x-y", "", "z", Meaning(), n) for n in range(3, 13))))
    assert [is_free_nod("aynen", each) for each in (once, twice, past)] == [True, False, True]
    assert not is_free_nod("bu kısa bir onay sayılmaz", once)


def test_the_likeness_from_which_words_count_as_said_is_a_setting() -> None:
    said, like = sketch("faiz kararı sonrası borsa sakin kaldı bugün"), "faiz kararı sonrası borsa sakin bekliyor şimdi"
    strict, usual = (Wanted.of(sketch(like), (), at) for at in (0.5, 0.92))
    assert usual.first_repeated(["", said]) is None
    assert strict.first_repeated(["", said]) == 1


def test_a_heated_chat_gets_shorter_answers(manner: Any) -> None:
    def mean(**known: Any) -> float:
        return sum(target_length(manner(**known), answers_question=False, chance=Random(n)) for n in range(500)) / 500

    assert mean(heated=True) < mean() - 20


async def test_a_correction_that_the_chat_has_just_seen_is_left_out(stage: Any) -> None:
    style = WritingStyle(typo_rate=0.03, emoji_frequency="none")
    stage.record(persona.WritingStyleDrawn(bot_id=MEHMET, style=style, revision=1, seed="1"))
    seen: set[str] = set()
    for number in range(400):
        facts = await stage.say(f"t{number}", f"not defterine {number} yazdım, {number * 17}")
        if len(facts) == 2:
            assert facts[1].text not in seen
            seen.add(facts[1].text)
        for fact in facts:
            stage.record(
                sent(f"t{number}", 900 + 2 * number + fact.part, part=fact.part, text=fact.text,
                     message_id=fact.message_id, meaning=fact.meaning)
            )  # fmt: skip
    assert seen


async def test_nods_are_now_and_then_and_never_twice_in_a_chat_and_day(stage: Any) -> None:
    stage.hear(1, "Bugün piyasa sakindi bence.")
    asked = {"reason": "reply", "reply_to": reply(1, f"p:{PERSON}")}
    nods = []
    for number in range(300):
        facts = await stage.say(f"t{number}", f"Faiz {number} tarafında sakin {number * 13}.", **asked)
        if "nod" in facts[0].steps:
            nods.append(normal_form(facts[0].text))
    assert 5 < len(nods) <= 12
    assert len(set(nods)) == len(nods)


async def test_a_drafted_nod_that_was_said_gives_way_to_another(stage: Any) -> None:
    stage.hear(1, "Bugün piyasa sakindi bence.")
    stage.record(sent("x", 60, text="Katılıyorum", meaning=Meaning(sketch=sketch("Katılıyorum")), bot_id=AYSE))
    asked = {"reason": "reply", "reply_to": reply(1, f"p:{PERSON}")}
    (fact, *_) = await stage.say("one", "katılıyorum.", **asked)
    assert fact.steps[0] == "nod"
    assert normal_form(fact.text) != "katiliyorum"
    (fact, *_) = await stage.say("two", "mantıklı geldi.", **asked)
    assert "nod" not in fact.steps


async def test_what_is_to_be_told_of_a_life_is_neither_cut_nor_nodded_away(stage: Any) -> None:
    stage.hear(1, "Bugün piyasa sakindi bence.")
    asked = {"reason": "reply", "reply_to": reply(1, f"b:{AYSE}")}
    for number in range(80):
        telling = WHY.model_copy(update={"as_of": stage.position, "inputs": {"life_event": "vacation"}})
        text = f"Faiz {number} tarafında bugün pek hareket yok gibi görünüyor. Ben tatildeyim {number * 13} gün."
        facts = await stage.say(f"t{number}", text, why=telling, **asked)
        assert not {"nod", "shortened"} & set(facts[0].steps)
