"""A draft in the persona's hand."""
# ruff: noqa: E501 - examples stand in one line

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piyasa.contracts.persona import EmotionProfile, PersonaProfile, Style, WritingStyle
from piyasa.humanizer.domain.emoji import emoji_chance
from piyasa.humanizer.domain.habits import Habits, hesitated, opened, trailed
from piyasa.humanizer.domain.length import sentences, target_length, within
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.mistakes import MOST, ROWS, mistyped, slipped, typo_rate
from piyasa.humanizer.domain.pieces import pieces_of, text_of
from piyasa.humanizer.domain.styling import Draft, styled, untouched
from piyasa.humanizer.domain.surface import capitalised, punctuated, shortened_words
from piyasa.language import protected_spans
from piyasa.projections.emotions.reading import modifiers
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.relationships.reading import effects
from piyasa.projections.relationships.state import Relationship
from support.events import NOON

Make = Callable[..., Manner]
WORDS = (
    "THYAO'da", "%5,5", "değil", "almıyorum", "10.500", "TL", "https://ornek.com/a?b=1", "@ayse_scalp", "$BTC", "yapıyorum",
    "Yatırım tavsiyesi değildir.", "İyi", "ISPARTA", "ığüşöç", "bir şey", "biliyor musun", '"alıntı, burada"', "12.03.2026", "14:30",
    "/bilgi", "olacak", "borsa,", "faiz.", "neden?", "evet!", "…", "\n", "🙂", "ama;", "tamam",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join), st.text(min_size=1, max_size=200)
)
STYLES = st.builds(
    WritingStyle,
    capitalization_style=st.sampled_from(["proper", "lowercase", "random"]),
    punctuation_style=st.sampled_from(["formal", "minimal", "excessive"]),
    typo_rate=st.floats(0, 0.03),
    emoji_frequency=st.sampled_from(["none", "rare", "moderate", "frequent"]),
    abbreviation_style=st.sampled_from(["full", "casual"]),
    sentence_length=st.sampled_from(["short", "medium", "long"]),
    turkish_char_mistake_rate=st.floats(0, 0.02),
)
LEVEL = st.floats(0, 100)
FEELINGS = st.builds(
    Feelings,
    mood=LEVEL,
    energy=LEVEL,
    confidence=LEVEL,
    stress=LEVEL,
    excitement=LEVEL,
    curiosity=LEVEL,
    social_warmth=LEVEL,
)
MANNERS = st.builds(
    lambda style, felt, formality, kind, person, free, quiet, first: Manner(
        style, PersonaProfile(style=Style(formality=formality)), EmotionProfile(signature_emojis=("🐂",)), felt,
        modifiers(felt), effects(Relationship(kind=kind)), NOON, person, free, quiet, first, addressee="Deniz",
    ),
    STYLES, FEELINGS, st.sampled_from(["casual", "neutral", "formal"]), st.sampled_from(["stranger", "friend", "rival"]), st.booleans(), st.booleans(), st.floats(0, 5000), st.booleans(),
)  # fmt: skip


def kept_in_order(original: str, result: str) -> bool:
    """Every protected stretch stands in the result, in order; only ``değil`` may be written loosely."""
    at = 0
    for span in protected_spans(original):
        wanted = original[span.start : span.end]
        places = [result.find(form, at) for form in ({wanted, "deil"} if wanted == "değil" else {wanted})]
        found = [place for place in places if place >= 0]
        if not found:
            return False
        at = min(found) + 1
    return True


@settings(max_examples=250, deadline=None)
@given(text=TEXTS, manner=MANNERS, seed=st.integers(0, 2**32))
def test_styling_keeps_what_is_protected_and_can_be_done_again(text: str, manner: Manner, seed: int) -> None:
    draft = Draft(text, 0.0, asking=False, answers_question=False)
    first = styled(draft, manner, Random(seed))
    assert first == styled(draft, manner, Random(seed))
    assert first.parts
    shown = within(text, 400) if "shortened" not in first.steps else None
    if shown == text and text.strip():
        said = first.parts[0] if "self-correction" in first.steps else " ".join(first.parts)
        if "double-message" not in first.steps:
            assert kept_in_order(text, said)
    habits = {"opening", "filler", "hesitation", "time-context", "shortcuts", "self-correction", "ellipsis", "double-message", "nod"}
    assert len(habits & set(first.steps)) <= 2


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


def test_minimal_punctuation_spares_numbers_and_questions(manner: Make, plain_style: WritingStyle) -> None:
    minimal = manner(plain_style.model_copy(update={"punctuation_style": "minimal"}))
    text = "evet, 10.500 ve 3,5; sonra? tamam. olur, peki, iyi."
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
    assert sentences("Bu 10.500 TL. Peki 12.03.2026 mı?") == ["Bu 10.500 TL.", "Peki 12.03.2026 mı?"]


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
    meant = {result.parts[1].removeprefix("*").removeprefix("pardon, ").removesuffix(" demek istedim") for result in corrected}
    assert meant <= set("kapanışa kadar beklemek bana daha mantıklı".split())
    assert len({result.parts[1][0] for result in corrected}) == 2


def test_what_must_stay_is_untouched() -> None:
    assert untouched("Ben bir yapay zekâyım.", "sincere answer").text == "Ben bir yapay zekâyım."
