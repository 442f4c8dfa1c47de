"""A draft in the persona's hand."""

from collections.abc import Callable
from random import Random

import pytest

from piyasa.contracts.persona import PersonaProfile, Style, WritingStyle
from piyasa.humanizer.domain.emoji import emoji_chance
from piyasa.humanizer.domain.habits import Habits, hesitated, opened, trailed
from piyasa.humanizer.domain.length import first_and_rest, target_length, within
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.mistakes import MOST, ROWS, mistyped, slipped, typo_rate
from piyasa.humanizer.domain.pieces import pieces_of, text_of
from piyasa.humanizer.domain.styling import Draft, styled, untouched
from piyasa.humanizer.domain.surface import capitalised, punctuated, shortened_words
from piyasa.projections.emotions.state import Feelings

Make = Callable[..., Manner]


def test_a_plain_hand_changes_nothing(manner: Make) -> None:
    text = "Faizde acele yok. Bakalım ne olacak?"
    plain = manner(persona=PersonaProfile(style=Style(formality="formal", length_preference="long")))
    results = {styled(Draft(text, 0, asking=True, answers_question=True), plain, Random(n)).text for n in range(40)}
    assert text in results
    assert all(result == text or text.startswith(result) for result in results)


def test_lower_case_follows_turkish_rules_and_spares_tickers() -> None:
    pieces = capitalised(pieces_of("İyi haber: ISPARTA ve THYAO'da IŞIK"), "lowercase", Random(1))
    assert text_of(pieces) == "iyi haber: ısparta ve THYAO'da ışık"


def test_random_case_flips_only_first_letters() -> None:
    text = text_of(capitalised(pieces_of("iyi ısrar eden kazanır sonunda herkes görür bunu"), "random", Random(3)))
    assert text != text.lower()
    assert all(word[1:].islower() for word in text.split())
    assert "I" not in text or "ısrar" not in text


def test_a_letter_whose_other_case_is_another_letter_keeps_its_own():
    for seed in range(40):
        assert text_of(capitalised(pieces_of("µm"), "random", Random(seed))) == "µm"
        assert text_of(capitalised(pieces_of("µm"), "random", Random(seed), turkish=False)) == "µm"


def test_minimal_punctuation_spares_numbers_and_questions(manner: Make, plain_style: WritingStyle) -> None:
    minimal = manner(plain_style.model_copy(update={"punctuation_style": "minimal"}))
    text = "evet, 10.500 ve 3,5 sonra? tamam. olur, peki; iyi."
    results = [text_of(punctuated(pieces_of(text), minimal, Random(n))) for n in range(30)]
    assert all("10.500" in result and "3,5" in result and "?" in result for result in results)
    assert any(result.count(",") < text.count(",") for result in results)


def test_excessive_punctuation_repeats_the_last_sign(manner: Make, plain_style: WritingStyle) -> None:
    loud = manner(plain_style.model_copy(update={"punctuation_style": "excessive"}), Feelings(excitement=100))
    questions = {text_of(punctuated(pieces_of("olur mu?"), loud, Random(n))) for n in range(30)}
    assert questions == {"olur mu?", "olur mu??", "olur mu???"}
    statements = {text_of(punctuated(pieces_of("olur."), loud, Random(n))) for n in range(60)}
    assert {"olur.", "olur!"} <= statements


def test_shortcuts_are_whole_words_only() -> None:
    results = {
        text_of(shortened_words(pieces_of("yapıyor yapıyorum yapıyorlar bir şey değil"), Random(n))) for n in range(80)
    }
    words = {word for result in results for word in result.split()}
    assert {"yapıyo", "yapıyom", "yapıyorlar", "bişey", "deil"} <= words
    assert not any("yapıyoum" in word or "yapıyolar" in word for word in words)


def test_typing_mistakes_are_of_the_keyboard_and_spare_short_and_kept_words() -> None:
    pieces = pieces_of("kapanış THYAO'da almıyorum ve bilanço")
    seen = set()
    for number in range(200):
        result, meant = mistyped(pieces, 1.0, Random(number))
        words = text_of(result).split()
        assert words[1:4] == ["THYAO'da", "almıyorum", "ve"]
        assert words[0][0] == "k"
        seen.add(words[0])
        assert set(meant) <= {"kapanış", "bilanço"}
    assert len(seen) > 10
    assert "kpaanış" in seen


def test_rows_are_those_of_a_turkish_keyboard() -> None:
    assert "".join(ROWS) == "qwertyuıopğüasdfghjklşizxcvbnmöç"


def test_the_mistake_rate_grows_with_stress_and_tiredness_up_to_a_bound(
    manner: Make, plain_style: WritingStyle
) -> None:
    style = plain_style.model_copy(update={"typo_rate": 0.02})
    assert typo_rate(manner(style)) == pytest.approx(0.02)
    assert typo_rate(manner(style, Feelings(stress=80))) == pytest.approx(0.04)
    assert typo_rate(manner(style, Feelings(energy=20))) == pytest.approx(0.03)
    worst = manner(style.model_copy(update={"typo_rate": 0.03}), Feelings(stress=100, energy=0))
    assert typo_rate(worst) == MOST


def test_letter_slips_drop_turkish_signs_outside_of_what_is_kept() -> None:
    assert text_of(slipped(pieces_of("şimdi düşünüyorum, gelmiyor"), 1.0, Random(1))) == "simdi dusunuyorum, gelmiyor"


def test_emoji_follow_mood_and_excitement_but_never_start_from_nothing(manner: Make, plain_style: WritingStyle) -> None:
    often = plain_style.model_copy(update={"emoji_frequency": "frequent"})
    assert emoji_chance(manner(plain_style, Feelings(mood=100, excitement=100))) == 0
    assert emoji_chance(manner(often)) == pytest.approx(0.30)
    assert emoji_chance(manner(often, Feelings(mood=100, excitement=100))) == pytest.approx(0.6)


def test_at_most_two_habits_are_shown() -> None:
    habits = Habits()
    assert [habits.allows(name, 1.0, Random(1)) for name in "abc"] == [True, True, False]


def test_an_opening_takes_over_the_capital_letter(manner: Make) -> None:
    at = manner(quiet_for=5000, first_of_day=True)
    results = {text_of(opened(pieces_of("Faiz sakin."), at, Habits(), Random(n))[0]) for n in range(60)}
    assert "Faiz sakin." in results
    assert any(result.lower().endswith(" faiz sakin.") and result[0].isupper() for result in results)
    assert all("faiz" in result.lower() for result in results)


def test_the_formal_neither_hesitate_nor_trail_off(manner: Make) -> None:
    formal = manner(None, Feelings(confidence=0, mood=0), persona=PersonaProfile(style=Style(formality="formal")))
    for number in range(100):
        assert text_of(hesitated(pieces_of("Faiz sakin."), formal, Habits(), Random(number))[0]) == "Faiz sakin."
        assert text_of(trailed(pieces_of("Faiz sakin."), formal, Habits(), Random(number))) == "Faiz sakin."


def test_disclaimers_never_trail_off(manner: Make) -> None:
    low = manner(None, Feelings(mood=0))
    for number in range(100):
        text = text_of(trailed(pieces_of("Karar sizin. Yatırım tavsiyesi değildir."), low, Habits(), Random(number)))
        assert text.startswith("Karar sizin. Yatırım tavsiyesi değildir")


def test_a_message_is_cut_between_sentences_and_never_at_its_disclaimer() -> None:
    text = "Bir. " + "İki cümle daha uzun yazılır. " * 8
    assert within(text.strip(), 40).startswith("Bir.")
    assert len(within(text.strip(), 40)) <= 52
    advice = text + "Yatırım tavsiyesi değildir."
    assert within(advice, 40) == advice
    assert first_and_rest("Bu 10.500 TL. Peki 12.03.2026 mı?") == ("Bu 10.500 TL.", "Peki 12.03.2026 mı?")


def test_questions_are_answered_at_more_length(manner: Make) -> None:
    def mean(*, question: bool) -> float:
        return sum(target_length(manner(), answers_question=question, chance=Random(n)) for n in range(200)) / 200

    assert mean(question=True) > mean(question=False) + 30


def test_longer_messages_are_now_and_then_sent_as_two(manner: Make) -> None:
    text = "Faiz tarafında acele etmeye gerek görmüyorum bugün. Haftaya veri var, ondan sonra yine konuşuruz burada."
    at = manner(persona=PersonaProfile(style=Style(formality="formal", length_preference="long")), answers_person=True)
    results = [styled(Draft(text, 0, asking=False, answers_question=True), at, Random(n)) for n in range(300)]
    double = [result for result in results if len(result.parts) == 2]
    assert 3 < len(double) < 40
    assert all(result.text == text for result in double)


def test_a_mistake_is_now_and_then_corrected(manner: Make, plain_style: WritingStyle) -> None:
    sloppy = manner(plain_style.model_copy(update={"typo_rate": 0.03}), Feelings(stress=90), answers_person=True)
    results = [
        styled(
            Draft("kapanışa kadar beklemek bana daha mantıklı", 0, asking=False, answers_question=False),
            sloppy,
            Random(n),
        )
        for n in range(500)
    ]
    corrected = [result for result in results if "self-correction" in result.steps]
    assert corrected
    meant = {
        result.parts[1].removeprefix("*").removeprefix("pardon, ").removesuffix(" demek istedim")
        for result in corrected
    }
    assert meant <= {"kapanışa", "kadar", "beklemek", "bana", "daha", "mantıklı"}
    assert len({result.parts[1][0] for result in corrected}) == 2


def test_what_must_stay_is_untouched() -> None:
    assert untouched("Ben bir yapay zekâyım.", "sincere answer").text == "Ben bir yapay zekâyım."
