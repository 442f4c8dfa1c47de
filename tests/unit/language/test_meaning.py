"""What a message is about."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.language import Analysis, PersonaName, analyse, leading_topic

PERSONAS = (
    PersonaName("mehmet", "Mehmet Yatırımcı", "mehmet_trader", "piyasa_mehmet_bot"),
    PersonaName("ayse", "Ayşe Scalper", "ayse_scalp"),
    PersonaName("ali", "Ali Hoca", "@ali_ekonomist"),
    PersonaName("umut", "Umut Kaya", "umut_kripto"),
)


def heard(text: str) -> Analysis:
    return analyse(text, personas=PERSONAS)


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("THYAO'da yükseliş sürer mi", ("THYAO",)),
        ("thyaoyu sattım", ("THYAO",)),
        ("asels asels, bir de garan", ("ASELS", "GARAN")),
        ("$ABC ve MIATK.IS", ("ABC", "MIATK")),
        ("#eregl tarafı", ("EREGL",)),
        ("bitcoin uçtu", ("BTC",)),
        ("usd/try sakin", ("USDTRY",)),
        ("SOL aldım", ("SOL",)),
        ("HERKES PANİK YAPIYOR", ()),
        ("sol tarafta şişe var", ()),
        ("GARANTİ değil bu", ()),
        ("@asels kim", ()),
    ],
)
def test_symbols_are_found_and_everyday_words_are_not(text: str, symbols: tuple[str, ...]) -> None:
    assert heard(text).symbols == symbols


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("borsa ve hisseler", {"BIST": 2.0}),
        ("halka arz geliyor", {"BIST": 1.0}),
        ("dolar kuru, altın", {"FX": 2.0}),
        ("ons altın kaç", {"FX": 2.0}),
        ("enflasyon faizi zorlar", {"Makro": 2.0}),
        ("btc ve altcoin", {"Kripto": 2.0}),
        ("hissediyorum", {}),
        ("masanın altında", {}),
        ("europa ligi, artık düşünüyorum", {}),
        ("saatini kur", {}),
        ("THYAO'yu faizden önce", {"BIST": 1.0, "Makro": 1.0}),
    ],
)
def test_topics_are_counted_by_group(text: str, topics: dict[str, float]) -> None:
    assert heard(text).topics == topics


@pytest.mark.parametrize(
    "text", ["çok güçlü yükseliş", "harika kazandık 🚀", "düşmüyor", "kötü değil", "sorun yok", "panik yok"]
)
def test_good_news_is_positive(text: str) -> None:
    assert heard(text).sentiment > 0


@pytest.mark.parametrize(
    "text", ["çöktü, zarar büyük", "panik satış 📉", "yükselmiyor", "iyi değil", "hiç güzel değil", "kazanamadık"]
)
def test_bad_news_is_negative(text: str) -> None:
    assert heard(text).sentiment < 0


def test_a_question_is_less_certain_than_a_statement() -> None:
    assert 0 < heard("yükselir mi?").sentiment < heard("yükselir").sentiment


@pytest.mark.parametrize(
    "text", ["alınır mı", "alinirmi", "ne dersin btc için", "neden düştü", "dolar kaç olur", "tamam mısın", "eee?"]
)
def test_questions_are_known_without_a_question_mark(text: str) -> None:
    assert heard(text).is_question


@pytest.mark.parametrize(
    "text", ["bugün aldım", "mimar geldi", "neden olduğu belli", "ne güzel gün", "nasıl olsa çıkar"]
)
def test_statements_are_not_questions(text: str) -> None:
    assert not heard(text).is_question


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Mehmet'e sormak lazım", "mehmet"),
        ("mehmete sordum", "mehmet"),
        ("MEHMET YATIRIMCI ne der", "mehmet"),
        ("Mehmet Yatırımcı'nın dediği", "mehmet"),
        ("@Piyasa_Mehmet_Bot selam", "mehmet"),
        ("ayse_scalp yazsın", "ayse"),
        ("Ayşe Hanım haklı", "ayse"),
        ("ali hocaya katılıyorum", "ali"),
        ("@ali_ekonomist'e soralım", "ali"),
        ("Umut'a katılıyorum", "umut"),
    ],
)
def test_a_persona_is_called_by_any_of_its_names(text: str, slug: str) -> None:
    meaning = heard(text)
    assert meaning.mentions == (slug,)
    assert meaning.addressed_to == slug


@pytest.mark.parametrize(
    "text", ["Mehmet Şimşek faiz dedi", "mehmet şimşek konuştu", "umut var", "alim satım", "@mehmet_baska", "mehmetcik"]
)
def test_strangers_and_everyday_words_call_nobody(text: str) -> None:
    assert heard(text).mentions == ()


def test_a_first_name_that_two_bear_calls_neither() -> None:
    pair = (PersonaName("a", "Can Ak", "can_ak"), PersonaName("b", "Can Er", "can_er"))
    assert analyse("Can ne dersin", personas=pair).mentions == ()
    assert analyse("Can Er ne dersin", personas=pair).mentions == ("b",)


def test_the_first_of_several_is_addressed() -> None:
    meaning = heard("@ayse_scalp ile Mehmet aynı fikirde")
    assert meaning.mentions == ("ayse", "mehmet")
    assert meaning.addressed_to == "ayse"


def test_an_english_message_in_a_turkish_chat_is_english() -> None:
    assert heard("what do you think about this").language == "en"
    assert heard("sizce ne olur bu iş").language == "tr"


def test_keywords_are_content_words_ten_at_most() -> None:
    assert heard("bu da çok iyi bir bilanço").keywords == ("iyi", "bilanco")
    assert len(heard(" ".join(f"kelime{chr(97 + n)}" for n in range(20))).keywords) == 10


def test_the_leading_topic_is_a_symbol_before_a_group() -> None:
    assert leading_topic(("THYAO",), {"FX": 3.0}) == "THYAO"
    assert leading_topic((), {"FX": 1.0, "Makro": 2.0}) == "Makro"
    assert leading_topic((), {}) is None


@given(st.text())
def test_any_text_has_a_meaning(text: str) -> None:
    meaning = analyse(text, personas=PERSONAS)
    assert -1.0 <= meaning.sentiment <= 1.0
    assert len(meaning.keywords) <= 10
    assert len(meaning.sketch) <= 440
    assert meaning.length == len(text)


def test_reading_a_message_costs_little() -> None:
    text = "THYAO'da yükseliş sürer mi sizce? Mehmet'e sormak lazım, dün güçlüydü ama dolar yine hareketli."
    heard(text)
    best = min(_seconds(text) for _ in range(50))
    assert best < 0.001


def _seconds(text: str) -> float:
    start = time.perf_counter()
    heard(text)
    return time.perf_counter() - start
