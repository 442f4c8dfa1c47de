"""One comparable form for every spelling of the same words: lower case, bare Latin letters, single spaces."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Zero-width and directional characters, soft hyphen, byte order mark: nobody sees them, so nothing may hang on them.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_MARKS: Final = re.compile("[\u0300-\u036f]")
_CONTRACTION: Final = re.compile(r"(?<=n)['’ʼ](?=t\b)")
_SUFFIX: Final = re.compile(r"(?<=\w)['’ʼ]\w+")
_UNSPOKEN: Final = re.compile(r"[\W_]+")
_APOSTROPHES: Final = ("'", "’", "ʼ")


def tidy(text: str) -> str:
    """Compose to NFC and drop the invisible characters; what a reader sees stays as it is."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def bare(text: str) -> str:
    """Lower-case and reduce letters to their Latin base (ç to c, ı to i, â to a); spaces and signs stay."""
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFD", _INVISIBLE.sub("", text)).replace("İ", "I").lower()
    unmarked = _MARKS.sub("", unicodedata.normalize("NFD", lowered)).replace("ı", "i")
    return unicodedata.normalize("NFC", unmarked)


def fold(text: str) -> str:
    """Give the form in which words are looked up.

    Lower case without Turkish letters, single spaces, and no suffix after an apostrophe (``THYAO'da`` gives
    ``thyao``). English contractions keep their negation (``don't`` gives ``dont``). Folding twice changes nothing.
    """
    plain = bare(text)
    if any(sign in plain for sign in _APOSTROPHES):
        plain = _SUFFIX.sub("", _CONTRACTION.sub("", plain))
    return " ".join(plain.split())


def normal_form(text: str) -> str:
    """Give the form in which two messages are compared: folded, without punctuation and emoji."""
    return spoken(fold(text))


def spoken(folded: str) -> str:
    """Keep the words and numbers of a folded text.

    A text of signs alone stays as it is; otherwise every lone emoji would equal every other.
    """
    return _UNSPOKEN.sub(" ", folded).strip() or folded


def same_text(first: str, second: str) -> bool:
    """Tell whether two messages say the same words, whatever their casing, letters, signs and emoji."""
    return normal_form(first) == normal_form(second)
