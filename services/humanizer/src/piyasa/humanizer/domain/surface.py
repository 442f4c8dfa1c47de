"""Capital letters, punctuation and shortcuts, as a persona writes them (behaviour 9.3)."""

from __future__ import annotations

import re
from typing import Final

from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.pieces import Piece, Pieces, changed, each_word, ending, with_ending
from piyasa.language import tr_capitalize, tr_lower, tr_upper

FLIP_RATE: Final = 0.3
DROP_RATE: Final = 0.4
REPEAT_RATE: Final = 0.5
SHORTCUT_RATE: Final = 0.3
_LIGHT_SIGN: Final = re.compile(r"(?<!\.)[,.;:](?=\s|$)")
_FIGURES: Final = frozenset({"number", "percent", "price", "date", "time"})
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
_PAIRS: Final = (
    (re.compile(r"\b([Bb])ir şey\b"), r"\1işey"),
    (re.compile(r"\b([Bb])iliyor musun\b"), r"\1iliyo musun"),
)
_ENDING: Final = re.compile(r"(\w{2,}[ıiuü])yorum")
_LOOSE_NOT: Final = {"değil": "deil", "Değil": "Deil"}
"""The one negation that people write loosely without losing its sense."""


def capitalised(pieces: Pieces, style: str, chance: Chance, *, turkish: bool = True) -> Pieces:
    """Proper stays as it is, lowercase lowers all, random flips first letters; Turkish by its own rules.

    A letter whose other case is another letter (the micro sign's is Greek) keeps its own.
    """
    if style == "lowercase":
        return changed(pieces, tr_lower if turkish else str.lower)
    if style == "random":
        flip = _flipped if turkish else _flipped_plainly
        return each_word(pieces, lambda word: flip(word) if chance.random() < FLIP_RATE else word)
    return pieces


def punctuated(pieces: Pieces, manner: Manner, chance: Chance) -> Pieces:
    """Minimal drops light signs, excessive repeats the last one; a question keeps its mark."""
    style = manner.style.punctuation_style
    if style == "minimal":
        before = ("", *(piece.kept for piece in pieces))
        after = (*(piece.text[:1] for piece in pieces[1:]), "")
        return tuple(
            piece if piece.kept else Piece(_lightened(piece.text, following, chance, after_figure=kind in _FIGURES))
            for piece, kind, following in zip(pieces, before, after, strict=False)
        )
    return _excessive(pieces, manner, chance) if style == "excessive" else pieces


def _lightened(text: str, following: str, chance: Chance, *, after_figure: bool) -> str:
    """Drop light signs.

    One that touches what is protected belongs to it, as in ``saat:14.30``; one after a figure keeps it apart from what
    comes next, as in ``10, %5`` and ``5. Kasım``.
    """

    def drop(sign: re.Match[str]) -> str:
        apart = after_figure and sign.start() == 0
        touches = sign.end() == len(text) and following and not following.isspace()
        return sign[0] if apart or touches or chance.random() >= DROP_RATE else ""

    return _LIGHT_SIGN.sub(drop, text)


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
    return f"{bare[:-1]}!" if bare.endswith(".") and not bare.endswith("..") else text


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
    return pair.sub(lambda found: found.expand(short) if chance.random() < SHORTCUT_RATE else found[0], text)


def _shortcut(word: str, chance: Chance) -> str:
    lower = tr_lower(word)
    short = _WHOLE.get(lower)
    if short is None:
        found = _ENDING.fullmatch(lower) if lower.endswith("yorum") else None
        short = f"{found[1]}yom" if found else None
    if short is None or chance.random() >= SHORTCUT_RATE:
        return word
    return short if word == lower else tr_capitalize(short)


def _flipped(word: str) -> str:
    first = word[0]
    other = tr_lower(first) if tr_upper(first) == first else tr_upper(first)
    return (other if tr_lower(other) == tr_lower(first) else first) + word[1:]


def _flipped_plainly(word: str) -> str:
    first = word[:1]
    other = first.swapcase()
    return (other if other.lower() == first.lower() else first) + word[1:]
