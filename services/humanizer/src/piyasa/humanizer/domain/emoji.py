"""Whether a message gets an emoji, which, and where (behaviour 9.3)."""

from __future__ import annotations

import re
from typing import Final

from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.pieces import Piece, Pieces, text_of

BASE: Final = {"none": 0.0, "rare": 0.05, "moderate": 0.15, "frequent": 0.30}
MOST: Final = 0.6
_HAPPY, _THRILLED, _NEUTRAL = 70.0, 80.0, 50.0
_WHEN_HAPPY: Final = 2.0
_SIGNATURE_WEIGHT: Final = 3.0
_KINDS: Final = {
    "asking": ("🤔", "🧐", "👀", "🙋"),
    "glad": ("🙂", "👍", "📈", "😊", "☕"),
    "sad": ("😕", "📉", "😬", "🙃"),
    "plain": ("🙂", "☕", "📊", "📝", "👀", "🤷"),
}
_PLACES: Final = (("end", 0.75), ("clause", 0.20), ("start", 0.05))
_CLAUSE: Final = re.compile(r",(?= )")
_LEANING: Final = 0.15


def emoji_chance(manner: Manner) -> float:
    """How likely the message has an emoji, 0..0.6; a persona that uses none never starts to.

    The neutral excitement of 50 changes nothing; the relationship and the plan have a say.
    """
    if not manner.persona.style.emojis:
        return 0.0
    likely = BASE[manner.style.emoji_frequency] * manner.feelings.excitement / _NEUTRAL
    if manner.feelings.mood > _HAPPY:
        likely *= _WHEN_HAPPY
    return min(MOST, likely * manner.effects.emoji * manner.plan.emoji_weight)


def with_emoji(pieces: Pieces, manner: Manner, sentiment: float, *, asking: bool, chance: Chance) -> Pieces:
    """Put one emoji (two when thrilled) at the end, after the first clause, or in front."""
    likely = emoji_chance(manner)
    own = manner.plan.signature_emoji
    if likely <= 0 or (own is None and chance.random() >= likely):
        return pieces
    count = 2 if manner.feelings.excitement > _THRILLED else 1
    chosen = _chosen(manner, count, sentiment, asking=asking, chance=chance)
    if not chosen:
        return pieces
    place = chance.choices([name for name, _ in _PLACES], [weight for _, weight in _PLACES])[0]
    if place == "start":
        return (Piece(f"{chosen} "), *pieces)
    if place == "clause":
        placed = _after_clause(pieces, chosen)
        if placed is not None:
            return placed
    return (*pieces, Piece(chosen if text_of(pieces)[-1:].isspace() else f" {chosen}"))


def _chosen(manner: Manner, count: int, sentiment: float, *, asking: bool, chance: Chance) -> str:
    """Emojis for the mood of the message, each once; there is one of the persona's own at most."""
    signatures = manner.temperament.signature_emojis
    usual = [each for each in _KINDS["asking" if asking else _mood_of(sentiment)] if each not in signatures]
    chosen = [] if manner.plan.signature_emoji is None else [manner.plan.signature_emoji]
    while len(chosen) < count:
        others = [each for each in usual if each not in chosen]
        own = manner.plan.own_emojis if set(chosen).isdisjoint(signatures) else ()
        if not (others or own):
            break
        weights = [1.0] * len(others) + [_SIGNATURE_WEIGHT] * len(own)
        chosen += chance.choices([*others, *own], weights)
    return "".join(chosen)


def _mood_of(sentiment: float) -> str:
    if sentiment > _LEANING:
        return "glad"
    return "sad" if sentiment < -_LEANING else "plain"


def _after_clause(pieces: Pieces, chosen: str) -> Pieces | None:
    for index, piece in enumerate(pieces):
        found = None if piece.kept else _CLAUSE.search(piece.text)
        if found is not None:
            text = f"{piece.text[: found.start()]} {chosen}{piece.text[found.start() :]}"
            return (*pieces[:index], Piece(text), *pieces[index + 1 :])
    return None
