"""How a persona speaks of habit: its openings, endings, pictures and favourite things to look at.

Drawn from its id and character, so that it stays the same for life and differs from everybody else's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Final
from zlib import crc32

from piyasa.contracts.identity import seed_of
from piyasa.generator.domain.chance import Chance
from piyasa.generator.domain.lines.habits import CASUAL, ENGLISH, FORMAL, NEUTRAL, Habits
from piyasa.generator.domain.lines.lighter import FIELDS
from piyasa.generator.domain.patterns import Pattern
from piyasa.generator.domain.suffixes import Name
from piyasa.generator.domain.weighing import Weighted
from piyasa.projections.directory.state import Bot

OPENINGS_KEPT, ENDINGS_KEPT, ADDRESSES_KEPT = 3, 4, 2
_GOLDEN: Final = 0x9E3779B1
_TASTES: Final = (0.3, 0.5, 0.8, 1.2, 1.8, 2.6)
"""What multiplies how often a persona says a kind of line."""
_FAVOURED: Final = 0.35
"""The share of a list that a persona keeps to."""
_REGISTERS: Final[dict[str, Habits]] = {"formal": FORMAL, "neutral": NEUTRAL}
_KEEPS_TO: Final = 0.8
_FAVOURITES_AT_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class Manner:
    """The habits of one persona."""

    salt: int
    openings: tuple[str, ...]
    endings: tuple[str, ...]
    addresses: tuple[str, ...]
    """What it calls those it likes."""
    field: str
    """The field its pictures come from."""
    opens: float
    """How often it begins with one of its openings, 0..1."""
    ends: float
    """How often it adds one of its endings, 0..1."""

    def favoured(self, options: Sequence[Pattern], chance: Chance) -> Pattern:
        """One of several patterns: mostly from those few that the persona keeps to."""
        if len(options) > _FAVOURITES_AT_LEAST and chance.random() < _KEEPS_TO:
            kept = [each for each in options if self._likes(each.mark)]
            if len(kept) >= _FAVOURITES_AT_LEAST:
                return chance.choice(kept)
        return chance.choice(options)

    def to_taste(self, options: Sequence[Weighted]) -> list[Weighted]:
        """The same kinds of line, each weighing more or less as the persona is given to it."""
        return [(weight * self._taste(kind), kind) for weight, kind in options]

    def _taste(self, kind: str) -> float:
        return _TASTES[((crc32(kind.encode()) ^ self.salt) * _GOLDEN >> 16) % len(_TASTES)]

    def favourite(self, names: Sequence[Name], chance: Chance) -> Name:
        """One of several things to look at: mostly from those few that the persona has an eye for."""
        if chance.random() < _KEEPS_TO:
            kept = [each for each in names if self._likes(crc32(each.text.encode()))]
            if kept:
                return chance.choice(kept)
        return chance.choice(names)

    def _likes(self, mark: int) -> bool:
        return ((mark ^ self.salt) * _GOLDEN >> 16 & 0xFFFF) < _FAVOURED * 0x10000


def manner_of(bot: Bot, language: str = "tr") -> Manner:
    """The habits of a persona in a language."""
    return _manner(bot.bot_id, bot.persona.style.formality, language, bot.emotion_profile.reaction_style)


@lru_cache(maxsize=4096)
def _manner(bot_id: str, formality: str, language: str, reaction: str) -> Manner:
    chance = Random(seed_of(bot_id, "manner"))  # noqa: S311 - habits, not secrets
    habits = ENGLISH if language == "en" else _REGISTERS.get(formality, CASUAL)
    return Manner(
        salt=crc32(bot_id.encode()),
        openings=tuple(chance.sample(habits.openings, OPENINGS_KEPT)),
        endings=tuple(chance.sample(habits.endings, ENDINGS_KEPT)),
        addresses=tuple(chance.sample(habits.addresses, ADDRESSES_KEPT)),
        field=chance.choice(FIELDS),
        opens=chance.uniform(0.2, 0.65),
        ends=chance.uniform(0.12, 0.4) * (1.3 if reaction == "playful" else 1.0),
    )
