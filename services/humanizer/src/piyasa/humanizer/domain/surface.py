"""Capital letters, punctuation and shortcuts, as a persona writes them (behaviour 9.3)."""

from __future__ import annotations

import re
from typing import Final

from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.pieces import Piece, Pieces, changed, each_word, ending, with_ending
from piyasa.language import tr_lower, tr_upper

FLIP_RATE: Final = 0.3
DROP_RATE: Final = 0.4
REPEAT_RATE: Final = 0.5
SHORTCUT_RATE: Final = 0.3
_DROPPED: Final = re.compile(r"[,.;:](?=\s|$)")
_WHOLE: Final = {
    "olacak": "olcak",
    "yapıyor": "yapıyo",
    "geliyor": "geliyo",
    "gidiyor": "gidiyo",
    "oluyor": "oluyo",
    "herhalde": "heralde",
    "tamam": "tmm",
    "selam": "slm",
    "nasılsın": "nslsn",
}
_PAIRS: Final = ((re.compile(r"\bbir şey\b"), "bişey"), (re.compile(r"\bbiliyor musun\b"), "biliyo musun"))
_ENDING: Final = re.compile(r"^(\w{2,})([ıiuü])yorum$")
_LOOSE_NOT: Final = {"değil": "deil"}
"""The one negation that people write loosely without losing its sense."""


def capitalised(pieces: Pieces, style: str, chance: Chance) -> Pieces:
    """Proper stays as it is, lowercase lowers all, random flips first letters; by Turkish rules."""
    if style == "lowercase":
        return changed(pieces, tr_lower)
    if style == "random":
        return each_word(pieces, lambda word: _flipped(word) if chance.random() < FLIP_RATE else word)
    return pieces


def punctuated(pieces: Pieces, manner: Manner, chance: Chance) -> Pieces:
    """Minimal drops light signs, excessive repeats the last one; a question keeps its mark."""
    style = manner.style.punctuation_style
    if style == "minimal":
        return changed(pieces, lambda text: _DROPPED.sub(lambda sign: _dropped(sign[0], chance), text))
    return _excessive(pieces, manner, chance) if style == "excessive" else pieces


def _excessive(pieces: Pieces, manner: Manner, chance: Chance) -> Pieces:
    if ending(pieces) == "." and chance.random() < manner.modifiers.exclamation_probability:
        pieces = with_ending(pieces, _exclaimed)
    sign = ending(pieces)
    if sign in {"!", "?"} and chance.random() < REPEAT_RATE:
        more = sign * chance.choice((1, 2))
        return with_ending(pieces, lambda text: f"{text.rstrip()}{more}")
    return pieces


def _exclaimed(text: str) -> str:
    bare = text.rstrip()
    return f"{bare[:-1]}!" if bare.endswith(".") else text


def shortened_words(pieces: Pieces, chance: Chance) -> Pieces:
    """Everyday shortcuts, each with its own chance, whole words only."""
    pieces = tuple(_loosened(piece, chance) for piece in pieces)
    for pair, short in _PAIRS:
        pieces = changed(pieces, lambda text, pair=pair, short=short: _replaced(text, pair, short, chance))  # type: ignore[misc]
    return each_word(pieces, lambda word: _shortcut(word, chance))


def _loosened(piece: Piece, chance: Chance) -> Piece:
    loose = _LOOSE_NOT.get(piece.text) if piece.kept == "negation" else None
    return piece if loose is None or chance.random() >= SHORTCUT_RATE else Piece(loose, piece.kept)


def _replaced(text: str, pair: re.Pattern[str], short: str, chance: Chance) -> str:
    return pair.sub(lambda found: short if chance.random() < SHORTCUT_RATE else found[0], text)


def _shortcut(word: str, chance: Chance) -> str:
    short = _WHOLE.get(word)
    if short is None:
        found = _ENDING.match(word)
        short = f"{found[1]}{found[2]}yom" if found else None
    return short if short is not None and chance.random() < SHORTCUT_RATE else word


def _dropped(sign: str, chance: Chance) -> str:
    return "" if chance.random() < DROP_RATE else sign


def _flipped(word: str) -> str:
    first = word[0]
    return (tr_lower(first) if tr_upper(first) == first else tr_upper(first)) + word[1:]
