"""The names that a line is filled with: subject, things to look at, people, the hour, memories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from piyasa.generator.domain.chance import Chance
from piyasa.generator.domain.lines.aspects import aspects_of
from piyasa.generator.domain.lines.english import ENGLISH_ASPECTS
from piyasa.generator.domain.manners import Manner
from piyasa.generator.domain.market.speaking import figure_slots
from piyasa.generator.domain.names import group_of, names_of, theme_of
from piyasa.generator.domain.recollection import any_memory, on_topic
from piyasa.generator.domain.scene import Scene
from piyasa.generator.domain.suffixes import Name, bare, proper
from piyasa.generator.domain.weighing import weighed
from piyasa.language import tr_capitalize, tr_lower
from piyasa.projections.relationships.reading import effects, name_share

_WARM_ADDRESS: Final = 0.5
_NO_NAMES: Final = frozenset(
    {"The", "With", "On", "No", "Too", "In", "It", "To", "For", "What", "Not", "Half", "Everybody"}
)
_WATCHED, _LEAST_CARE = 0.4, 0.1
"""How much a persona cares for what it only watches, and what is added to everything, 0..1."""
_HEARD: Final = 12
_GENERAL: Final = 0.15
"""How often what is looked at fits any subject."""
_FIRST_NAME: Final = re.compile(r"[^\W\d_]{2,16}")
_TITLES: Final = frozenset({"hoca", "abi", "abla", "hanım", "bey", "amca", "teyze", "usta"})
_CLAUSE: Final = re.compile(r"[^.!?…;\n]{12,90}(?=[.!?…;]|$)")
_DAYS: Final = ("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar")
_EN_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NOT_AGAIN: Final = (
    "yazmıştım", "dediğim", "tekrar", "sözüm", "önceki", "cümle", "haklısın", "katılıyorum", "aynen", "bugün kimse",
    "notunu", "sağ ol", "teşekkür", "selam", "günaydın", "hatırlıyorum", "konuşmuştuk", "doğum günü", "kısmen",
    "itiraz", "doğru",
)  # fmt: skip
"""What an earlier line must not hold to be said again: it answered somebody, or was itself said again."""

Slots = dict[str, Name]


def slots_for(scene: Scene, topic: str | None, manner: Manner, chance: Chance) -> Slots:
    """A name for every slot that this scene can fill."""
    slots: Slots = {
        "who": bare(_address(scene, manner, chance)),
        "band": bare(greeting_at(scene.local.hour, scene.language)),
    }
    days = _EN_DAYS if scene.language == "en" else _DAYS
    slots["day"] = bare(days[scene.local.weekday()])
    if topic is not None:
        slots["t"] = chance.choice(names_of(topic, scene.language))
    slots |= _looked_at(scene, topic, manner, chance)
    slots |= _elsewhere(scene, topic, manner, chance)
    slots |= _people(scene, topic, chance)
    slots |= _past(scene, topic)
    slots |= figure_slots(scene, topic)
    return slots


def greeting_at(hour: int, language: str = "tr") -> str:
    """The greeting of an hour of the day."""
    if 5 <= hour < 11:  # noqa: PLR2004 - hours of the day
        return "good morning" if language == "en" else "günaydın"
    if hour < 5 or hour >= 22:  # noqa: PLR2004
        return "hello" if language == "en" else "iyi geceler"
    if hour < 18:  # noqa: PLR2004
        return "hello" if language == "en" else "iyi günler"
    return "good evening" if language == "en" else "iyi akşamlar"


def own_interest(scene: Scene, chance: Chance, besides: str | None = None) -> str | None:
    """Something the persona cares for, other than what is talked about."""
    persona = scene.bot.persona
    cares = dict.fromkeys(persona.watchlist, _WATCHED) | persona.expertise
    cares |= {topic: max(scene.bot.interest(topic), cares.get(topic, 0.0)) for topic in persona.interests}
    usable = [
        (_LEAST_CARE + how_much, topic) for topic, how_much in cares.items() if topic != besides and names_of(topic)
    ]
    return weighed(usable, chance) if usable else None


def _looked_at(scene: Scene, topic: str | None, manner: Manner, chance: Chance) -> Slots:
    first, second = two_aspects(scene, topic, manner, chance)
    return {"a": first, "b": second}


def two_aspects(scene: Scene, topic: str | None, manner: Manner, chance: Chance) -> tuple[Name, Name]:
    """Two different things to look at, the persona's favourites first."""
    theme = "" if topic is None or chance.random() < _GENERAL else theme_of(topic)
    known = ENGLISH_ASPECTS if scene.language == "en" else aspects_of(theme)
    called = {name.text for name in names_of(topic, scene.language)} if topic is not None else set()
    fitting = [each for each in known if each.text not in called]
    first = manner.favourite(fitting, chance)
    second = chance.choice(fitting)
    while second.text == first.text:
        second = chance.choice(fitting)
    return first, second


def _elsewhere(scene: Scene, topic: str | None, manner: Manner, chance: Chance) -> Slots:
    slots: Slots = {}
    other = own_interest(scene, chance, besides=topic)
    if other is not None:
        slots["n"] = chance.choice(names_of(other, scene.language))
        slots["a2"] = two_aspects(scene, other, manner, chance)[0]
    holdings = [symbol for symbol, held in scene.bot.holdings.items() if held.side != "watching" and names_of(symbol)]
    if holdings:
        slots["h"] = names_of(chance.choice(holdings), scene.language)[0]
    return slots


def _people(scene: Scene, topic: str | None, chance: Chance) -> Slots:
    slots: Slots = {}
    if scene.target is not None and (name := first_name(scene.target.name)):
        slots["who_plain"] = proper(name)
    others = tuple(dict.fromkeys(_talking_of(topic, scene)))
    if others:
        slots["p"] = proper(chance.choice(others))
    return slots


def _talking_of(topic: str | None, scene: Scene) -> Iterator[str]:
    """The first names of those whose newest lines are about the same."""
    own = f"b:{scene.bot.bot_id}"
    group = "" if topic is None else group_of(topic)
    for said in scene.history[-_HEARD:]:
        is_about = topic in said.meaning.symbols or group in said.meaning.topics
        if is_about and said.speaker != own and (name := first_name(said.name)):
            yield name


def first_name(full: str) -> str:
    """What a speaker is called: the first word of the name, with a title that follows it; empty when it is no name."""
    words = full.split()
    if not words or not _FIRST_NAME.fullmatch(words[0]):
        return ""
    is_titled = len(words) > 1 and tr_lower(words[1]) in _TITLES
    return tr_capitalize(f"{words[0]} {words[1]}" if is_titled else words[0])


def _address(scene: Scene, manner: Manner, chance: Chance) -> str:
    if scene.target is None:
        return ""
    felt = effects(scene.relationship)
    if chance.random() >= name_share(felt):
        return ""
    if felt.tone == "warm" and chance.random() < _WARM_ADDRESS:
        return f", {chance.choice(manner.addresses)}"
    name = first_name(scene.target.name)
    return f", {name}" if name else ""


def _past(scene: Scene, topic: str | None) -> Slots:
    slots: Slots = {}
    memory = (on_topic(scene, topic) if topic is not None else None) or any_memory(scene)
    if memory is not None:
        said = memory.content.strip()
        said = said if said[-1] in ".!?…" else f"{said}."
        slots["mem"], slots["mem_low"] = bare(tr_capitalize(said)), bare(lowered(said, scene.language))
    named = () if topic is None else tuple(tr_lower(name.text) for name in names_of(topic, scene.language))
    clauses = (_clause_of(text, scene.language) for text in scene.own_past)
    clause = next((each for each in clauses if any(name in tr_lower(each) for name in named)), "")
    if clause:
        slots["own"] = bare(clause)
    return slots


def _clause_of(text: str, language: str) -> str:
    """The first statement of a line, short enough to be said again; empty when it has none."""
    found = _CLAUSE.match(text.strip())
    if (
        found is None
        or text[found.end() : found.end() + 1] == "?"
        or any(word in tr_lower(text) for word in _NOT_AGAIN)
    ):
        return ""
    return lowered(found[0].strip(), language)


def lowered(sentence: str, language: str) -> str:
    """A sentence as it goes on within another: names and codes keep their capitals."""
    first = sentence.split(maxsplit=1)[0] if sentence.strip() else ""
    if not first or first.isupper() or "'" in first:
        return sentence
    if language == "en":
        return sentence[0].lower() + sentence[1:] if first in _NO_NAMES else sentence
    return tr_lower(sentence[0]) + sentence[1:]
