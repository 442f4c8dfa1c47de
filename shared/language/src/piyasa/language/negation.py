"""Turkish and English negation, as words and as verb suffixes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

# The suffix -ma/-me before a tense or person; bare -ma/-me and -madan are left out, being as often nouns.
_VERB: Final = re.compile(
    r"\w+m(?:[iu]yo(?:r\w*|[mnz]|sun\w*|lar\w*)?|[ae]z(?:lar|ler|di\w*|mis\w*|sa\w*|se\w*|sin\w*)?"
    r"|[ae]d[iu](?:m|n|k|lar|ler|niz)?|[ae]y[ae]c[ae]\w*|[ae]mis\w*|[ae]yin(?:iz)?|[ae]m[ae]li\w*|[ae]s[iu]n(?:lar|ler)?|[ae]m)"
)
_NOT_VERBS: Final = frozenset({"tamam", "hamam", "imam", "komedi", "namaz"})
_IMPERATIVES: Final = frozenset(
    {"alma", "satma", "girme", "cikma", "yapma", "etme", "bekleme", "guvenme", "panikleme", "korkma", "uzulme"}
)
_WORDS: Final = frozenset({"degil", "deil", "yok", "yoktu", "yoktur", "asla", "not", "never", "cannot"})
_CONTRACTIONS: Final = frozenset(
    {"dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "wont", "cant", "couldnt", "shouldnt", "wouldnt", "hasnt"}
)
_NEGATING: Final = _WORDS | _CONTRACTIONS | _IMPERATIVES
_ENGLISH: Final = frozenset(
    {"is", "are", "was", "do", "does", "did", "am", "the", "to", "it", "its", "this", "will", "i"}
)
"""In their company ``not`` negates; in Turkish it is a note or a rating."""
_TAGGED: Final = frozenset({"degil", "deil"})


def is_negated_verb(word: str) -> bool:
    """Tell whether a folded word is a verb that carries the Turkish negative suffix."""
    return "m" in word and _VERB.fullmatch(word) is not None and word not in _NOT_VERBS


@lru_cache(maxsize=8192)
def is_negation(word: str) -> bool:
    """Tell whether a folded word negates: a negator, a negated verb, or an English contraction."""
    return word in _NEGATING or word.startswith(("degil", "deil")) or is_negated_verb(word)


def count_negations(words: Sequence[str]) -> int:
    """Count the negations among folded words; the tag question ``değil mi`` negates nothing."""
    count = 0
    for index, word in enumerate(words):
        if is_negation(word):
            is_tag = word in _TAGGED and index + 1 < len(words) and words[index + 1] == "mi"
            is_note = word == "not" and _ENGLISH.isdisjoint(words)
            count += not (is_tag or is_note)
    return count
