"""Personas without a model name figures: fresh ones, with source and time, and no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest

from piyasa.contracts.persona import EmotionProfile, PersonaProfile, WritingStyle
from piyasa.generator.domain.composing import compose
from piyasa.generator.domain.guards.figures import figure_violations
from piyasa.generator.domain.guards.market_hours import market_hours
from piyasa.generator.domain.market.wording import number_of, said, when
from piyasa.generator.domain.scene import Scene
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.styling import Draft, styled
from piyasa.language.guards.violations import violations
from piyasa.projections.emotions.reading import modifiers
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.figures import Figure
from piyasa.projections.relationships.reading import effects
from piyasa.projections.relationships.state import Relationship

AT = datetime(2026, 3, 4, 8, 55, tzinfo=UTC)
FIGURES = (
    Figure("XU100", 10_950.35, "puan", "borsa", AT),
    Figure("USDTRY", 41.25, "TRY", "merkez", AT),
    Figure("THYAO", 318.5, "TRY", "borsa", AT),
    Figure("BTC", 68_400.0, "USD", "kripto", AT),
    Figure("EURUSD", 1.0842, "USD", "merkez", AT),
)
New = Callable[..., Scene]


def lines(scene: Scene, seeds: int = 200) -> list[str]:
    return [compose(scene, Random(seed)) for seed in range(seeds)]


@pytest.mark.parametrize(
    ("value", "turkish", "english"),
    [
        (10_950.35, "10.950,35", "10,950.35"),
        (41.25, "41,25", "41.25"),
        (318.5, "318,50", "318.50"),
        (68_400.0, "68.400", "68,400"),
        (1.0842, "1,0842", "1.0842"),
        (1.1, "1,10", "1.10"),
        (1_234_567.891, "1.234.567,89", "1,234,567.89"),
        (-1.2, "-1,20", "-1.20"),
    ],
)
def test_numbers_are_written_as_in_the_language(value: float, turkish: str, english: str) -> None:
    assert number_of(value) == turkish
    assert number_of(value, "en") == english


def test_figures_bear_their_units_and_the_hour_or_day_of_the_persona() -> None:
    local = datetime.fromisoformat("2026-03-04T12:00:00+03:00")
    assert [said(figure) for figure in FIGURES[:4]] == ["10.950,35 puan", "41,25 TL", "318,50 TL", "68.400 dolar"]
    assert said(Figure("POLITIKA", 42.5, "%", "merkez", AT)) == "%42,50"
    assert when(FIGURES[0], local) == "11:55"
    assert when(FIGURES[0], local.replace(day=5)) == "4 Mart 11:55"


@pytest.mark.parametrize(("topic", "figure"), [("THYAO", "318,50 TL"), ("BTC", "68.400 dolar"), ("BIST", "10.950,35")])
def test_now_and_then_a_fresh_figure_is_named_with_source_and_hour(scene: New, topic: str, figure: str) -> None:
    said_lines = lines(scene(topic=topic, figures=FIGURES))
    named = [line for line in said_lines if figure in line]
    assert 5 <= len(named) <= 60
    assert all("11:55" in line for line in named)
    assert all(("borsa" in line) or ("kripto" in line) for line in named)


def test_who_is_asked_for_a_price_mostly_names_it(scene: New) -> None:
    asked = lines(scene("dolar kaç oldu?", topic="USDTRY", figures=FIGURES), 100)
    assert sum("41,25 TL" in line for line in asked) > 50


def test_without_a_figure_everybody_speaks_as_before(scene: New) -> None:
    assert lines(scene(topic="THYAO")) == lines(scene(topic="THYAO", figures=(FIGURES[1],)))


def test_of_a_closed_exchange_only_the_close_is_named_with_its_day(scene: New) -> None:
    evening = datetime.fromisoformat("2026-03-04T21:00:00+03:00")
    at = scene(topic="THYAO", figures=FIGURES, market_open=False, local=evening)
    named = [line for line in lines(at) if "318,50 TL" in line]
    assert named
    assert all("4 Mart" in line for line in named)
    assert [line for line in named if market_hours(line, at)] == []


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("is_open", [True, False])
def test_lines_with_figures_pass_every_guard(scene: New, language: str, *, is_open: bool) -> None:
    held = {}
    for topic in ("THYAO", "BTC", "USDTRY", "BIST", "EURUSD"):
        at = scene(topic=topic, figures=FIGURES, market_open=is_open, language=language)
        named = [line for line in lines(at, 150) if any(said(figure, language) in line for figure in FIGURES)]
        assert named
        for line in named:
            if found := (*figure_violations(line, at), *violations(line), *filter(None, [market_hours(line, at)])):
                held[line] = found
    assert held == {}


def careless() -> Manner:
    """A hand that slips, shouts and leaves out signs wherever it may."""
    style = WritingStyle(
        capitalization_style="random", punctuation_style="minimal", typo_rate=0.03, turkish_char_mistake_rate=0.02
    )
    feelings = Feelings(stress=90, energy=20, excitement=90)
    return Manner(
        style, PersonaProfile(), EmotionProfile(), feelings, modifiers(feelings), effects(Relationship()),
        local=AT, answers_person=False, free=True, quiet_for=0.0, first_of_day=False,
    )  # fmt: skip


def test_styling_makes_no_figure_of_one_that_was_observed(scene: New) -> None:
    at = scene(topic="THYAO", figures=FIGURES)
    named = [line for line in lines(at) if "318,50 TL" in line]
    styles = [styled(Draft(line, 0.0, asking=False, answers_question=False), careless(), Random(n)).text
              for line in named for n in range(20)]  # fmt: skip
    assert len(set(styles)) > len(named)
    assert {text: found for text in styles if (found := figure_violations(text, at))} == {}
    assert all("318,50 TL" in text for text in styles)
