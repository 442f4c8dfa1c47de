"""Whether a message asks something, with or without a question mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from piyasa.language.lexicon import word_list

_PARTICLE: Final = re.compile(r"m[iu](?:y[iu]m|s[iu]n(?:[iu]z)?|y[iu]z|d[iu]r|yd[iu]\w*|ym[iu]s|ydi)?")
# The particle written together with the verb, as people do in a hurry: alırmı, düşermi, oldumu, gelirmisin.
_ATTACHED: Final = re.compile(
    r"\w{2,}(?:[aeiu]r|d[iu]|yor|c[ae]k|var|yok|degil|l[iu]|mis)m[iu](?:s[iu]n(?:[iu]z)?|y[iu]m)?"
)


# What was asked is told: neden düştüğünü açıkladılar, nasıl olacağını gördük, ne zaman alsam düşüyor.
_EMBEDDED: Final = re.compile(r"\w+(?:[dt][iu]g[iu]\w*|[ae]c[ae]g[iu]\w+|s[ae](?:[mnk]|n[iu]z|l[ae]r))|bilm\w+")
_EMBEDS_WITHIN: Final = 3
_ENDS_OPEN: Final = re.compile(r"\w+s[ae][mk]")


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(word_list("words")[name])


def is_question(text: str, words: Sequence[str], language: str) -> bool:
    """Tell whether a message asks: a question mark, a question particle, or a question word in asking use."""
    if "?" in text:
        return True
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    if language == "en":
        begins = bool(words) and words[0] in _phrases("asking_en")
        phrased = bool(pairs & _phrases("asking_phrases_en"))
        return (begins or phrased) and not pairs & _phrases("not_asking_en")
    if any(_is_particle(word) for word in words):
        return True
    if pairs & _phrases("not_asking_phrases"):
        return False
    asking = _phrases("asking")
    places = [index for index, word in enumerate(words) if word in asking or _asks_why(words, index)]
    places += [index for index, pair in enumerate(pairwise(words)) if " ".join(pair) in _phrases("asking_phrases")]
    return any(not _is_embedded(words, index) for index in places)


def _asks_why(words: Sequence[str], index: int) -> bool:
    """``Neden`` is also a cause (``neden olduğu``, ``bu nedenle``)."""
    return words[index] == "neden" and not "".join(words[index + 1 : index + 2]).startswith("ol")


def _is_embedded(words: Sequence[str], index: int) -> bool:
    """Tell whether a question word only begins what is told; at the end of a message it still asks (``ne alsam``)."""
    following = words[index + 1 : index + 1 + _EMBEDS_WITHIN]
    for place, word in enumerate(following, start=index + 1):
        if _EMBEDDED.fullmatch(word) is not None:
            return place + 1 < len(words) or _ENDS_OPEN.fullmatch(word) is None
    return False


@lru_cache(maxsize=8192)
def _is_particle(word: str) -> bool:
    return "m" in word and (_PARTICLE.fullmatch(word) is not None or _ATTACHED.fullmatch(word) is not None)
