"""When a persona is reminded of who it is, and in which words (behaviour 2.5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from piyasa.generator.domain.memory.wording import spoken_topic
from piyasa.projections.directory.state import Bot, Stance

NOTE_AT_MOST: Final = 300
"""Characters of the note."""
STANCES_TOLD: Final = 2
_STYLES: Final = {"casual": "rahat yaz", "neutral": "düz yaz", "formal": "resmî yaz"}
_LEANING_FROM: Final = 0.2


def is_due(bot: Bot, *, sent_since: int, now: datetime, messages: int, every: timedelta) -> bool:
    """Whether a reminder is due: never given, so many messages or so long ago, or about another character.

    A persona whose night has passed since is reminded too: what is done once a night is done with it.
    """
    if bot.refreshed_at is None or bot.refreshed_revision != bot.persona_revision:
        return True
    return sent_since >= messages or now - bot.refreshed_at >= every


def note_of(bot: Bot) -> str:
    """Tone, style, the two firmest stances and one thing it never does; at most ``NOTE_AT_MOST`` characters."""
    persona = bot.persona
    firmest = sorted(bot.stances.values(), key=lambda stance: (-stance.confidence, stance.topic))[:STANCES_TOLD]
    parts = [
        f"Üslubun: {persona.tone}" if persona.tone else "",
        _STYLES[persona.style.formality],
        *(_told(stance) for stance in firmest),
        f"asla yapmazsın: {persona.never_do[0]}" if persona.never_do else "",
    ]
    note = ""
    for part in parts:
        longer = f"{note}; {part}" if note and part else note or part
        if len(longer) <= NOTE_AT_MOST:
            note = longer
    return note


def _told(stance: Stance) -> str:
    if abs(stance.direction) < _LEANING_FROM:
        return f"{spoken_topic(stance.topic)} konusunda tarafsızsın"
    return f"{spoken_topic(stance.topic)} konusunda {'olumlu' if stance.direction > 0 else 'temkinli'} bakıyorsun"
