"""The offline engine: a line for a scene, from patterns, by chance, away from what was said lately."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from piyasa.generator.domain.chance import Chance
from piyasa.generator.domain.choosing import patterns_for, tail_share
from piyasa.generator.domain.names import names_of, narrowed
from piyasa.generator.domain.patterns import fill, parse
from piyasa.generator.domain.scene import Said, Scene
from piyasa.generator.domain.suffixes import Name, ticker
from piyasa.language import Sketch, leading_topic, tr_capitalize

CANDIDATES: Final = 8
"""Lines that are tried before the least repetitive one is taken."""
FRESH_BELOW: Final = 0.34
"""A line that resembles nothing recent more than this is taken at once."""
_ADDRESSED: Final = 0.4
_FIRST_NAME: Final = re.compile(r"[^\W\d_]{2,16}")


def compose(scene: Scene, chance: Chance) -> str:
    """A line that fits the scene; the same for the same scene and seed."""
    recent = [*(Sketch.parse(each) for each in scene.spoken), *(Sketch.of(text) for text in scene.avoid)]
    best, least = "", 2.0
    for line in _candidates(scene, chance):
        likeness = _likeness(line, recent)
        if likeness < FRESH_BELOW:
            return line
        if likeness < least:
            best, least = line, likeness
    return best


def subject_of(scene: Scene) -> str | None:
    """What the talk is about: what the answered line names, else the tick's topic, else the newest line that had one.

    An answer to a line about nothing in particular has no subject.
    """
    if scene.target is not None:
        return _named_in(scene.target)
    if scene.topic is not None and names_of(scene.topic):
        return scene.topic
    return next((named for said in reversed(scene.history) if (named := _named_in(said)) is not None), None)


def _named_in(said: Said) -> str | None:
    named = leading_topic(said.meaning.symbols, said.meaning.topics)
    if named is None:
        return None
    named = narrowed(named, said.text)
    return named if names_of(named) else None


def _candidates(scene: Scene, chance: Chance) -> Iterator[str]:
    subject = subject_of(scene)
    for _ in range(CANDIDATES):
        topic = subject or _own_interest(scene, chance)
        slots = _slots(scene, topic, chance)
        cores, tails = patterns_for(scene, subject or (topic if scene.target is None else None), chance)
        usable = [pattern for pattern in cores if _can_fill(pattern, slots)]
        line = fill(chance.choice(usable), slots, chance, formal=scene.formal)
        if tails and chance.random() < tail_share(scene):
            line = f"{line} {fill(chance.choice(tails), slots, chance, formal=scene.formal)}"
        yield line


def _own_interest(scene: Scene, chance: Chance) -> str | None:
    persona = scene.bot.persona
    known = [*persona.watchlist, *persona.expertise, *persona.interests]
    usable = [topic for topic in dict.fromkeys(known) if names_of(topic)]
    return chance.choice(usable) if usable else None


def _slots(scene: Scene, topic: str | None, chance: Chance) -> dict[str, Name]:
    slots = {"who": Name(_address(scene.target, chance), ""), "band": Name(greeting_at(scene.local.hour), "")}
    if topic is not None:
        slots["t"] = chance.choice(names_of(topic, scene.language))
    holdings = [symbol for symbol, held in scene.bot.holdings.items() if held.side != "watching" and names_of(symbol)]
    if holdings:
        symbol = chance.choice(holdings)
        slots["h"] = names_of(symbol)[0] if names_of(symbol) else ticker(symbol)
    return slots


def _can_fill(pattern: str, slots: Mapping[str, Name]) -> bool:
    return parse(pattern).slots <= slots.keys()


def _address(target: Said | None, chance: Chance) -> str:
    if target is None or not target.by_person or chance.random() >= _ADDRESSED:
        return ""
    found = _FIRST_NAME.match(target.name)
    return f", {tr_capitalize(found[0])}" if found else ""


def greeting_at(hour: int) -> str:
    """The greeting of an hour of the day."""
    if 5 <= hour < 11:  # noqa: PLR2004 - hours of the day
        return "günaydın"
    if hour < 5 or hour >= 22:  # noqa: PLR2004
        return "iyi geceler"
    return "iyi günler" if hour < 18 else "iyi akşamlar"  # noqa: PLR2004


def _likeness(line: str, recent: Sequence[Sketch]) -> float:
    own = Sketch.of(line)
    return max((own.likeness(other) for other in recent), default=0.0)
