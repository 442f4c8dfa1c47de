"""When a persona is reminded of who it is, and in which words (behaviour 2.5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from piyasa.generator.domain.prompt.words import Words, words_of
from piyasa.projections.directory.state import Bot, Stance

NOTE_AT_MOST: Final = 300
"""Characters of the note."""
STANCES_TOLD: Final = 2
_LEANING_FROM: Final = 0.2


def is_due(bot: Bot, *, sent_since: int, now: datetime, messages: int, every: timedelta) -> bool:
    """Whether a reminder is due: never given, so many messages or so long ago, or about another character.

    A persona whose night has passed since is reminded too: what is done once a night is done with it.
    """
    if bot.refreshed_at is None or bot.refreshed_revision != bot.persona_revision:
        return True
    return sent_since >= messages or now - bot.refreshed_at >= every


def note_of(bot: Bot, language: str = "tr") -> str:
    """Tone, style, the two firmest stances and one thing it never does; at most ``NOTE_AT_MOST`` characters."""
    persona, words = bot.persona, words_of(language)
    firmest = sorted(bot.stances.values(), key=lambda stance: (-stance.confidence, stance.topic))[:STANCES_TOLD]
    parts = [
        words.refresh.tone.format(tone=persona.tone) if persona.tone else "",
        words.refresh.styles[persona.style.formality],
        *(_told(stance, words) for stance in firmest),
        words.refresh.never.format(never=persona.never_do[0]) if persona.never_do else "",
    ]
    note = ""
    for part in parts:
        longer = f"{note}; {part}" if note and part else note or part
        if len(longer) <= NOTE_AT_MOST:
            note = longer
    return note


def _told(stance: Stance, words: Words) -> str:
    hopeful, neutral, careful = words.refresh.leans
    lean = neutral if abs(stance.direction) < _LEANING_FROM else hopeful if stance.direction > 0 else careful
    return lean.format(topic=words.refresh.called(stance.topic))
