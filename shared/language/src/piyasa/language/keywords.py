"""The content words of a message, and the language it is written in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from piyasa.language.lexicon import word_list

KEYWORDS_AT_MOST: Final = 10
"""Of one message (behaviour 8.1)."""
_LETTERS_AT_LEAST: Final = 3
_WORDS_TO_SWITCH: Final = 2


@cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(word_list("words")[f"stop_{language}"])


@cache
def _all_stop_words() -> frozenset[str]:
    return _stop_words("tr") | _stop_words("en")


@cache
def _telling(language: str, other: str) -> frozenset[str]:
    return _stop_words(language) - _stop_words(other)


def keywords_of(words: Sequence[str]) -> tuple[str, ...]:
    """Give up to ten folded content words in the order of their first use, without repetition."""
    stop = _all_stop_words()
    content = (word for word in words if len(word) >= _LETTERS_AT_LEAST and word not in stop and not word[0].isdigit())
    return tuple(dict.fromkeys(content))[:KEYWORDS_AT_MOST]


def language_of(words: Sequence[str], assumed: str) -> str:
    """Tell Turkish (``tr``) from English (``en``) by function words; in doubt the assumed language stands."""
    turkish = len(_telling("tr", "en").intersection(words))
    english = len(_telling("en", "tr").intersection(words))
    if assumed == "tr" and english >= _WORDS_TO_SWITCH and english > 2 * turkish:
        return "en"
    if assumed == "en" and turkish >= _WORDS_TO_SWITCH and turkish > 2 * english:
        return "tr"
    return assumed
