"""From ticks to facts over models that fail: an end for every tick, nothing unguarded, and people wait longest."""

import asyncio
from typing import Any

import pytest

from piyasa.contracts.conversation import DraftGenerated
from piyasa.contracts.event import Event
from piyasa.contracts.opinions import StanceSet
from piyasa.eventlog.errors import Later
from piyasa.generator.domain.cleaning import LONGEST
from piyasa.generator.use_cases.guarding import rules
from piyasa.generator.use_cases.judging import ModelJudge
from piyasa.generator.use_cases.wording import ModelWords
from support.events import MEHMET, NOON, PERSON, reply, requested
from support.generator_stage import Stage, stage_with_talk
from support.models import Models, models

FAR = 10**6
"""Seconds for which ticks live here: the clock of the log stands still, that of the models does not."""


@pytest.fixture
def stage() -> Stage:
    return stage_with_talk()


def engine_of(made: Models) -> ModelWords:
    made.router.now = made.router.accounts.now = lambda: NOON
    return ModelWords(made.router)


async def told(stage: Stage, made: Models, fact: Event, **known: Any) -> Any:
    (outcome,) = await stage.answer(fact, engine_of(made), **known)
    return outcome


def question(stage: Stage, name: str = "asked") -> Event:
    stage.hear(7, "THYAO hakkında ne düşünüyorsun?")
    return requested(name, reason="mention", lane="high", reply_to=reply(7, f"p:{PERSON}"))


def _patience(fault: str) -> dict[str, float]:
    """So little that a slow fault exceeds it, and enough for a busy machine."""
    return {"first_token": 1.0, "timeout": 3.0} if fault.startswith("slow") else {}


SILENT = (
    ("rate_limit", {"retry_after": 0}), ("rate_limit", {"retry_after": None}), ("rate_limit", {"retry_after": 60}),
    ("server_error", {}), ("slow_first_byte", {"seconds": 5}), ("cut_stream", {}), ("garbage", {}), ("refusal", {}),
    ("filtered", {}), ("unauthorized", {}), ("model_missing", {}), ("reset", {}),
)  # fmt: skip
"""Faults that leave a call without an answer."""
SPOKEN = ("empty", "refusal_text", "wrong_language", "over_long", "name_prefix", "code_fence", "quoted", "truncated")
"""Faults of what is said."""


@pytest.mark.parametrize(("fault", "known"), SILENT)
async def test_a_provider_that_fails_costs_no_tick(stage: Stage, fault: str, known: dict[str, Any]) -> None:
    async with models("first", "second", **_patience(fault)) as made:
        made.order("first", fault, **known)
        draft = await told(stage, made, requested("tick"))
        made.stubs["first"].faults.clear()
    assert (draft.fact, draft.provider) == ("draft-generated", "second")


@pytest.mark.parametrize(("fault", "known"), SILENT)
async def test_when_all_fail_small_talk_ends_with_the_reason(stage: Stage, fault: str, known: dict[str, Any]) -> None:
    async with models("only", **_patience(fault)) as made:
        made.order("only", fault, **known)
        end = await told(stage, made, requested("tick"))
        made.stubs["only"].faults.clear()
    assert (end.fact, end.reason) == ("draft-rejected", "provider")
    assert end.detail.startswith("only: ")


@pytest.mark.parametrize("fault", SPOKEN)
async def test_what_is_badly_said_is_mended_or_sought_once_more(stage: Stage, fault: str) -> None:
    async with models("only") as made:
        made.order("only", fault, count=1)
        draft = await told(stage, made, requested("tick"))
    assert draft.fact == "draft-generated"
    assert len(draft.text) <= LONGEST
    assert "```" not in draft.text
    assert not draft.text.startswith(("Mehmet", '"', "“"))
    assert len(made.statuses("only")) == (
        1 if fault not in {"empty", "refusal_text", "wrong_language", "truncated"} else 2
    )


@pytest.mark.parametrize("fault", ["empty", "refusal_text", "wrong_language"])
async def test_what_stays_badly_said_ends_with_its_class(stage: Stage, fault: str) -> None:
    async with models("only") as made:
        made.order("only", fault)
        end = await told(stage, made, requested("tick"))
    assert end.fact == "draft-rejected"
    assert end.reason in {"refusal_text": ("out_of_character", "other_role")}.get(fault, (fault,))
    assert len(made.statuses("only")) == 2


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Bu hisse bir ayda kesin ikiye katlar, garanti veriyorum.", "return_promise"),
        ("Ben bot değilim, gerçek insanım.", "denial_of_ai"),
        ("Hemen THYAO al, sakın bekleme.", "individual_advice"),
        ("Dolar şu an 48,75 TL, gram altın 5.430 lira oldu.", "ungrounded_figure"),
    ],
)
async def test_what_may_not_be_said_is_said_by_no_model(stage: Stage, line: str, kind: str) -> None:
    async with models("only") as made:
        made.order("only", "say", text=line)
        end = await told(stage, made, requested("tick"))
    assert (end.fact, end.reason) == ("draft-rejected", kind)
    assert line not in end.model_dump_json()


async def test_a_persons_question_outlives_an_outage_of_two_minutes(stage: Stage) -> None:
    """The provider is down for 120 seconds; the question lives for 300, and is taken up again until it is answered."""
    async with models("only") as made:
        made.order("only", "server_error", status=503)
        clock = 0.0
        made.router.clock = lambda: clock
        (event,) = stage.record(question(stage))
        waits: list[float] = []
        draft: Any = None
        while draft is None and clock < 290:
            try:
                (new,) = await stage.handle(event, engine_of(made), after=clock + 1)
                draft = new.data
            except Later as later:
                waits.append(later.seconds)
                clock += later.seconds
            if clock >= 120:
                made.stubs["only"].faults.clear()
    assert draft is not None, waits
    assert draft.fact == "draft-generated"
    assert 120 <= clock < 290
    assert all(1 <= wait <= 15 for wait in waits)


async def test_a_question_that_nobody_can_answer_in_time_is_abandoned(stage: Stage) -> None:
    async with models("only") as made:
        made.order("only", "server_error", status=503)
        (event,) = stage.record(question(stage))
        with pytest.raises(Later):
            await stage.handle(event, engine_of(made))
        (new,) = await stage.handle(event, engine_of(made), after=FAR)
    assert (new.data.fact, new.data.reason) == ("tick-abandoned", "expired")


FITS = (
    "THYAO güçlü duruyor bence.", "THYAO'da yolcu verisi iyi, olumlu bakıyorum.", "THYAO toparlanıyor gibi, umutluyum.",
    "THYAO için sabırlıyım, orta vadede olumluyum.", "THYAO'yu haftalıktan izliyorum.",
)  # fmt: skip
CLASHES = (
    "THYAO'ya hiç güvenmiyorum, bu bilançoyla aşağısı açık bence.", "Thyao bana göre çok pahalı, düşüş gelir gibi.",
    "THYAO tarafı zayıf, satış baskısı bitmiyor.", "thyao kötü ya, ben umutlu değilim.",
    "THYAO'da trend bozuldu, aşağı yönlü bakıyorum.", "Bence THYAO değer kaybetmeye devam eder.",
    "THYAO için olumsuzum, talep zayıflıyor.", "THYAO riskli ve yorgun, uzak duruyorum.",
    "THYAO artık bana cazip gelmiyor, gerileme bekliyorum.", "THYAO yolcu verisi berbat, hisse de düşer bence.",
    "Havacılık zor dönemde, THYAO da zarar yazar gibi.", "THYAO'da panik var, çöküş sinyali gibi geliyor bana.",
)  # fmt: skip


async def test_a_persona_fits_its_opinion_although_its_model_contradicts_one_time_in_five(stage: Stage) -> None:
    stage.record(StanceSet(bot_id=MEHMET, topic="THYAO", direction=0.8, confidence=0.7, text="sağlam", by="admin"))
    async with models("only") as made:
        made.order("only", "say", texts=CLASHES, probability=0.2, seed=11)
        made.order("only", "say", texts=FITS, seed=12)
        ends = [await told(stage, made, requested(f"tick-{number}")) for number in range(100)]
    said = [end.text for end in ends if end.fact == "draft-generated"]
    first_tries = sum(end.fact == "draft-generated" and _at_once(end) for end in ends)
    assert set(said) <= {*FITS}, "nothing that contradicts is said"
    assert len(said) > 90, "and of ten drafts nine fit, at once or after one rewrite"
    assert first_tries < 90, "the model did contradict"


def _at_once(draft: DraftGenerated) -> bool:
    return all(each.verdict != "blocked" for each in draft.guards)


async def test_a_judge_is_asked_once_for_the_same_words_and_may_reword_them(stage: Stage) -> None:
    stage.record(StanceSet(bot_id=MEHMET, topic="THYAO", direction=0.1, confidence=0.7, text="kararsız", by="admin"))
    verdict = '{"verdict": "minor", "reason": "too sure", "rewrite": "THYAO fena durmuyor ama kararsızım."}'
    async with models("only") as made:
        made.order("only", "say", text="THYAO güçlü duruyor bence.", structured=False)
        made.order("only", "say", text=verdict, structured=True)
        judge = ModelJudge(made.router, made.counts)
        drafts = [await told(stage, made, requested(f"tick-{number}"), judge=judge) for number in range(2)]
    assert {draft.text for draft in drafts} == {"THYAO fena durmuyor ama kararsızım."}
    assert all(("consistency", "rewritten") in [(each.name, each.verdict) for each in draft.guards] for draft in drafts)
    assert made.counts.looked == [("judgement", False), ("judgement", True)]
    assert len(made.statuses("only")) == 3, "two drafts, one judgement"


async def test_a_rewording_that_breaks_a_rule_is_not_taken(stage: Stage) -> None:
    stage.record(StanceSet(bot_id=MEHMET, topic="THYAO", direction=0.1, confidence=0.7, text="kararsız", by="admin"))
    verdict = '{"verdict": "minor", "reason": "", "rewrite": "THYAO kesin ikiye katlar, garanti."}'
    async with models("only") as made:
        made.order("only", "say", text="THYAO güçlü duruyor bence.", structured=False)
        made.order("only", "say", text=verdict, structured=True)
        end = await told(stage, made, requested("tick"), judge=ModelJudge(made.router, made.counts))
    assert (end.fact, end.reason) == ("draft-rejected", "return_promise")


async def test_a_side_that_no_judge_can_look_at_is_not_taken(stage: Stage) -> None:
    stage.record(StanceSet(bot_id=MEHMET, topic="THYAO", direction=0.1, confidence=0.7, text="kararsız", by="admin"))
    async with models("only") as made:
        made.order("only", "say", text="THYAO güçlü duruyor bence.", structured=False)
        made.order("only", "server_error", status=500, structured=True)
        judge = ModelJudge(made.router, made.counts)
        end = await told(stage, made, requested("tick"), judge=judge)
    assert (end.fact, end.reason) == ("draft-rejected", "contradiction")


async def test_ten_drafts_at_once_wait_for_no_one(stage: Stage) -> None:
    async with models("only", concurrency=10) as made:
        made.stubs["only"].latency = 0.2
        engine = engine_of(made)
        events = stage.record(*(requested(f"tick-{number}") for number in range(10)))
        outcomes = await asyncio.gather(*(stage.handle(event, engine) for event in events))
    assert [new.data.fact for (new,) in outcomes] == ["draft-generated"] * 10
    assert made.counts.most_in_flight == 10


async def test_nothing_unguarded_comes_of_a_model_that_does_whatever_it_likes(stage: Stage) -> None:
    kinds = [kind for kind, _ in SILENT if kind not in {"slow_first_byte", "rate_limit"}] + list(SPOKEN)
    async with models("first", "second") as made:
        for number, kind in enumerate(kinds):
            for name in made.stubs:
                made.order(name, kind, probability=0.08, seed=number)
        ends = []
        for number in range(60):
            made.router.clock = lambda at=number: at * 1000.0
            ends.append(await told(stage, made, requested(f"tick-{number}")))
    assert {end.fact for end in ends} <= {"draft-generated", "draft-rejected", "tick-abandoned"}
    said = [end for end in ends if end.fact == "draft-generated"]
    assert len(said) > 40
    engine = stage.scripted("x")
    await stage.answer(requested("scene"), engine)
    assert all(objection is None for end in said for _, objection in rules(end.text, engine.scenes[0]))
