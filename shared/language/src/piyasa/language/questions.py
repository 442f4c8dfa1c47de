"""Whether a message asks something, with or without a question mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from piyasa.language.lexicon import word_list

_PARTICLE: Final = re.compile(r"m[iu](?:y[iu]m|s[iu]n(?:[iu]z)?|y[iu]z|d[iu]r|yd[iu]\w*|ym[iu]s|ydi)?")
# The particle written together with the verb, as people do in a hurry: alırmı, düşermi, oldumu, gelirmisin.
_ATTACHED: Final = re.compile(
    r"\w{2,}(?:[aeiu]r|d[iu]|yor|c[ae]k|var|yok|degil|l[iu]|mis)m[iu](?:s[iu]n(?:[iu]z)?|y[iu]m)?"
)


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(word_list("words")[name])


def is_question(text: str, words: Sequence[str], language: str) -> bool:
    """Tell whether a message asks: a question mark, a question particle, or a question word in asking use."""
    if "?" in text:
        return True
    if language == "en":
        return bool(words) and words[0] in _phrases("asking_en")
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    if pairs & _phrases("asking_phrases") or any(_is_particle(word) for word in words):
        return True
    if "neden" in words and not any(pair.startswith("neden ol") for pair in pairs):
        return True
    return bool(_phrases("asking").intersection(words)) and not pairs & _phrases("not_asking_phrases")


def _is_particle(word: str) -> bool:
    return "m" in word and (_PARTICLE.fullmatch(word) is not None or _ATTACHED.fullmatch(word) is not None)
