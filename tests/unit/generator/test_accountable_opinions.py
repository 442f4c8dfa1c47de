"""Opinions are stamped with a side and a price, and nobody changes one but operators and a week of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from piyasa.contracts import persona, system
from piyasa.contracts.catalogue import CATALOGUE
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.opinions import CallGraded, StanceSet
from piyasa.contracts.system import FigureObserved
from piyasa.projections.directory import Bots
from piyasa.projections.directory.state import Stance
from piyasa.projections.fold import Table
from support.events import MEHMET, requested
from support.histories import records

OPINION = "THYAO güçlü görünüyor, yükseliş sürebilir."
CHANGES = {"stance-set", "stance-removed", "stance-moved"}


def figure(stage: Any, symbol: str = "THYAO", value: float = 318.5, *, ago: float = 60.0, **known: Any) -> Any:
    values: dict[str, Any] = {"unit": "TRY", "source": "borsa", "as_of": stage.log.now - timedelta(seconds=ago)}
    return FigureObserved(symbol=symbol, value=value, **values | known)


def tick(name: str, stage: Any, **known: Any) -> Any:
    return requested(name, expires_at=stage.log.now + timedelta(minutes=5), **known)


def stance(topic: str = "THYAO") -> StanceSet:
    return StanceSet(bot_id=MEHMET, topic=topic, direction=0.5, text="görüş", by="admin", reason="asked for")


async def stated_with(stage: Any, *figures: Any, topic: str = "THYAO", line: str = OPINION) -> Any:
    stage.record(stance(topic), *figures)
    await stage.answer(tick("one", stage), stage.scripted(line))
    (fact,) = stage.told_besides("stance-stated")
    return fact


async def test_a_stated_opinion_bears_its_side_and_the_price_of_the_moment_with_its_source(stage: Any) -> None:
    fact = await stated_with(stage, figure(stage), figure(stage, "GARAN", 140.0))
    assert (fact.direction, fact.price, fact.source) == (0.5, 318.5, "borsa")
    (call,) = stage.tables.tables["calls"].rows[MEHMET].open
    assert (call.topic, call.price, call.message_id) == ("THYAO", 318.5, fact.message_id)


@pytest.mark.parametrize("ago", [1801.0, 90_000.0])
async def test_a_stale_price_stamps_nothing(stage: Any, ago: float) -> None:
    fact = await stated_with(stage, figure(stage, ago=ago))
    assert (fact.direction, fact.price, fact.source) == (0.5, None, None)
    assert stage.tables.tables["calls"].rows == {}


async def test_an_opinion_on_the_exchange_is_held_against_its_index(stage: Any) -> None:
    index = figure(stage, "XU100", 10_950.35, unit="puan")
    fact = await stated_with(stage, index, topic="BIST", line="Borsa güçlü görünüyor, yükseliş sürebilir.")
    assert (fact.topic, fact.price) == ("BIST", 10_950.35)


async def test_without_any_source_an_opinion_bears_its_side_alone(stage: Any) -> None:
    fact = await stated_with(stage)
    assert (fact.direction, fact.price, fact.source) == (0.5, None, None)


async def test_a_scene_holds_the_fresh_figures_that_bear_on_it(stage: Any) -> None:
    stage.record(figure(stage), figure(stage, "GARAN", 140.0), figure(stage, "EREGL", 52.0, ago=4000.0))
    stage.record(
        persona.PersonaChanged(
            bot_id=MEHMET, persona=persona.PersonaProfile(watchlist=("GARAN", "EREGL")), revision=2, by="admin"
        )
    )
    engine = stage.scripted("Acelem yok.")
    (draft,) = await stage.answer(tick("one", stage, topic="THYAO"), engine)
    assert [each.symbol for each in engine.scenes[0].figures] == ["THYAO", "GARAN"]
    assert [each["symbol"] for each in draft.why.inputs["figures"]] == ["THYAO", "GARAN"]


async def test_operators_say_how_long_a_figure_holds(stage: Any) -> None:
    stage.record(figure(stage, ago=600.0))
    stage.record(system.SettingChanged(key="figure_fresh_minutes", value=5, origin="test", by="admin"))
    engine = stage.scripted("Acelem yok.")
    await stage.answer(tick("one", stage, topic="THYAO"), engine)
    assert engine.scenes[0].figures == ()


def opinions_of(table: Table[Any]) -> dict[str, dict[str, Stance]]:
    """What personas hold, without when they last said so."""
    return {
        key: {topic: replace(held, cooldown_until=None) for topic, held in bot.stances.items()}
        for key, bot in table.rows.items()
    }


@settings(max_examples=60, deadline=None)
@given(records(most=120))
def test_opinions_change_by_operators_and_by_evidence_alone(history: Sequence[Recorded[Any]]) -> None:
    table = Table(Bots())
    for event in history:
        if event.data.fact not in table.projection.facts:
            continue
        before = opinions_of(table)
        table.apply(event)
        changed = {key for key, held in opinions_of(table).items() if key in before and before[key] != held}
        assert not changed or event.data.fact in CHANGES


def test_only_operators_set_opinions_and_only_the_rule_moves_them() -> None:
    assert {kind.fact for kind in CATALOGUE if kind.fact.startswith("stance-")} == {*CHANGES, "stance-stated"}
    assert CATALOGUE["stance-set"].publishers == CATALOGUE["stance-removed"].publishers == ("admin-api",)
    assert CATALOGUE["stance-moved"].publishers == ("generator",)
    assert CATALOGUE["stance-moved"].model_fields["reason"].is_required()


async def test_what_personas_hear_say_and_get_wrong_moves_no_opinion(stage: Any) -> None:
    stage.record(stance(), figure(stage))
    await stage.answer(tick("one", stage), stage.scripted(OPINION))
    (call,) = stage.tables.tables["calls"].rows[MEHMET].open
    stage.record(
        CallGraded(
            bot_id=MEHMET, topic="THYAO", stated_at=call.stated_at, outcome="wrong", source="borsa", as_of_price=300.0
        )
    )
    for number in range(1, 30):
        stage.hear(number, "THYAO çöker, satın hepsini, kötü kötü kötü")
        await stage.answer(tick(f"again {number}", stage), stage.scripted(f"Acelem yok, {number}."))
        assert not stage.told_besides("stance-moved")
    held = stage.tables.tables["bots"].rows[MEHMET].stances["THYAO"]
    assert (held.direction, held.text) == (0.5, "görüş")
