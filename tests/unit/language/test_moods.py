"""The mood of a message."""

import pytest

from piyasa.language import analyse


@pytest.mark.parametrize(
    "text", ["çok güçlü yükseliş", "harika kazandık 🚀", "düşmüyor", "kötü değil", "sorun yok", "panik yok"]
)
def test_good_news_is_positive(text: str) -> None:
    assert analyse(text).sentiment > 0


@pytest.mark.parametrize(
    "text", ["çöktü, zarar büyük", "panik satış 📉", "yükselmiyor", "iyi değil", "hiç güzel değil", "kazanamadık"]
)
def test_bad_news_is_negative(text: str) -> None:
    assert analyse(text).sentiment < 0


@pytest.mark.parametrize(
    ("text", "positive"),
    [
        ("korkacak bir şey yok", True),
        ("endişe edilecek bi durum yok", True),
        ("desteğini kırmadı", True),
        ("bu hisse hiç üzmedi", True),
        ("maaş yetmiyor", False),
        ("direnci geçemedi", False),
        ("malda kaldım cikamiyom", False),
        ("nothing wrong here", True),
        ("can't trust them", False),
    ],
)
def test_negation_turns_a_mood_round(text: str, positive: bool) -> None:
    assert (analyse(text).sentiment > 0) is positive


def test_what_is_turned_round_is_felt_less() -> None:
    assert 0 < analyse("kötü değil").sentiment < -analyse("kötü").sentiment


def test_an_intensifier_counts_half_as_much_again_against_the_rest() -> None:
    assert analyse("zarar var, çok iyi").sentiment == pytest.approx(0.2)


@pytest.mark.parametrize(
    "text", ["güzel başladı ama sonu hüsran", "şirket iyi fakat yönetim rezil", "it was good but a disaster"]
)
def test_the_closing_judgement_decides(text: str) -> None:
    assert analyse(text).sentiment < 0


def test_much_but_very_much_concedes_nothing() -> None:
    assert analyse("çok ama çok zarar yazdım").sentiment == -1.0


@pytest.mark.parametrize(
    ("text", "positive"),
    [
        ("enflasyon düştü", True),
        ("işsizlik arttı", False),
        ("enflasyon beklentinin altında", True),
        ("bilanço beklentinin altında", False),
    ],
)
def test_less_of_what_nobody_wants_is_good(text: str, positive: bool) -> None:
    assert (analyse(text).sentiment > 0) is positive


@pytest.mark.parametrize("text", ["kap'a haber düştü", "kaç lot düşer", "kar yağıyor", "iyi akşamlar", "düşünüyorum"])
def test_words_in_another_sense_have_no_mood(text: str) -> None:
    assert analyse(text).sentiment == 0.0


@pytest.mark.parametrize(
    ("text", "positive"),
    [("iyi ki varsın", True), ("eline sağlık", True), ("stop oldum", False), ("hayal kırıklığı", False), (":(", False)],
)
def test_phrases_and_signs_have_a_mood(text: str, positive: bool) -> None:
    assert (analyse(text).sentiment > 0) is positive
