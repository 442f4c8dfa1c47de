"""Draws a writing style for a persona that has none; the same for the same persona, for good."""

from __future__ import annotations

from typing import Final

from piyasa.contracts.persona import Style, WritingStyle
from piyasa.humanizer.domain.chance import Chance

_LEAST_TYPOS, _MOST_TYPOS, _MOST_SLIPS = 0.003, 0.03, 0.02
_CAPITALS: Final = ("proper", "lowercase", "random")
_SIGNS: Final = ("formal", "minimal", "excessive")
_EMOJI: Final = ("none", "rare", "moderate", "frequent")
_SENTENCES: Final = ("short", "medium", "long")


def drawn_style(chance: Chance, told: Style) -> WritingStyle:
    """A style by chance, within what the persona is told (behaviour 9.1)."""
    formal = told.formality == "formal"
    drawn = {
        "capitalization_style": chance.choice(_CAPITALS),
        "punctuation_style": chance.choice(_SIGNS),
        "typo_rate": round(chance.uniform(_LEAST_TYPOS, _MOST_TYPOS), 4),
        "emoji_frequency": chance.choice(_EMOJI),
        "abbreviation_style": chance.choice(("full", "casual")),
        "sentence_length": chance.choice(_SENTENCES),
        "turkish_char_mistake_rate": round(chance.uniform(0.0, _MOST_SLIPS), 4),
    }
    if formal:
        drawn |= {"capitalization_style": "proper", "punctuation_style": "formal", "abbreviation_style": "full"}
    if not told.emojis:
        drawn["emoji_frequency"] = "none"
    return WritingStyle.model_validate(drawn)
