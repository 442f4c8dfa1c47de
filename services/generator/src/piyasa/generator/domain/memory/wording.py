"""How a persona puts what it remembers: one sentence of its own, never a person's words or name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from piyasa.generator.domain.chance import Chance

Kind = Literal["asked", "warm", "harsh"]

_GROUPS: Final[Mapping[str, str]] = {
    "BIST": "borsa",
    "FX": "döviz",
    "Kripto": "kripto",
    "Makro": "makro ekonomi",
    "XAUUSD": "altın",
    "XAGUSD": "gümüş",
    "USDTRY": "dolar",
    "EURTRY": "euro",
    "BTC": "bitcoin",
    "ETH": "ethereum",
}
"""How topics are spoken of; a symbol without an entry goes by its ticker."""
_SENTENCES: Final[Mapping[Kind, tuple[str, ...]]] = {
    "asked": (
        "Bana {topic} konusundaki görüşümü sormuştu.",
        "{Topic} konusunda ne düşündüğümü merak edip sormuştu.",
        "{Topic} için bana soru sormuştu, oturup konuşmuştuk.",
    ),
    "warm": (
        "{Topic} konuşurken bana çok sıcak davranmıştı, hoşuma gitmişti.",
        "{Topic} sohbetinde bana destek çıkmıştı, içim ısınmıştı.",
    ),
    "harsh": (
        "{Topic} konuşurken bana sert çıkmıştı, biraz kırılmıştım.",
        "{Topic} konusunda bana epey yüklenmişti, tadım kaçmıştı.",
    ),
}
_TIES: Final[Mapping[str, str]] = {
    "acquaintance": "Artık birbirimizi az çok tanıyoruz, selamımız var.",
    "friend": "Onunla arkadaş olduk, fikrini merak ederim.",
    "close_friend": "Onunla yakın dost olduk, sözüne güvenirim.",
    "rival": "Onunla pek anlaşamıyoruz, tartışmadan konuşamaz olduk.",
    "mentor": "Ondan çok şey öğrendim, anlattıklarını aklımda tutarım.",
    "student": "Ona epey şey anlattım, öğrendikçe seviniyorum.",
    "stranger": "Uzun zamandır görüşmedik, birbirimize yabancılaştık.",
}
_EVENTS: Final[Mapping[str, str]] = {
    "birthday": "Doğum günümü kutlamıştım, güzel bir gündü.",
    "vacation": "Tatile çıkmıştım, deniz havası iyi gelmişti.",
    "illness": "Birkaç gün kırgındım, evde dinlenmiştim.",
    "work_stress": "İşlerin üst üste yığıldığı bir dönemden geçmiştim.",
    "financial_gain": "Kâğıt üstündeki portföyüm yüzümü güldürmüştü.",
    "financial_loss": "Kâğıt üstündeki portföyüm canımı sıkmıştı.",
    "new_hobby": "Yeni bir uğraşa başlamıştım, kafam dağılıyordu.",
    "family_event": "Ailece bir araya geldiğimiz günler olmuştu.",
    "work_promotion": "İşten güzel bir haber almıştım.",
    "relationship_change": "Özel hayatımda bir şeyler değişmişti.",
}
_LIFE: Final = "Hayatımda yeni bir şey olmuştu."
_GRADES: Final[Mapping[str, str]] = {
    "right": "{Topic} hakkında söylediğim tutmuştu, keyfim yerine gelmişti.",
    "wrong": "{Topic} hakkında yanılmıştım, ders çıkardım.",
}
_MOVES: Final[Mapping[int, str]] = {
    1: "Son bir haftada konuşulanlardan sonra {topic} konusunda biraz daha olumlu bakmaya başladım.",
    -1: "Son bir haftada konuşulanlardan sonra {topic} konusunda biraz daha temkinli oldum.",
}


def said_of_person(kind: Kind, topic: str | None, chance: Chance) -> str:
    """What a persona remembers of how somebody spoke to it."""
    return _about(chance.choice(_SENTENCES[kind]), topic)


def said_of_tie(relationship: str) -> str:
    """What a persona remembers when somebody became something else to it."""
    return _TIES.get(relationship, _TIES["acquaintance"])


def said_of_life(event_type: str) -> str:
    """What a persona remembers of an event in its life; no names and no amounts."""
    return _EVENTS.get(event_type, _LIFE)


def said_of_move(topic: str, sign: int) -> str:
    """What a persona remembers of changing its mind."""
    return _about(_MOVES[1 if sign > 0 else -1], topic)


def said_of_grade(outcome: Literal["right", "wrong"], topic: str | None) -> str:
    """What a persona remembers of an opinion that met its outcome."""
    return _about(_GRADES[outcome], topic)


def spoken_topic(topic: str | None) -> str:
    """How a topic is called in a sentence."""
    return "piyasa" if topic is None else _GROUPS.get(topic, topic)


def _about(sentence: str, topic: str | None) -> str:
    called = spoken_topic(topic)
    capital = {"i": "İ", "ı": "I"}.get(called[0], called[0].upper()) + called[1:]
    return sentence.replace("{topic}", called).replace("{Topic}", capital)
