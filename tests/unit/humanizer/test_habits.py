"""How often small habits of talk show, and when."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from piyasa.contracts.persona import PersonaProfile, Style, WritingStyle
from piyasa.contracts.values import Meaning
from piyasa.humanizer.domain.clock import band_of, greetings, moments
from piyasa.humanizer.domain.habits import Habits, hesitated, opened, trailed
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.nods import AGREEING, NEUTRAL, POLITE, nods_for, shrinks
from piyasa.humanizer.domain.pieces import pieces_of
from piyasa.humanizer.domain.styling import Draft, styled
from piyasa.projections.emotions.state import Feelings

Make = Callable[..., Manner]
RUNS = 3000
STATEMENT = Meaning()


def share(name: str, draw: Callable[[Random], Any]) -> float:
    """How often a habit shows."""
    return sum(bool(draw(Random(seed)) == name) for seed in range(RUNS)) / RUNS


def opening(manner: Manner) -> float:
    return share("opening", lambda chance: opened(pieces_of("Faiz sakin."), manner, Habits(), chance)[1])


def begun(name: str, manner: Manner, text: str = "Faiz sakin.") -> float:
    return share(name, lambda chance: hesitated(pieces_of(text), manner, Habits(), chance)[1])


def test_a_silence_or_a_new_day_is_opened_with_a_greeting(manner: Make) -> None:
    assert opening(manner(quiet_for=900.0)) == pytest.approx(0.12, abs=0.02)
    assert opening(manner(quiet_for=899.0)) == 0
    assert opening(manner(quiet_for=9000.0, free=False)) == 0
    assert opening(manner(first_of_day=True)) == pytest.approx(0.5, abs=0.03)


def test_fillers_are_for_casual_personas(manner: Make) -> None:
    assert begun("filler", manner()) == pytest.approx(0.10, abs=0.02)
    assert begun("filler", manner(persona=PersonaProfile(style=Style(formality="neutral")))) == 0


def test_the_unsure_hesitate_as_often_as_they_hedge(manner: Make) -> None:
    neutral = PersonaProfile(style=Style(formality="neutral"))
    assert begun("hesitation", manner(None, Feelings(confidence=20), persona=neutral)) == pytest.approx(0.4, abs=0.03)
    assert begun("hesitation", manner(None, Feelings(confidence=50), persona=neutral)) == 0


def test_the_time_of_day_is_mentioned_now_and_then(manner: Make) -> None:
    neutral = PersonaProfile(style=Style(formality="neutral"))
    assert begun("time-context", manner(persona=neutral)) == pytest.approx(0.10, abs=0.02)
    assert begun("time-context", manner(persona=neutral), "Faiz ne olur?") == 0


def test_the_downcast_trail_off_more_often(manner: Make) -> None:
    def trailing(feelings: Feelings) -> float:
        pieces = pieces_of("Faiz sakin.")
        at = manner(None, feelings)
        return sum(trailed(pieces, at, Habits(), Random(seed)) != pieces for seed in range(RUNS)) / RUNS

    assert trailing(Feelings()) == pytest.approx(0.08, abs=0.015)
    assert trailing(Feelings(mood=34)) == pytest.approx(0.15, abs=0.02)


def test_a_message_that_begins_needs_no_other_beginning(manner: Make) -> None:
    for text in ("Günaydın herkese.", "yani olur.", "Sanırım öyle.", "bence sakin."):
        assert {opened(pieces_of(text), manner(first_of_day=True), Habits(), Random(n))[1] for n in range(60)} == {""}


@pytest.mark.parametrize(
    ("hour", "band"),
    [(6, "morning"), (9, "morning"), (10, "market"), (17, "market"), (18, "evening"), (22, "night"), (5, "night")],
)
def test_the_day_has_its_bands(manner: Make, hour: int, band: str) -> None:
    assert band_of(manner(local=datetime(2026, 3, 4, hour, 30, tzinfo=UTC))) == band


def test_a_weekend_is_a_weekend_all_day(manner: Make) -> None:
    assert band_of(manner(local=datetime(2026, 3, 7, 12, 0, tzinfo=UTC))) == "weekend"


def test_nobody_speaks_of_an_open_exchange_while_it_is_closed(manner: Make) -> None:
    for hour in range(24):
        for day in range(2, 9):
            closed = manner(local=datetime(2026, 3, day, hour, tzinfo=UTC), market_open=False)
            words = " ".join((*greetings(closed), *moments(closed)))
            assert not any(word in words for word in ("seans", "tahta", "ekran"))
    at_noon = manner(local=datetime(2026, 3, 4, 12, tzinfo=UTC), market_open=True)
    assert "iyi seanslar," in greetings(at_noon)
    assert "seans içinde" in moments(at_noon)


def test_an_answer_to_a_statement_now_and_then_shrinks_to_a_nod(manner: Make) -> None:
    shrunk = sum(shrinks("Faiz sakin bence.", Random(seed), said=False) for seed in range(RUNS))
    assert shrunk / RUNS == pytest.approx(0.06, abs=0.015)
    draft = Draft("Faiz sakin bence.", 0, asking=False, answers_question=False, nods=("aynen", "eyvallah"))
    at = manner(free=False, answers_person=True)
    assert {styled(draft, at, Random(seed)).text for seed in range(60)} == {"Aynen", "Eyvallah"}


def test_a_nod_gives_way_only_when_it_was_said() -> None:
    assert {shrinks("Aynen!", Random(seed), said=False) for seed in range(60)} == {False}
    assert {shrinks("Aynen!", Random(seed), said=True) for seed in range(60)} == {True}


def test_nobody_nods_at_questions_or_at_what_it_disagrees_with() -> None:
    up, down = Meaning(sentiment=0.6), Meaning(sentiment=-0.5)
    assert nods_for("olur", STATEMENT, STATEMENT, polite=False) == AGREEING
    assert nods_for("olur", up, up, polite=True) == POLITE
    assert nods_for("olur", STATEMENT, up, polite=False) == NEUTRAL
    assert nods_for("olmaz", down, up, polite=False) == ()
    assert nods_for("olur", STATEMENT, Meaning(is_question=True), polite=False) == ()
    assert nods_for("olur mu?", Meaning(is_question=True), STATEMENT, polite=False) == ()
    assert nods_for("olur, yatırım tavsiyesi değildir", STATEMENT, STATEMENT, polite=False) == ()


def test_a_slip_is_mended_a_quarter_of_the_time_unless_the_persona_is_tired(manner: Make) -> None:
    def mended(energy: float) -> float:
        sloppy = manner(WritingStyle(typo_rate=0.03), Feelings(energy=energy, stress=90), answers_person=True)
        text = "kapanışa kadar beklemek bana daha mantıklı geliyor bugün"
        results = [
            styled(Draft(text, 0, asking=False, answers_question=False), sloppy, Random(seed)) for seed in range(RUNS)
        ]
        slipped = [each for each in results if "typo" in each.steps]
        return sum(each.corrects for each in slipped) / len(slipped)

    assert mended(60) == pytest.approx(0.25, abs=0.05)
    assert mended(29) == 0


def test_what_is_said_in_english_keeps_its_own_rules(manner: Make) -> None:
    lower = manner(
        WritingStyle(capitalization_style="lowercase", typo_rate=0.0), first_of_day=True, answers_person=True
    )
    draft = Draft("I think IT will hold.", 0, asking=False, answers_question=False, turkish=False)
    texts = {styled(draft, lower, Random(seed)).text.rstrip(".… ") for seed in range(60)}
    assert all(text.startswith("i think it will hold") for text in texts)
