"""The part a persona plays in a chat, told by its character."""

from __future__ import annotations

from typing import Final, Literal

from piyasa.projections.directory.state import Bot

Role = Literal["teacher", "newcomer", "fast", "steady", "member"]
_KNOWS_FROM, _KNOWS_LITTLE_TO = 0.8, 0.5
_UNSURE_BELOW: Final = 42.0
_CONFIDENT: Final = 50.0


def role_of(bot: Bot) -> Role:
    """Whether it explains, asks, hurries, waits, or simply takes part."""
    persona = bot.persona
    knows = max(persona.expertise.values(), default=0.6)
    confidence = bot.emotion_profile.baseline.get("confidence", _CONFIDENT)
    if confidence < _UNSURE_BELOW or knows < _KNOWS_LITTLE_TO:
        return "newcomer"
    if knows >= _KNOWS_FROM and persona.style.length_preference == "long":
        return "teacher"
    return "fast" if persona.tempo == "fast" else "steady" if persona.tempo == "slow" else "member"
