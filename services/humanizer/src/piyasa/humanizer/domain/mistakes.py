"""Typing mistakes on a Turkish keyboard (behaviour 9.3)."""

from __future__ import annotations

from typing import Final

from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.pieces import Pieces, changed, each_word
from piyasa.language import protected_spans

ROWS: Final = ("qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç")
MOST: Final = 0.09
_SHORTEST: Final = 4
_STRESSED, _TIRED = 70.0, 30.0
_WHEN_STRESSED, _WHEN_TIRED = 2.0, 1.5
_SLIPS: Final = dict(zip("ışğüöçİŞĞÜÖÇ", "isguocISGUOC", strict=True))


def typo_rate(manner: Manner) -> float:
    """The share of words that are mistyped: habit, raised by stress and tiredness, at most 0.09.

    Stress makes mistakes even where habit makes none; of the two rates the higher one counts.
    """
    rate = manner.style.typo_rate
    if manner.feelings.stress > _STRESSED:
        rate *= _WHEN_STRESSED
    if manner.feelings.energy < _TIRED:
        rate *= _WHEN_TIRED
    return min(MOST, max(rate, manner.modifiers.typo_probability))


def mistyped(pieces: Pieces, rate: float, chance: Chance) -> tuple[Pieces, list[str]]:
    """Mistype words of four letters and more; also returns the words as they were meant."""
    meant: list[str] = []

    def change(word: str) -> str:
        if len(word) < _SHORTEST or chance.random() >= rate:
            return word
        written = _mistake(word, chance)
        if written == word or protected_spans(written):
            return word  # one letter beside, alınıyor becomes alımıyor: a slip must not say the opposite
        meant.append(word)
        return written

    return each_word(pieces, change), meant


def slipped(pieces: Pieces, rate: float, chance: Chance) -> Pieces:
    """Write a Turkish letter without its sign, letter by letter."""
    if rate <= 0:
        return pieces
    return changed(
        pieces,
        lambda text: "".join(_SLIPS[sign] if sign in _SLIPS and chance.random() < rate else sign for sign in text),
    )


def _mistake(word: str, chance: Chance) -> str:
    """Swap two neighbours, double a letter, leave one out, or hit the key beside; never the first letter."""
    at = 1 + int(chance.random() * (len(word) - 2))
    kind = chance.choice(("swap", "double", "skip", "beside"))
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "double":
        return word[: at + 1] + word[at] + word[at + 1 :]
    if kind == "skip":
        return word[:at] + word[at + 1 :]
    return word[:at] + _beside(word[at], chance) + word[at + 1 :]


def _beside(letter: str, chance: Chance) -> str:
    for row in ROWS:
        at = row.find(letter)
        if at >= 0:
            return chance.choice([row[near] for near in (at - 1, at + 1) if 0 <= near < len(row)])
    return letter
