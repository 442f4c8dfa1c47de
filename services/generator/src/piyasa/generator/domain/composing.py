"""The offline engine: a line for a scene, from patterns, by chance, away from what was said lately."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from piyasa.generator.domain.casting import Slots, lowered, own_interest, slots_for
from piyasa.generator.domain.chance import Chance
from piyasa.generator.domain.choosing import Plan, plan_for
from piyasa.generator.domain.intents import is_thanks
from piyasa.generator.domain.leaning import spent_signs
from piyasa.generator.domain.lines.catalogue import patterns_of
from piyasa.generator.domain.manners import Manner, manner_of
from piyasa.generator.domain.names import names_of, narrowed
from piyasa.generator.domain.patterns import Pattern, fill, tidy
from piyasa.generator.domain.scene import Said, Scene
from piyasa.language import Sketch, analyse, leading_topic
from piyasa.projections.relationships.reading import effects

CANDIDATES: Final = 8
"""Lines that are tried before the least repetitive one is taken."""
FRESH_BELOW: Final = 0.34
"""A line that resembles nothing recent more than this is taken at once."""
VOICED_FROM: Final = 0.2
"""Sentiment from which a line counts as an opinion in a direction (behaviour 8.4)."""
_OWN_VOICE: Final = ("bence", "bana ", "Bence", "Bana ", "açıkçası")
"""Words that say whose view it is; an opening would say so twice."""
_SHORT_QUESTION, _RIGHT_BEFORE = 6, 4
"""Words that a question has at most, and lines before it, to be about what was just said."""
LONGEST: Final = 320


def compose(scene: Scene, chance: Chance) -> str:
    """A line that fits the scene; the same for the same scene and seed."""
    recent = _recent(scene)
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

    An answer to a line about nothing in particular has no subject, but a short question or thanks go on about what
    was said right before.
    """
    if scene.target is not None:
        return _named_in(scene.target) or _asked_about(scene.target, scene.history)
    if scene.topic is not None and names_of(scene.topic):
        return scene.topic
    return next((named for said in reversed(scene.history) if (named := _named_in(said)) is not None), None)


def _asked_about(target: Said, history: Sequence[Said]) -> str | None:
    if len(target.text.split()) > _SHORT_QUESTION or not (target.meaning.is_question or is_thanks(target.text)):
        return None
    before = history[: history.index(target)] if target in history else history
    return next((named for said in reversed(before[-_RIGHT_BEFORE:]) if (named := _named_in(said)) is not None), None)


def _named_in(said: Said) -> str | None:
    named = leading_topic(said.meaning.symbols, said.meaning.topics)
    if named is None:
        return None
    named = narrowed(named, said.text)
    return named if names_of(named) else None


def _candidates(scene: Scene, chance: Chance) -> Iterator[str]:
    subject = subject_of(scene)
    manner = manner_of(scene.bot, scene.language)
    for _ in range(CANDIDATES):
        # What is said of one's own accord is about something one cares for; an answer is about what was said.
        topic = subject or (own_interest(scene, chance) if scene.target is None else None)
        plan = plan_for(scene, topic, manner, chance)
        slots = slots_for(scene, plan.subject or topic, manner, chance)
        line = _line(scene, plan, slots, manner, chance)
        if line and not _says_what_is_spent(scene, topic, line):
            yield line


def _line(scene: Scene, plan: Plan, slots: Slots, manner: Manner, chance: Chance) -> str:
    core = _sentence(scene, plan.core, slots, manner, chance, opens=not plan.plain)
    if not core:
        return ""
    before = _sentence(scene, (plan.before,), slots, manner, chance) if plan.before else ""
    after = _sentence(scene, (plan.after,), slots, manner, chance) if plan.after else ""
    if plan.after == "anchor" and "t" in slots and slots["t"].text in core:
        after = ""
    pieces = [each for each in (before, core, after) if each]
    if len(pieces) == 1 and not core.endswith("?") and chance.random() < plan.ends:
        pieces.append(chance.choice(manner.endings))
    line = " ".join(pieces)
    return line if len(line) <= LONGEST else core


def _sentence(
    scene: Scene, kinds: tuple[str, ...], slots: Slots, manner: Manner, chance: Chance, *, opens: bool = False
) -> str:
    usable = _usable(scene, kinds, slots)
    if not usable:
        return ""
    pattern = manner.favoured(usable, chance)
    said = fill(pattern, slots, chance, formal=_keeps_distance(scene))
    if not opens or not pattern.takes_opening or chance.random() >= manner.opens:
        return said
    opening = chance.choice(manner.openings)
    clashes = (":" in opening and ":" in said) or any(word in said for word in _OWN_VOICE)
    return said if clashes else tidy(f"{opening} {lowered(said, scene.language)}")


def _usable(scene: Scene, kinds: tuple[str, ...], slots: Slots) -> Sequence[Pattern]:
    """The patterns whose slots all have names; of kinds that need a subject, their likes that need none."""
    formal, known = _keeps_distance(scene), slots.keys()
    for tried in (kinds, tuple(f"{kind}.free" for kind in kinds)):
        found = patterns_of(tried, formal=formal, in_session=scene.market_open, language=scene.language)
        usable = [each for each in found if each.slots <= known]
        if usable:
            return usable
    return ()


def _keeps_distance(scene: Scene) -> bool:
    """Whether the persona says ``siz``: the formal always, the neutral to strangers, everybody to nobody else."""
    if scene.bot.persona.style.formality != "neutral" or scene.target is None:
        return scene.formal
    return effects(scene.relationship).tone == "formal"


def _says_what_is_spent(scene: Scene, topic: str | None, line: str) -> bool:
    signs = spent_signs(scene, topic)
    if not signs:
        return False
    sentiment = analyse(line, language=scene.language).sentiment
    return (sentiment >= VOICED_FROM and 1 in signs) or (sentiment <= -VOICED_FROM and -1 in signs)


def _recent(scene: Scene) -> list[int]:
    return [*map(_marks_of, scene.spoken), *(_marks(Sketch.of(text).grams) for text in scene.avoid)]


@lru_cache(maxsize=32_768)
def _marks_of(sketched: str) -> int:
    return _marks(Sketch.parse(sketched).grams)


def _marks(grams: Iterable[int]) -> int:
    """Mark each trigram in one of 1,024 bits: near enough to tell what is alike, and compared in no time."""
    marked = 0
    for gram in grams:
        marked |= 1 << (gram & 0x3FF)
    return marked


def _likeness(line: str, recent: Sequence[int]) -> float:
    own = _marks(Sketch.of(line).grams)
    return max((((own & other).bit_count() / (own | other).bit_count()) for other in recent if other), default=0.0)
