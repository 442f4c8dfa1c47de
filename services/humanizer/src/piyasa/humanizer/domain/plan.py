"""What a message makes of the moment before it is written: mood, openings, signatures, tempo (behaviour 2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from piyasa.contracts.persona import EmotionProfile
from piyasa.humanizer.domain.bounds import clamp
from piyasa.humanizer.domain.chance import Chance
from piyasa.language import fold
from piyasa.projections.emotions.reactions import Mood, attitude_to, mood_of
from piyasa.projections.emotions.state import Feelings

OWN_LINES: Final = 10
"""How many of the persona's newest messages hold at most one signature phrase, and one signature emoji."""
PLAYFUL_WEIGHT: Final = 1.5
REACTION: Final = 0.08
LEAST_TEMPO, MOST_TEMPO = 0.8, 1.25
_TEMPOS: Final = {"fast": 1.15, "normal": 1.0, "slow": 0.87}
_SWAY: Final = 0.12
"""How far full excitement, at a volatility of 1, moves the tempo."""
_CONSOLING: Final[tuple[str, ...]] = (
    "geçmiş olsun,",
    "canın sağ olsun,",
    "üzülme,",
    "seni anlıyorum,",
    "hepimizin başına geliyor,",
    "zor günler,",
    "sıkma canını,",
)
_CONSOLING_POLITE: Final[tuple[str, ...]] = (
    "geçmiş olsun,",
    "sizi anlıyorum,",
    "canınız sağ olsun,",
    "hepimizin başına geliyor,",
)
_QUESTIONING: Final[tuple[str, ...]] = (
    "emin miyiz,",
    "acaba öyle mi,",
    "peki neye dayanarak,",
    "sevinmek için erken sanki,",
    "o kadar da hızlı gitmeyelim,",
    "dur bakalım,",
)
_MOODS: Final[Mapping[Mood, str]] = {
    "stressed": "gergin",
    "excited": "heyecanlı",
    "cheerful": "keyifli",
    "curious": "meraklı",
    "lively": "enerjik",
    "tired": "yorgun",
    "low": "keyifsiz",
    "unsure": "kararsız",
    "calm": "sakin",
}
_REACTIONS: Final[dict[str, tuple[str, ...]]] = {
    "glad": ("👍", "🔥", "👏", "🎉", "❤"),
    "sad": ("😢",),
    "asking": ("🤔", "👀"),
    "plain": ("👍", "👀"),
}
"""From Telegram's fixed list (behaviour 8.5)."""
_REACTIONS_OF: Final = {"playful": ("😁",), "sceptical": ("🤔",)}
_LEANING: Final = 0.3


@dataclass(frozen=True, slots=True)
class Heard:
    """The message that is answered."""

    sentiment: float
    is_question: bool
    of_market: bool = True
    """It names an instrument or a topic: thanks and greetings give no reason for doubt."""


@dataclass(frozen=True, slots=True)
class ReactionPlan:
    """What one message makes of the moment; every field is always there."""

    mood_word: str = "sakin"
    opening: str | None = None
    """Words of comfort or doubt in front."""
    opening_share: float = 1.0
    """How likely they are said: comfort comes with empathy."""
    signature_phrase: str | None = None
    signature_emoji: str | None = None
    tempo_multiplier: float = 1.0
    """Of the typing speed, 0.8..1.25."""
    telegram_reaction: str | None = None
    """What the persona would put under the message it answers."""
    emoji_weight: float = 1.0
    """Of the chance of an emoji."""
    own_emojis: tuple[str, ...] = ()
    """Signature emojis that may be chosen; none when one was used lately."""


def planned(  # noqa: PLR0913 - the temperament, the state, the moment and its chance
    temperament: EmotionProfile,
    feelings: Feelings,
    heard: Heard | None,
    own: Sequence[str],
    *,
    tempo: str,
    polite: bool,
    reactions: bool,
    chance: Chance,
) -> ReactionPlan:
    """Plan one message; ``own`` are the persona's newest messages, ``heard`` the one that is answered."""
    lately = own[-OWN_LINES:]
    emojis = () if _any_in(temperament.signature_emojis, lately) else temperament.signature_emojis
    return ReactionPlan(
        mood_word=mood_word(feelings),
        opening=_opening(temperament.reaction_style, heard, lately, polite=polite, chance=chance),
        opening_share=temperament.empathy if temperament.reaction_style == "supportive" else 1.0,
        signature_phrase=_phrase(temperament, lately, chance),
        signature_emoji=_override(emojis, temperament.phrase_probability, chance),
        tempo_multiplier=tempo_multiplier(temperament, feelings, tempo),
        telegram_reaction=_reaction(temperament.reaction_style, heard, chance) if reactions else None,
        emoji_weight=PLAYFUL_WEIGHT if temperament.reaction_style == "playful" else 1.0,
        own_emojis=emojis,
    )


def mood_word(feelings: Feelings) -> str:
    """The one word for how a persona feels."""
    return _MOODS[mood_of(feelings)]


def tempo_multiplier(temperament: EmotionProfile, feelings: Feelings, tempo: str) -> float:
    """How much faster than usual a persona types, 0.8..1.25: by its tempo, swayed by excitement as it is volatile."""
    sway = _SWAY * temperament.volatility * (feelings.excitement - 50) / 50
    return clamp(_TEMPOS[tempo] * (1 + sway), LEAST_TEMPO, MOST_TEMPO)


def plan_as_values(plan: ReactionPlan) -> Mapping[str, str | float | None]:
    """The plan as a fact records it."""
    return {
        "mood_word": plan.mood_word,
        "opening": plan.opening,
        "signature_phrase": plan.signature_phrase,
        "signature_emoji": plan.signature_emoji,
        "tempo_multiplier": round(plan.tempo_multiplier, 3),
        "telegram_reaction": plan.telegram_reaction,
        "emoji_weight": plan.emoji_weight,
    }


def _opening(style: str, heard: Heard | None, lately: Sequence[str], *, polite: bool, chance: Chance) -> str | None:
    """Comfort or doubt, in words that the persona has not opened with lately."""
    if heard is None:
        return None
    attitude = attitude_to(heard.sentiment, style, of_market=heard.of_market)
    if attitude == "plain":
        return None
    consoling = _CONSOLING_POLITE if polite else _CONSOLING
    words = consoling if attitude == "consoling" else _QUESTIONING
    begun = [fold(text) for text in lately]
    free = [each for each in words if not any(text.startswith(fold(each)[:-1]) for text in begun)]
    return chance.choice(free) if free else None


def _phrase(temperament: EmotionProfile, lately: Sequence[str], chance: Chance) -> str | None:
    phrases = temperament.signature_phrases
    if not phrases or chance.random() >= temperament.phrase_probability:
        return None
    said = [fold(text) for text in lately]
    spent = any(fold(phrase) in text for phrase in phrases for text in said)
    return None if spent else chance.choice(phrases)


def _override(emojis: Sequence[str], likely: float, chance: Chance) -> str | None:
    return chance.choice(emojis) if emojis and chance.random() < likely else None


def _any_in(signs: Sequence[str], lately: Sequence[str]) -> bool:
    return any(sign in text for text in lately for sign in signs)


def _reaction(style: str, heard: Heard | None, chance: Chance) -> str | None:
    if heard is None or chance.random() >= REACTION:
        return None
    if heard.is_question:
        kind = "asking"
    elif heard.sentiment > _LEANING:
        kind = "glad"
    else:
        kind = "sad" if heard.sentiment < -_LEANING else "plain"
    own = _REACTIONS_OF.get(style, ()) if kind in {"glad", "plain"} else ()
    fitting: tuple[str, ...] = (*_REACTIONS[kind], *own)
    return chance.choice(fitting)
