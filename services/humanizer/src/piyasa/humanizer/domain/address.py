"""How the one who is answered is addressed: ``siz`` or ``sen``, and by name (behaviour 5.4, 9.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from piyasa.humanizer.domain.pieces import Pieces, each_word
from piyasa.language import tr_capitalize, tr_lower

_SIZ: Final = {
    "sen": "siz",
    "seni": "sizi",
    "sana": "size",
    "sende": "sizde",
    "senden": "sizden",
    "sence": "sizce",
    "seninle": "sizinle",
    "senle": "sizle",
}
_SEN: Final = {polite: close for close, polite in _SIZ.items()}
_STEM: Final = r"(?:\w+yor|\w{2,}[ae]c[ae]k|\w{2,}m[ıiuü]ş|\w{2,}[ıiuüae]r|nası|haklı|m[ıiuü])l?s[ıiuü]n"
_CLOSE: Final = re.compile(_STEM)
_POLITE: Final = re.compile(rf"{_STEM}[ıiuü]z")
_SECOND_PERSON: Final = re.compile(r"\w+(?:s[ıiuü]n|[dt][ıiuü]n|s[ae]n)(?:[ıiuü]z)?|\w+y[ıiuü]n[ıiuü]z|s[ei][nz]in")
"""What may speak to somebody; where one such word cannot be turned, nothing is: halves would not fit each other."""
_ADDRESS_NOBODY: Final = frozenset(
    {"altın", "kadın", "metin", "bütün", "satın", "insan", "lisan", "nisan", "üstün", "kesin", "olsun", "neden", "uzun"}
)
_NAME: Final = re.compile(r"[^\W\d_]{2,20}")


class _Stuck(Exception):
    """A word speaks to somebody in a form that cannot be turned."""


def politely(pieces: Pieces) -> Pieces:
    """Turn ``sen`` into ``siz``, where every word that says so can be turned; otherwise change nothing."""
    return _turned(pieces, _to_siz)


def closely(pieces: Pieces) -> Pieces:
    """Turn ``siz`` into ``sen``, where every word that says so can be turned; otherwise change nothing."""
    return _turned(pieces, _to_sen)


def first_name(name: str) -> str | None:
    """What somebody is called, if the first word of the name can be one."""
    words = name.split(maxsplit=1)
    return tr_capitalize(words[0]) if words and _NAME.fullmatch(words[0]) else None


def addresses(text: str, name: str) -> bool:
    """Whether a message already names its addressee, or anybody."""
    return "@" in text or tr_lower(name) in tr_lower(text)


def _turned(pieces: Pieces, turn: Callable[[str], str | None]) -> Pieces:
    def change(word: str) -> str:
        lower = tr_lower(word)
        other = turn(lower)
        if other is not None:
            return other if word == lower else tr_capitalize(other)
        if _speaks_to_somebody(lower):
            raise _Stuck
        return word

    if any(piece.kept == "negation" and _speaks_to_somebody(tr_lower(piece.text)) for piece in pieces):
        return pieces
    try:
        return each_word(pieces, change)
    except _Stuck:
        return pieces


def _speaks_to_somebody(word: str) -> bool:
    return word not in _ADDRESS_NOBODY and _SECOND_PERSON.fullmatch(word) is not None


def _to_siz(word: str) -> str | None:
    if word in _SIZ:
        return _SIZ[word]
    return f"{word}{word[-2]}z" if _CLOSE.fullmatch(word) else None


def _to_sen(word: str) -> str | None:
    if word in _SEN:
        return _SEN[word]
    return word[:-2] if _POLITE.fullmatch(word) else None
