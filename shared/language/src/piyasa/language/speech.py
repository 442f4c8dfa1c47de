"""Which language a text is in, as far as its function words and letters tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from piyasa.language.disguise import undisguise
from piyasa.language.folding import bare
from piyasa.language.lexicon import word_list

Speech = Literal["tr", "en", "other"]

_LETTER: Final = re.compile(r"[^\W\d_]")
_LATIN: Final = re.compile(r"[a-zA-ZçğıöşüÇĞİÖŞÜâîûÂÎÛ]")
_TURKISH_LETTER: Final = re.compile(r"[ğışĞİŞ]")
_TURKISH_ENDING: Final = re.compile(
    r"(?:yor\w*|[dt][iu]r?|m[iu]s\w*|ecek\w*|acak\w*|l[ae]r\w*|[dt][ae]n?|n[iu]n|l[iu]k\w*|s[iu]z|[iu]m|"
    r"m[ae][kz]?|r[iu]z|[iu]nca|s[ae]m?|mal[iu]\w*|mel[iu]\w*)"
)
_WORDS_ENOUGH: Final = 3
_LETTERS_ENOUGH: Final = 4
_MARKS_ENOUGH: Final = 2


def speaks(text: str) -> Speech | None:
    """Tell whether a text is Turkish, English or something else; None when it is too short to say.

    English words of the trade (``stop``, ``long``) in Turkish talk leave it Turkish.
    """
    letters = _LETTER.findall(text)
    foreign = sum(_LATIN.match(letter) is None for letter in letters)
    if foreign >= _LETTERS_ENOUGH and 2 * foreign > len(letters):
        return "other"
    words = re.findall(r"[a-z]+", bare(undisguise(text).text))
    if len(words) < _WORDS_ENOUGH:
        return None
    marks: dict[Speech, int] = {
        language: sum(word in _function_words()[language] for word in words) for language in _ALL
    }
    endings = sum(len(word) > 4 and _TURKISH_ENDING.search(word[3:]) is not None for word in words)  # noqa: PLR2004 - a stem
    marks["tr"] += endings + 2 * bool(_TURKISH_LETTER.search(text))
    likeliest = max(marks, key=lambda language: marks[language])
    return likeliest if marks[likeliest] >= _MARKS_ENOUGH and _leads(marks, likeliest) else None


_ALL: Final[tuple[Speech, ...]] = ("tr", "en", "other")


def _leads(marks: dict[Speech, int], language: Speech) -> bool:
    """Anything but Turkish needs twice its marks: a draft is not to be lost for a borrowed phrase."""
    rivals = [count for other, count in marks.items() if other != language]
    return marks[language] >= (1 if language == "tr" else 2) * max(rivals)


@cache
def _function_words() -> dict[Speech, frozenset[str]]:
    known = word_list("function_words")
    return {language: frozenset(known[language]) for language in _ALL}
