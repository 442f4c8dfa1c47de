"""Turkish case suffixes by vowel harmony, for names as they are spoken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from piyasa.language import tr_lower

Case = Literal["loc", "abl", "dat", "acc", "gen", "ins"]
CASES: Final[frozenset[str]] = frozenset({"loc", "abl", "dat", "acc", "gen", "ins"})

_VOWELS: Final = "aeıioöuü"
_FRONT: Final = "eiöü"
_HARD: Final = "fstkçşhp"
_CLOSE: Final = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}
_SPELLED_AT_MOST: Final = 3
_DIGITS: Final = {
    "0": "sıfır",
    "1": "bir",
    "2": "iki",
    "3": "üç",
    "4": "dört",
    "5": "beş",
    "6": "altı",
    "7": "yedi",
    "8": "sekiz",
    "9": "dokuz",
}
_ROUND: Final = {"100": "yüz", "50": "elli", "30": "otuz", "10": "on", "20": "yirmi"}


@dataclass(frozen=True, slots=True)
class Name:
    """A thing talked about: how it is written, how it sounds, and whether suffixes take an apostrophe."""

    text: str
    spoken: str
    proper: bool = False

    def in_case(self, case: str | None) -> str:
        """Write the name in a case; None is the plain form. Raises ``KeyError`` for an unknown case."""
        if case is None:
            return self.text
        return f"{self.text}{chr(39) if self.proper else ''}{suffix(self.spoken, case)}"


def common(text: str) -> Name:
    """A common noun or a phrase that ends in one."""
    return Name(text, tr_lower(text))


def ticker(symbol: str) -> Name:
    """An instrument's code: read as a word when it can be, else letter by letter."""
    return Name(symbol, _spoken(symbol), proper=True)


def suffix(spoken: str, case: str) -> str:
    """The suffix that a spoken word takes in a case, without apostrophe."""
    vowel = next((letter for letter in reversed(spoken) if letter in _VOWELS), "e")
    open_vowel = "e" if vowel in _FRONT else "a"
    close = _CLOSE[vowel]
    ends_open = spoken[-1:] in _VOWELS
    stop = "t" if spoken[-1:] in _HARD else "d"
    forms = {
        "loc": stop + open_vowel,
        "abl": f"{stop}{open_vowel}n",
        "dat": ("y" if ends_open else "") + open_vowel,
        "acc": ("y" if ends_open else "") + close,
        "gen": f"{'n' if ends_open else ''}{close}n",
        "ins": f"{'y' if ends_open else ''}l{open_vowel}",
    }
    return forms[case]


def _spoken(symbol: str) -> str:
    digits = symbol[len(symbol.rstrip("0123456789")) :]
    if digits:
        return _ROUND.get(digits.lstrip("0"), _DIGITS[digits[-1]])
    sound = symbol.lower()
    if len(sound) > _SPELLED_AT_MOST and any(letter in _VOWELS for letter in sound):
        return sound
    return sound if sound[-1] in _VOWELS else f"{sound}e"
