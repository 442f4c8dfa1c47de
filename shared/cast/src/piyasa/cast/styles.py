"""Draws writing styles, without replacement until every combination is used (behaviour 9.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final, TypeAlias

from piyasa.cast.chance import Chance
from piyasa.contracts.persona import WritingStyle

TYPO_RATES: Final = (0.003, 0.03)
"""The lower end is above 0 so that no persona is perfect."""
CHARACTER_SLIPS: Final = (0.0, 0.02)

Combination: TypeAlias = tuple[str, str, str, str, str]

_CAPITALS: Final = ("proper", "lowercase", "random")
_PUNCTUATION: Final = ("formal", "minimal", "excessive")
_EMOJI: Final = ("none", "rare", "moderate", "frequent")
_ABBREVIATIONS: Final = ("full", "casual")
_LENGTHS: Final = ("short", "medium", "long")


def combination(style: WritingStyle) -> Combination:
    """What of a style is discrete; two personas should not share it while others are free."""
    return (
        style.capitalization_style,
        style.punctuation_style,
        style.emoji_frequency,
        style.abbreviation_style,
        style.sentence_length,
    )


def combinations(*, emojis: bool = True) -> Iterator[Combination]:
    """Every discrete style: 216, or 54 for personas without emoji."""
    return product(_CAPITALS, _PUNCTUATION, _EMOJI if emojis else _EMOJI[:1], _ABBREVIATIONS, _LENGTHS)


def draw_style(chance: Chance, used: Iterable[WritingStyle] = (), *, emojis: bool = True) -> WritingStyle:
    """Draw a style whose combination nobody has, or one of the least used when all are taken."""
    return draw_among(chance, used, combinations(emojis=emojis))


def draw_formal(chance: Chance, used: Iterable[WritingStyle] = (), *, emojis: bool = True) -> WritingStyle:
    """Draw a style for a persona that is told to write formally: cased, punctuated and unabbreviated."""
    proper = (
        each for each in combinations(emojis=emojis) if (each[0], each[1], each[3]) == ("proper", "formal", "full")
    )
    return draw_among(chance, used, proper)


def draw_among(chance: Chance, used: Iterable[WritingStyle], allowed: Iterable[Combination]) -> WritingStyle:
    """Draw one of the least used among the allowed combinations, and its rates."""
    counts = dict.fromkeys(allowed, 0)
    for each in map(combination, used):
        if each in counts:
            counts[each] += 1
    fewest = min(counts.values())
    capitals, punctuation, emoji, abbreviation, length = chance.choice(
        [each for each, count in counts.items() if count == fewest]
    )
    return WritingStyle.model_validate(
        {
            "capitalization_style": capitals,
            "punctuation_style": punctuation,
            "typo_rate": round(chance.uniform(*TYPO_RATES), 4),
            "emoji_frequency": emoji,
            "abbreviation_style": abbreviation,
            "sentence_length": length,
            "turkish_char_mistake_rate": round(chance.uniform(*CHARACTER_SLIPS), 4),
        }
    )
