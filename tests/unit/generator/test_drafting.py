"""From a tick to words, or to the reason why there are none."""

from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts import membership, persona, system
from piyasa.contracts.event import Event
from piyasa.contracts.identity import seed_of
from piyasa.generator.domain.scene import Scene
from piyasa.generator.domain.sincere import ENGLISH, TURKISH
from piyasa.generator.ports import Words, WordsUnavailable
from support.events import (
    AYSE,
    CHAT,
    MEHMET,
    NOON,
    PERSON,
    abandoned,
    drafted,
    forgotten,
    ready,
    reply,
    requested,
    rewrite,
)


def ask(stage: Any, text: str, **known: Any) -> Any:
    stage.hear(7, text)
    values = {"reason": "mention", "lane": "high", "reply_to": reply(7, f"p:{PERSON}")}
    return requested("tick", **values | known)


async def test_a_tick_becomes_a_draft_that_explains_itself(stage: Any) -> None:
    (event,) = stage.record(requested("tick"))
    (new,) = await stage.handle(event)
    draft = new.data
    assert draft.text
    assert draft.meaning.sketch
    assert (draft.provider, draft.attempt, draft.reason) == ("offline", 1, "proactive")
    assert draft.why.seed == seed_of(event.id, "draft")
    assert draft.why.as_of == event.position
    assert {verdict.verdict for verdict in draft.guards} == {"ok"}
    assert [verdict.name for verdict in draft.guards][:2] == ["character", "compliance"]
    assert new.causation_id == event.id


async def test_the_same_tick_twice_makes_the_same_event(stage: Any) -> None:
    (event,) = stage.record(requested("tick"))
    before = len(stage.log.events)
    first = [*await stage.handle(event, after=1), *stage.besides]
    del stage.log.events[before:]
    second = [*await stage.handle(event, after=9), *stage.besides]
    assert first[0].data.text == second[0].data.text
    assert [(new.id, new.data.fact) for new in first] == [(new.id, new.data.fact) for new in second]


async def test_an_answer_names_the_person_it_answers(stage: Any) -> None:
    (draft,) = await stage.answer(ask(stage, "THYAO hakkında ne düşünüyorsun"))
    assert draft.reply_to == reply(7, f"p:{PERSON}")
    assert PERSON in draft.person_ids


async def test_people_named_in_the_words_are_listed(stage: Any) -> None:
    stage.hear(3, "altın sakin", person_id="calm-heron", display_name="Selin")
    (draft,) = await stage.answer(requested("tick"), stage.scripted("Selin, ben de öyle görüyorum."))
    assert "calm-heron" in draft.person_ids


async def test_a_tick_that_has_its_draft_or_its_end_gets_no_other(stage: Any) -> None:
    for outcome in (drafted("a"), abandoned("a"), ready("a")):
        tick = outcome.tick_id
        (event,) = stage.record(requested(tick, tick_id=tick))
        stage.record(outcome)
        assert await stage.handle(event) == []


async def test_an_expired_tick_is_abandoned(stage: Any) -> None:
    (fact,) = await stage.answer(requested("tick", expires_at=NOON + timedelta(seconds=5)), after=60)
    assert (fact.fact, fact.reason) == ("tick-abandoned", "expired")


@pytest.mark.parametrize(
    "switch",
    [
        system.SimulationStopped(by="admin"),
        system.EmergencyStopped(by="admin", reason="drill"),
        membership.ChatPaused(chat_id=CHAT, by="admin"),
        membership.ChatDisabled(chat_id=CHAT, by="admin"),
        persona.BotPaused(bot_id=MEHMET, by="admin"),
        persona.BotDisabled(bot_id=MEHMET, by="admin"),
        persona.LeftChat(bot_id=MEHMET, chat_id=CHAT, by="admin"),
    ],
    ids=lambda switch: switch.fact,
)
async def test_what_operators_switch_off_is_abandoned_but_a_sincere_question_is_answered(
    stage: Any, switch: Any
) -> None:
    stage.record(switch)
    (fact,) = await stage.answer(requested("small talk"))
    assert (fact.fact, fact.reason) == ("tick-abandoned", "paused")
    (truth,) = await stage.answer(ask(stage, "sen bot musun?", reason="sincere_question"))
    assert truth.fact == "draft-generated"


async def test_a_sincere_question_is_answered_by_rule_and_never_by_the_engine(stage: Any) -> None:
    (draft,) = await stage.answer(ask(stage, "sen bot musun?", reason="sincere_question"), stage.scripted())
    assert draft.text in TURKISH
    assert draft.provider == "rules"
    assert stage.counts.disclosures == 1


async def test_a_sincere_question_in_english_is_answered_in_english(stage: Any) -> None:
    asked = ask(stage, "are you a bot or a real person?", reason="sincere_question")
    (draft,) = await stage.answer(asked, stage.scripted())
    assert draft.text in ENGLISH


async def test_words_that_a_guard_holds_back_are_sought_once_more_with_the_reason(stage: Any) -> None:
    engine = stage.scripted("THYAO garanti kazandırır, kesin ikiye katlar.", "THYAO'da acelem yok.")
    (draft,) = await stage.answer(requested("tick"), engine)
    assert draft.text == "THYAO'da acelem yok."
    told = [each.verdict for each in draft.guards if each.name == "compliance"]
    assert told == ["blocked", "ok"]
    assert stage.counts.sought == ["return_promise"]
    assert stage.counts.kinds == ["return_promise"]
    assert engine.hints[0] == ""
    assert "getiri" in engine.hints[1]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Bu hisse bir ayda kesin ikiye katlar.", "return_promise"),
        ("Ben bot değilim, gerçek insanım.", "denial_of_ai"),
    ],
)
async def test_words_that_stay_forbidden_are_rejected_with_their_class(stage: Any, line: str, kind: str) -> None:
    (fact,) = await stage.answer(requested("tick"), stage.scripted(line, line))
    assert (fact.fact, fact.reason) == ("draft-rejected", kind)
    assert line not in fact.model_dump_json()


async def test_an_engine_without_words_is_rejected_as_empty(stage: Any) -> None:
    (fact,) = await stage.answer(requested("tick"), stage.scripted("", ""))
    assert (fact.fact, fact.reason) == ("draft-rejected", "empty")


async def test_a_failing_provider_rejects_the_draft(stage: Any) -> None:
    engine = stage.scripted(WordsUnavailable("openai", "503"))
    (fact,) = await stage.answer(requested("tick"), engine)
    assert (fact.fact, fact.reason) == ("draft-rejected", "provider")


async def test_a_spare_engine_speaks_when_it_is_allowed_to(stage: Any) -> None:
    engine = stage.scripted(WordsUnavailable("openai", "503"))
    (fact,) = await stage.answer(requested("tick"), engine, spare=stage.scripted("Acelem yok."))
    assert fact.text == "Acelem yok."


async def test_a_tick_that_expires_while_words_are_sought_is_abandoned(stage: Any) -> None:
    (fact,) = await stage.answer(requested("tick"), stage.scripted(TimeoutError()))
    assert (fact.fact, fact.reason) == ("tick-abandoned", "expired")


async def test_a_rewrite_is_another_attempt_that_avoids_what_was_said(stage: Any) -> None:
    first = (await stage.answer(ask(stage, "dolar ne olur?")))[0]
    engine = stage.scripted("Kurda iki senaryom var.")
    (second,) = await stage.answer(rewrite("tick", avoid=(first.text,)), engine)
    assert second.attempt == 2
    assert engine.scenes[0].avoid == (first.text,)
    assert second.reply_to == reply(7, f"p:{PERSON}")
    assert second.reason == "mention"


async def test_a_rewrite_is_done_once(stage: Any) -> None:
    await stage.answer(requested("tick"))
    (event,) = stage.record(rewrite("tick"))
    assert len(await stage.handle(event)) == 1
    assert await stage.handle(event) == []


async def test_people_who_do_not_wish_to_be_quoted_are_not_in_the_history(stage: Any) -> None:
    stage.hear(1, "benim sözüm", person_id="quiet-lynx")
    stage.hear(2, "onun sözü")
    stage.record(system.PersonSilenced(person_id="quiet-lynx"))
    engine = stage.scripted("Acelem yok.")
    await stage.answer(requested("tick"), engine)
    assert [said.text for said in engine.scenes[0].history] == ["onun sözü"]


async def test_mentions_of_other_personas_are_found_in_the_words(stage: Any) -> None:
    (draft,) = await stage.answer(requested("tick"), stage.scripted("@ayse_scalp sen ne görüyorsun?"))
    assert draft.meaning.mentions == (AYSE,)


class Meanwhile:
    """An engine during whose search something happens."""

    def __init__(self, stage: Any, *facts: Event) -> None:
        self.stage, self.facts = stage, facts

    async def words(self, scene: Scene, **_unread: object) -> Words:
        self.stage.record(*self.facts)
        return Words("Bence de öyle.", "scripted", "script", "0" * 64)

    def status(self) -> str:
        return "scripted"


@pytest.mark.parametrize(
    "happens", [forgotten(), system.EmergencyStopped(by="admin", reason="drill")], ids=lambda fact: fact.fact
)
async def test_words_found_when_nobody_wants_them_any_more_are_dropped(stage: Any, happens: Event) -> None:
    (fact,) = await stage.answer(ask(stage, "THYAO hakkında ne düşünüyorsun"), Meanwhile(stage, happens))
    assert (fact.fact, fact.reason) == ("tick-abandoned", "paused")


async def test_words_drawn_from_what_a_person_said_are_dropped_when_they_are_forgotten(stage: Any) -> None:
    stage.hear(3, "altın sakin", person_id="calm-heron", display_name="Selin")
    (fact,) = await stage.answer(requested("tick"), Meanwhile(stage, forgotten("calm-heron")))
    assert fact.fact == "tick-abandoned"


async def test_words_that_have_nothing_to_do_with_who_is_forgotten_stay(stage: Any) -> None:
    (fact,) = await stage.answer(requested("tick"), Meanwhile(stage, forgotten("calm-heron")))
    assert fact.fact == "draft-generated"
