"""What a message is about."""

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


def test_a_question_is_less_certain_than_a_statement() -> None:
    assert 0 < heard("yükselir mi?").sentiment < heard("yükselir").sentiment


@pytest.mark.parametrize(
    "text",
    [
        "alınır mı",
        "alinirmi",
        "ne dersin btc için",
        "neden düştü",
        "dolar kaç olur",
        "tamam mısın",
        "eee?",
        "kaç lot aldın söylesene",
        "noldu sana",
        "dimi ama",
        "yarın ne alsam",
        "what do you think about this",
        "should i sell my thyao",
    ],
)
def test_questions_are_known_without_a_question_mark(text: str) -> None:
    assert heard(text).is_question


@pytest.mark.parametrize(
    "text",
    [
        "bugün aldım",
        "mimar geldi",
        "neden olduğu belli",
        "ne güzel gün",
        "nasıl olsa çıkar",
        "neden düştüğünü açıkladılar",
        "lot ne demek bilmiyorum",
        "ne zaman alsam düşüyor",
        "kaç gündür yatay",
        "when i sell it goes up every time",
    ],
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
        ("ayşenin dediği", "ayse"),
        ("ayşeyle konuştum", "ayse"),
        ("mehmeeet nerdesin", "mehmet"),
        ("alicim günaydın", "ali"),
        ("umut hocam ne dersin", "umut"),
    ],
)
def test_a_persona_is_named_by_any_of_its_names(text: str, slug: str) -> None:
    assert heard(text).mentions == (slug,)


@pytest.mark.parametrize(
    "text",
    [
        "Mehmet abi thyao için ne diyorsun",
        "sağ ol Mehmet abi",
        "Mehmet, grafik nerede",
        "mehmetciğim acele etme",
        "Mehmet hocam çok açıklayıcıydı",
        "günaydın mehmet bey bugün ne bekliyorsunuz",
        "mehmet bu düşüş neden geldi",
        "@mehmet_trader bu tepki kalıcı mı",
        "çok doğru dediniz @mehmet_trader",
        "welcome aboard Mehmet",
        "Ayşe'ye bakma Mehmet sen doğru yapıyorsun",
    ],
)
def test_who_is_spoken_to_is_addressed(text: str) -> None:
    assert heard(text).addressed_to == "mehmet"


@pytest.mark.parametrize(
    "text",
    [
        "Mehmet'e sormak lazım",
        "mehmetin grafiği yukarıda",
        "bence Mehmet haklı",
        "Mehmet gibi düşünüyorum",
        "mehmet abi olsa alırdı",
        "Mehmet bugün hiç yazmadı",
        "Mehmet ne zaman satmış biliyor musunuz",
        "Mehmet abiye selam söyleyin",
        "şuradaki tabloyu @mehmet_trader paylaştı dün",
        "mehmet said it was the top",
    ],
)
def test_who_is_spoken_of_is_named_but_not_addressed(text: str) -> None:
    meaning = heard(text)
    assert meaning.mentions == ("mehmet",)
    assert meaning.addressed_to is None


@pytest.mark.parametrize(
    "text",
    [
        "Mehmet Şimşek faiz dedi",
        "mehmet şimşek konuştu",
        "umut var",
        "alim satım",
        "@mehmet_baska",
        "mehmetcik",
        "Aliağa rafinerisi",
        "Mehmet Yılmaz istifa etti",
    ],
)
def test_strangers_and_everyday_words_call_nobody(text: str) -> None:
    assert heard(text).mentions == ()


def test_a_first_name_that_two_bear_calls_neither() -> None:
    pair = (PersonaName("a", "Can Ak", "can_ak"), PersonaName("b", "Can Er", "can_er"))
    assert analyse("Can ne dersin", personas=pair).mentions == ()
    assert analyse("Can Er ne dersin", personas=pair).mentions == ("b",)


def test_the_first_that_is_spoken_to_is_addressed() -> None:
    meaning = heard("Ayşe'nin dediği doğru mu Mehmet, Ali hocam siz de bakar mısınız")
    assert meaning.mentions == ("ayse", "mehmet", "ali")
    assert meaning.addressed_to == "mehmet"


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
