"""What a persona's mood is called, and how it takes what was said to it (behaviour 2.3)."""

from __future__ import annotations

from typing import Final, Literal

from piyasa.projections.emotions.state import Feelings

Mood = Literal["stressed", "excited", "cheerful", "curious", "lively", "tired", "low", "unsure", "calm"]
Attitude = Literal["consoling", "questioning", "plain"]
CONSOLED_BELOW, QUESTIONED_ABOVE = -0.3, 0.5
"""Sentiment of the target that a supportive persona consoles, and that a sceptical one questions."""
_HIGH: Final[tuple[tuple[str, float, Mood], ...]] = (
    ("stress", 70.0, "stressed"),
    ("excitement", 80.0, "excited"),
    ("mood", 70.0, "cheerful"),
    ("curiosity", 75.0, "curious"),
    ("energy", 75.0, "lively"),
)
_LOW: Final[tuple[tuple[str, float, Mood], ...]] = (
    ("energy", 30.0, "tired"),
    ("mood", 35.0, "low"),
    ("confidence", 30.0, "unsure"),
)


def mood_of(feelings: Feelings) -> Mood:
    """The one mood in which a persona is."""
    for dimension, above, mood in _HIGH:
        if getattr(feelings, dimension) > above:
            return mood
    return next((mood for dimension, below, mood in _LOW if getattr(feelings, dimension) < below), "calm")


def attitude_to(sentiment: float, reaction_style: str, *, of_market: bool) -> Attitude:
    """How a line of this sentiment is taken; thanks and greetings, which are not ``of_market``, give no doubt."""
    if reaction_style == "supportive" and sentiment < CONSOLED_BELOW:
        return "consoling"
    if reaction_style == "sceptical" and sentiment > QUESTIONED_ABOVE and of_market:
        return "questioning"
    return "plain"
