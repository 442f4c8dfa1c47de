"""The mood of a message by weighted words, with intensifiers and Turkish negation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from piyasa.language.folding import tidy
from piyasa.language.lexicon import PrefixIndex, word_list
from piyasa.language.negation import is_negated_verb
from piyasa.language.tokens import Token

_NEAR: Final = 2
_SUBJECT_BEFORE: Final = 3
_ONLY_AFTER: Final = frozenset({"yok", "degil", "deil"})
_SIGN: Final = re.compile(r"[,.;:!?](?!\d)")
_FINITE: Final = re.compile(
    r"\w+(?:[dt][iu](?:m|n|k|lar|ler)?|yor\w*|[ae]c[ae][kg]\w*|m[iu]s(?:[iu]m|t[iu])?|\w(?<!l)[aeiu]r)"
)
"""What ends a clause: a negated verb after it negates something else."""
_INTENSIFIED: Final = 1.5
_NEGATED: Final = 0.8
_ASKED: Final = 0.7


@cache
def _weights() -> PrefixIndex[float]:
    data = word_list("sentiment")
    entries = dict(data["positive"]) | {word: -weight for word, weight in data["negative"].items()}
    return PrefixIndex(entries, data["not_prefixed"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word_list("sentiment")[name])


@cache
def _emoji() -> dict[str, float]:
    return dict(word_list("sentiment")["emoji"])


def sentiment_of(text: str, tokens: Sequence[Token], *, is_question: bool) -> float:
    """Rate a message from −1.0 (bad) to 1.0 (good): ``(P − N) / max(1, P + N)``, times 0.7 for questions."""
    weights = [_weight_at(clause, index) for clause in _clauses(text, tokens) for index in range(len(clause))]
    if not text.isascii():
        emoji = _emoji()
        weights += [emoji[sign] for sign in text if sign in emoji]
    positive = sum(weight for weight in weights if weight > 0)
    negative = -sum(weight for weight in weights if weight < 0)
    score = (positive - negative) / max(1.0, positive + negative)
    return round(score * _ASKED if is_question else score, 3)


def _clauses(text: str, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Cut a message at its signs: what stands beyond one takes nothing back."""
    seen, begin = tidy(text), 0
    for index in range(1, len(tokens)):
        if _SIGN.search(seen, tokens[index - 1].start, tokens[index].start):
            yield tokens[begin:index]
            begin = index
    yield tokens[begin:]


def _weight_at(tokens: Sequence[Token], index: int) -> float:
    word = tokens[index].word
    entry = _weights().find(word)
    if entry is None:
        return 0.0
    weight = _turned_by_subject(entry[1], tokens, index)
    intensifiers, negators = _words("intensifiers"), _words("negators")
    before = [token.word for token in tokens[max(0, index - _NEAR) : index]]
    after = [token.word for token in tokens[index + 1 : index + 1 + _NEAR]]
    if any(near in intensifiers for near in before):
        weight *= _INTENSIFIED
    negated = is_negated_verb(word) or any(_negates(near, word) for near in after)
    if negated or any(near in negators and near not in _ONLY_AFTER for near in before):
        weight *= -_NEGATED
    return weight


def _negates(near: str, word: str) -> bool:
    """Tell whether a word after another takes it back: ``güven vermiyor``, ``yükseliş gelmedi``, ``boşa çıktı``."""
    if near in _words("negators") or near in _words("negators_after") or near.startswith("degil"):
        return True
    goes_on = _listed("going_on").find(near) is not None
    return not goes_on and is_negated_verb(near) and _FINITE.fullmatch(word) is None


def _turned_by_subject(weight: float, tokens: Sequence[Token], index: int) -> float:
    """More of what nobody wants is bad, less of it good (``enflasyon arttı``); news that drop in are neither."""
    word = tokens[index].word
    growing, shrinking = (_listed(name).find(word) is not None for name in ("growing", "shrinking"))
    if not growing and not shrinking:
        return weight
    before = [token.word for token in tokens[max(0, index - _SUBJECT_BEFORE) : index]]
    if shrinking and any(near in _words("announced") for near in before):
        return 0.0
    if any(_listed("unwelcome").find(near) is not None for near in before):
        return -abs(weight) if growing else abs(weight)
    return weight


@cache
def _listed(name: str) -> PrefixIndex[bool]:
    return PrefixIndex(dict.fromkeys(word_list("sentiment")[name], True))
