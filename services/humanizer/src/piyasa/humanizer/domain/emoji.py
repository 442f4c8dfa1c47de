"""Whether a message gets an emoji, which, and where (behaviour 9.3)."""

from __future__ import annotations

import re
from typing import Final

from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.pieces import Piece, Pieces

BASE: Final = {"none": 0.0, "rare": 0.05, "moderate": 0.15, "frequent": 0.30}
MOST: Final = 0.6
_HAPPY, _THRILLED = 70.0, 80.0
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
    """How likely the message has an emoji, 0..0.6; a persona that uses none never starts to."""
    likely = BASE[manner.style.emoji_frequency]
    if manner.feelings.mood > _HAPPY:
        likely *= 2
    return min(MOST, likely * manner.feelings.excitement / 50)


def with_emoji(pieces: Pieces, manner: Manner, sentiment: float, *, asking: bool, chance: Chance) -> Pieces:
    """Put one emoji (two when thrilled) at the end, after the first clause, or in front."""
    if chance.random() >= emoji_chance(manner):
        return pieces
    count = 2 if manner.feelings.excitement > _THRILLED else 1
    chosen = "".join(_pick(manner, sentiment, asking=asking, chance=chance) for _ in range(count))
    place = chance.choices([name for name, _ in _PLACES], [weight for _, weight in _PLACES])[0]
    if place == "start":
        return (Piece(f"{chosen} "), *pieces)
    if place == "clause":
        placed = _after_clause(pieces, chosen)
        if placed is not None:
            return placed
    return (*pieces, Piece(f" {chosen}"))


def _pick(manner: Manner, sentiment: float, *, asking: bool, chance: Chance) -> str:
    kind = "asking" if asking else "glad" if sentiment > _LEANING else "sad" if sentiment < -_LEANING else "plain"
    usual, own = _KINDS[kind], manner.temperament.signature_emojis
    weights = [1.0] * len(usual) + [_SIGNATURE_WEIGHT] * len(own)
    return chance.choices([*usual, *own], weights)[0]


def _after_clause(pieces: Pieces, chosen: str) -> Pieces | None:
    for index, piece in enumerate(pieces):
        found = None if piece.kept else _CLAUSE.search(piece.text)
        if found is not None:
            text = f"{piece.text[: found.start()]} {chosen}{piece.text[found.start() :]}"
            return (*pieces[:index], Piece(text), *pieces[index + 1 :])
    return None
