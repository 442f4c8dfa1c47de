"""What stays the same from draft to draft: rules and form for all personas, then who this one is (parts 1, 2, 12)."""

from __future__ import annotations

from typing import Final

from piyasa.generator.domain.prompt.fitting import within
from piyasa.generator.domain.prompt.quoting import plain, quoted
from piyasa.generator.domain.prompt.section import Section
from piyasa.generator.domain.prompt.words.shapes import Character, Words
from piyasa.projections.directory.state import Bot, Holding, Stance

_NAME, _BIO, _TONE, _NEVER, _SYMBOL, _NOTE, _OPINION = 24, 180, 64, 80, 12, 28, 56
"""Tokens at most of what an operator wrote: a name, a biography, a manner, all a persona never does, a symbol or topic,
a note on a position, the text of an opinion."""
_OPINIONS, _POSITIONS = 240, 110
"""Tokens at most of all opinions, and of all positions; the firmest opinions come first."""
_HOPEFUL, _CAREFUL = 0.2, -0.2
_NEVER_AT_MOST: Final = 6


def common(words: Words) -> list[Section]:
    """What every persona is told; the same for all of one language, to the byte."""
    ground, keys = words.ground, words.keys
    turns = tuple(quoted({"@user": heard, keys.you: said}) for heard, said in ground.turns)
    return [
        Section("rules", "\n".join(ground.rules)),
        Section("contract", "\n".join(ground.contract)),
        Section("examples", ground.examples, keys.examples, turns),
    ]


def character(bot: Bot, words: Words) -> list[Section]:
    """Who the persona is; it depends on nothing but what operators set up."""
    return [Section("identity", _identity(bot, words.character)), Section("opinions", _opinions(bot, words.character))]


def _identity(bot: Bot, words: Character) -> str:
    persona = bot.persona
    never = "; ".join(persona.never_do[:_NEVER_AT_MOST])
    lines = (
        words.name.format(name=plain(bot.name, _NAME), bio=plain(persona.bio, _BIO)).strip(),
        words.tone.format(tone=plain(persona.tone, _TONE)) if persona.tone else "",
        words.formal if persona.style.formality == "formal" else words.casual,
        words.never.format(never=plain(never, _NEVER)) if never else "",
    )
    return " ".join(line for line in lines if line)


def _opinions(bot: Bot, words: Character) -> str:
    firmest = sorted(bot.stances.values(), key=lambda stance: (-stance.confidence, stance.topic))
    stances = within(_OPINIONS, (_stance(each, words) for each in firmest))
    holdings = within(_POSITIONS, (_holding(bot.holdings[symbol], words) for symbol in sorted(bot.holdings)))
    said = [words.stances, *stances] if stances else []
    return "\n".join([*said, words.holdings, *holdings] if holdings else said)


def _stance(stance: Stance, words: Character) -> str:
    hopeful, neutral, careful = words.leans
    lean = hopeful if stance.direction > _HOPEFUL else neutral if stance.direction >= _CAREFUL else careful
    return f"- {plain(stance.topic, _SYMBOL)}: {lean}. {plain(stance.text, _OPINION)}".strip()


def _holding(holding: Holding, words: Character) -> str:
    side = f"{words.sides[holding.side]} ({words.horizons[holding.horizon]})"
    return f"- {plain(holding.symbol, _SYMBOL)}: {side}. {plain(holding.note, _NOTE)}".strip()
