"""How the one who is answered is addressed."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from piyasa.contracts.persona import PersonaProfile, Style, WritingStyle
from piyasa.humanizer.domain.address import addresses, closely, first_name, politely
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.pieces import pieces_of, text_of
from piyasa.humanizer.domain.styling import Draft, styled
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.relationships.reading import Effects, name_share

Make = Callable[..., Manner]
Befriend = Callable[..., Any]
PAIRS = [
    ("Sen ne düşünüyorsun?", "Siz ne düşünüyorsunuz?"),
    ("sence dolar döner mi?", "sizce dolar döner mi?"),
    ("alacak mısın, sana söylemiştim", "alacak mısınız, size söylemiştim"),
    ("nasılsın bugün?", "nasılsınız bugün?"),
    ("haklısın, görürsün", "haklısınız, görürsünüz"),
]


@pytest.mark.parametrize(("close", "polite"), PAIRS)
def test_sen_becomes_siz_and_back(close: str, polite: str) -> None:
    assert text_of(politely(pieces_of(close))) == polite
    assert text_of(closely(pieces_of(polite))) == close


@pytest.mark.parametrize(
    "text",
    [
        "sen ne düşünmüyorsun?",
        "sence aldın mı o hisseyi?",
        "senin fikrin ne, sence olur mu?",
        "altın ve gümüş için kesin bir şey yok",
        "insan bütün gün bekliyor",
    ],
)
def test_what_cannot_be_turned_whole_is_not_turned_at_all(text: str) -> None:
    assert text_of(politely(pieces_of(text))) == text


def test_names_are_first_names_that_can_be_said() -> None:
    assert first_name("deniz Kaya") == "Deniz"
    assert first_name("ışık") == "Işık"
    assert [first_name(name) for name in ("", "x", "🚀🚀", "kral_34", "<b>")] == [None] * 5


def test_the_closer_the_likelier_a_name_is_said() -> None:
    def share(mention: float) -> float:
        return name_share(Effects(mention, 1.0, "casual", 0.0, 1.0))

    assert share(1.0) == pytest.approx(0.10)
    assert share(0.5) == pytest.approx(0.05)
    assert share(2.0) == pytest.approx(0.20)
    assert share(9.0) == 0.5


def test_nobody_is_named_who_is_named_already() -> None:
    assert addresses("DENİZ bence de", "Deniz")
    assert addresses("@deniz bence de", "Kaya")
    assert not addresses("bence de", "Deniz")


def named(manner: Manner, text: str = "Faiz sakin.") -> int:
    draft = Draft(text, 0, asking=False, answers_question=False)
    return sum("name" in styled(draft, manner, Random(seed)).steps for seed in range(2000))


def test_friends_are_named_four_times_as_often_as_strangers(manner: Make, befriended: Befriend) -> None:
    def at(kind: str) -> Manner:
        return manner(addressee="Deniz", free=False, answers_person=True, effects=befriended(kind))

    assert named(at("stranger")) == pytest.approx(100, abs=35)
    assert named(at("friend")) == pytest.approx(400, abs=60)
    assert named(at("friend"), "Deniz, faiz sakin.") == 0
    assert named(manner(free=False, answers_person=True)) == 0


def test_strangers_are_addressed_politely_and_friends_are_not(manner: Make, befriended: Befriend) -> None:
    told = PersonaProfile(style=Style(formality="formal"))
    cold = Feelings(social_warmth=30)
    assert manner(free=False, effects=befriended("stranger")).polite
    assert not manner(free=False, effects=befriended("acquaintance")).polite
    assert not manner(free=False, effects=befriended("rival")).polite
    assert not manner(None, cold, free=False, effects=befriended("friend")).polite
    assert manner(None, cold, free=False, effects=befriended("friend")).close
    assert manner(None, cold, free=False, effects=befriended("acquaintance")).polite
    assert manner(free=False, effects=befriended("friend"), persona=told).polite
    assert not manner(free=True).polite


def test_strangers_get_no_shortcuts(manner: Make, befriended: Befriend) -> None:
    style = WritingStyle(abbreviation_style="casual", emoji_frequency="none", typo_rate=0.0)
    draft = Draft("tamam yapıyorum bir şey olacak", 0, asking=False, answers_question=False)

    def shortened(kind: str) -> int:
        at = manner(style, free=False, answers_person=True, effects=befriended(kind))
        return sum("shortcuts" in styled(draft, at, Random(seed)).steps for seed in range(200))

    assert shortened("stranger") == 0
    assert shortened("friend") > 100
