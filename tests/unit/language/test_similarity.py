"""Messages compared by their sketches."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.language import Sketch, SketchMalformed, first_duplicate, is_duplicate, similarity, sketch


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("THYAO güçlü duruyor bence, takipteyim", "thyao guclu duruyor bence takipteyim 🚀"),
        ("Bugün borsa çok sakin, hacim düşük", "bugün borsa çok sakin hacim de düşük"),
        ("dolar 34,50'yi geçti sonunda", "dolar 34,50 yi geçti sonunda"),
        ("evet", "Evet!!"),
    ],
)
def test_the_same_thing_said_twice_is_a_duplicate(first: str, second: str) -> None:
    assert is_duplicate(sketch(first), sketch(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("dolar 34,50'yi geçti sonunda", "dolar 35,50'yi geçti sonunda"),
        ("bence bugün borsa düşer gibi duruyor", "bence bugün borsa düşmez gibi duruyor"),
        ("hedef fiyatım değişti arkadaşlar", "hedef fiyatım değişmedi arkadaşlar"),
        ("faiz kararı akşam", "enflasyon verisi yarın açıklanacak"),
        ("🚀", "😢"),
    ],
)
def test_another_number_or_a_negation_is_another_message(first: str, second: str) -> None:
    assert not is_duplicate(sketch(first), sketch(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("FROTO ihracat adedi geçen yılı geçti", "TOASO ihracat adedi geçen yılı geçti"),
        ("KCHOL bilançosu beklentiyi aştı bugün", "SAHOL bilançosu beklentiyi aştı bugün"),
        ("rezervler geçen hafta 2 milyar dolar arttı", "rezervler geçen hafta 2 milyar dolar azaldı"),
        ("yabancı geçen hafta net alıcıydı", "yabancı geçen hafta net satıcıydı"),
        ("hisse bugün tavan yaptı yine", "hisse bugün taban yaptı yine"),
        ("bu ay euro dolardan çok daha güçlü", "bu ay dolar eurodan çok daha güçlü"),
    ],
)
def test_another_instrument_or_the_opposite_direction_is_another_message(first: str, second: str) -> None:
    assert similarity(sketch(first), sketch(second)) > 0.6
    assert not is_duplicate(sketch(first), sketch(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bitcoin akşam saatlerinde yine güçlü yükseldi", "BTC akşam saatlerinde yine güçlü yükseldi"),
        ("sırada FROTO ve TOASO bilançosu var", "sırada TOASO ve FROTO bilançosu var"),
        ("Moody's cuma gecesi not açıklayacak", "Moody's notu cuma gecesi açıklayacak"),
    ],
)
def test_the_same_instruments_in_other_words_are_no_other_message(first: str, second: str) -> None:
    assert is_duplicate(sketch(first), sketch(second))


def test_a_sketch_from_before_instruments_were_kept_still_compares() -> None:
    former = "x34kJgbmxRIAkwisCasP_BCYEtIjNCoCOL1KdWvcdRGOcZvNn96io6RuvsG-HMFqxjLM5tHD8FLy_vk"
    assert is_duplicate(former, sketch("THYAO 320 direncini kırdı bak"))
    assert not is_duplicate(former, sketch("THYAO 330 direncini kırdı"))


def test_a_long_message_keeps_its_likeness() -> None:
    words = [f"{chr(97 + n % 26)}kelime{chr(97 + n // 26)}" for n in range(120)]
    text = " ".join(words)
    assert similarity(sketch(text), sketch(text + " son")) > 0.9
    assert (
        similarity(sketch(text), sketch(" ".join(f"x{chr(97 + n % 26)}baska{n % 3 * 'z'}" for n in range(120)))) < 0.3
    )


@given(st.text(), st.text())
def test_similarity_is_symmetric_and_bounded(first: str, second: str) -> None:
    one, two = sketch(first), sketch(second)
    assert similarity(one, two) == similarity(two, one)
    assert 0.0 <= similarity(one, two) <= 1.0
    assert is_duplicate(one, two) == is_duplicate(two, one)


@given(st.text())
def test_a_message_is_like_itself(text: str) -> None:
    line = sketch(text)
    assert similarity(line, line) == 1.0
    assert is_duplicate(line, line)
    assert str(Sketch.parse(line)) == line


@given(st.text(min_size=500, max_size=4096))
def test_a_sketch_stays_short(text: str) -> None:
    assert len(sketch(text)) <= 440


def test_a_message_without_a_sketch_resembles_nothing() -> None:
    assert similarity("", "") == 0.0
    assert not is_duplicate("", sketch("selam"))


@pytest.mark.parametrize("text", ["AA", "bu bir sketch değil", "AAAAAAAAAAAAAAAA"])
def test_a_line_that_is_no_sketch_says_so(text: str) -> None:
    with pytest.raises(SketchMalformed):
        Sketch.parse(text)


def test_the_first_duplicate_among_many_is_found() -> None:
    others = [sketch("faiz kararı akşam"), sketch("Tavan açıldı sonunda!"), sketch("tavan açıldı sonunda")]
    assert first_duplicate(sketch("tavan acildi sonunda"), others) == others[1]
    assert first_duplicate(sketch("bambaşka"), others) is None


def test_scanning_a_chat_costs_little() -> None:
    lines = [sketch(f"{n} numaralı mesaj, içinde epey farklı kelime {chr(97 + n % 26) * 5} var") for n in range(150)]
    wanted = sketch("yeni mesaj, içinde yine epey farklı kelime var")
    first_duplicate(wanted, lines)
    assert min(_seconds(wanted, lines) for _ in range(20)) < 0.005


def _seconds(wanted: str, lines: list[str]) -> float:
    start = time.perf_counter()
    first_duplicate(wanted, lines)
    return time.perf_counter() - start
