"""Texts read through their disguises: look-alikes, invisible signs, spaced or repeated letters, digits as letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_LOOK_ALIKE: Final = str.maketrans(
    "ßавекмнорстухіїјѕԁԛԝһӏьёαβεηικνορτυχγωςłøđɡɑɩıᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "babekmhopctyxiijsdqwhlbeabenikvoptuxywslodgaiiabcdefghijklmnoprstuvwyz",  # pragma: allowlist secret
)
_DRAWN: Final = {"🤖": " robot ", "👨": " insan ", "👩": " insan ", "🧑": " insan "}
_ENCLOSED: Final = ((0x1F130, 26), (0x1F150, 26), (0x1F170, 26), (0x1F1E6, 26))
_DIGIT_LETTERS: Final = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
_SIGNS: Final = (
    dict.fromkeys("'’ʼ‘`´", "")
    | dict.fromkeys(".!;:\n¡", ".")
    | dict.fromkeys("?¿؟？", "?")
    | dict.fromkeys("%٪", "%")
    | dict.fromkeys("*_~|^·•", "\x01")
    | {sign: sign for sign in ",-@$#/+"}
)

# Letters apart, then a wider gap, then more letters apart: h e m e n  a l
_SPACED: Final = re.compile(
    r"(?<![^\W_])(?:[a-z][ .,/\x01-][a-z](?![^\W_]) {2,3})?[a-z](?:[ .,/\x01-][a-z](?![^\W_])){2,}"
    r"(?: {2,3}[a-z](?:[ .,/\x01-][a-z](?![^\W_]))+)*"
)
_LETTER_APART: Final = re.compile(r"[ .,/\x01-][a-z][ .,/\x01-]")
"""What every spaced word holds."""
_INITIALS: Final = re.compile(r"(?<![^\W_])[a-z](?:\.[a-z](?![^\W_]))+\.?")
_SEPARATOR: Final = re.compile(r"(?<! )[ .,/\x01-](?! )")
_INSIDE: Final = re.compile(r"(?<=[a-z])\x01+(?=[a-z])|(?<=\d)[.,](?=\d)")
_LETTER_LIKE: Final = re.compile(
    r"(?<=[a-z])[013457@$](?=[a-z])|(?<=[a-z]{2})@(?![a-z0-9])|(?<![a-z0-9.,])[01](?=[a-z]{3})"
)
_DIGIT: Final = re.compile(r"[013457@$]")
_REPEATED: Final = re.compile(r"([a-z])\1{2,}|([a-z])(?<!\bal)(?<!\bsel)(?<!\bfre)\2(?![a-z])")
_GAPS: Final = re.compile(r"(?:[\s,/\x01-]|\.{2,})+")
_WIDE_GAPS: Final = re.compile(r"(?:[\s,/\x01-]|\.{2,}){2,}|\.{2,}|^[\s,/\x01-]|[\s,/\x01-]$(?!\n)")
_NEAR: Final = 240
"""Characters; what stands farther away does not change what a phrase means, and a flood of words stays cheap."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as it sounds: ``a-z``, digits, ``@ # $ % +``, single spaces, and ``.`` or ``?`` where a sentence ends."""

    text: str
    origin: tuple[int, ...]
    """For each character, where in the original text it stood."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a stretch of the plain text into one of the original."""
        return (self.origin[start], self.origin[end - 1] + 1) if start < end else (0, 0)

    def sentence_around(self, start: int, end: int) -> tuple[int, int]:
        """Find the sentence that holds a stretch, its closing sign included, as far as it is near."""
        first, last = max(0, start - _NEAR), min(len(self.text), end + _NEAR)
        begin = max(self.text.rfind(".", first, start) + 1, self.text.rfind("?", first, start) + 1, first)
        closings = [at for sign in ".?" if (at := self.text.find(sign, end, last)) >= 0]
        return begin, (min(closings) + 1 if closings else last)

    def before(self, start: int) -> str:
        """Give the text just before a place."""
        return self.text[max(0, start - _NEAR) : start]

    def sentence(self, start: int, end: int) -> str:
        """Give the sentence that holds a stretch."""
        return self.text[slice(*self.sentence_around(start, end))]


# Enough for the guards that look at one text in a row, and few: what people wrote must not outlive its forgetting here.
@lru_cache(maxsize=64)
def undisguise(text: str) -> Plain:
    """Read a text as a person would hear it."""
    signs = list(map(_as_heard, text))
    heard = "".join(signs)
    origin = range(len(text)) if len(heard) == len(text) and all(signs) else _origin(signs)
    plain = Plain(heard, tuple(origin))
    plain = _without(plain, _spacing_of_letters(plain.text))
    plain = _with_letters_for_digits(plain)
    plain = _without(plain, _repetitions(plain.text))
    return _with_single_spaces(plain)


def _origin(signs: Iterable[str]) -> Iterable[int]:
    return [index for index, heard in enumerate(signs) for _ in heard]


@lru_cache(maxsize=4096)
def _as_heard(character: str) -> str:
    if character in _SIGNS or character in _DRAWN:
        return _SIGNS.get(character) or _DRAWN.get(character, "")
    if character.isspace():
        return " "
    code = ord(character)
    for first, count in _ENCLOSED:
        if first <= code < first + count:
            return chr(ord("a") + code - first)
    if unicodedata.category(character) in {"Mn", "Cf", "Cc"}:
        return ""
    spelt = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", character).replace("İ", "i").lower())
    letters = "".join(sign for sign in spelt if sign.isalnum()).translate(_LOOK_ALIKE)
    return letters or " "


def _spacing_of_letters(text: str) -> Iterable[int]:
    if _LETTER_APART.search(text) is not None:
        for run in _SPACED.finditer(text):
            yield from (run.start() + found.start() for found in _SEPARATOR.finditer(run[0]))
    if "." in text:
        for initials in _INITIALS.finditer(text):
            yield from (at for at in range(*initials.span()) if text[at] == ".")
    for inside in _INSIDE.finditer(text):
        yield from range(inside.start(), inside.end())


def _repetitions(text: str) -> Iterable[int]:
    for run in _REPEATED.finditer(text):
        yield from range(run.start() + 1, run.end())


def _with_letters_for_digits(plain: Plain) -> Plain:
    if _DIGIT.search(plain.text) is None:
        return plain
    text = _LETTER_LIKE.sub(lambda found: _DIGIT_LETTERS[found[0]], plain.text)
    return plain if text == plain.text else Plain(text, plain.origin)


def _with_single_spaces(plain: Plain) -> Plain:
    origin = list(plain.origin)
    for gap in reversed(list(_WIDE_GAPS.finditer(plain.text))):
        start, end = gap.span()
        del origin[start if start == 0 or end == len(plain.text) else start + 1 : end]
    text = _GAPS.sub(" ", plain.text).strip(" ")
    return Plain(text, tuple(origin))


def _without(plain: Plain, positions: Iterable[int]) -> Plain:
    dropped = set(positions)
    if not dropped:
        return plain
    kept = [at for at in range(len(plain.text)) if at not in dropped]
    return Plain("".join(plain.text[at] for at in kept), tuple(plain.origin[at] for at in kept))
