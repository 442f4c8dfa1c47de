"""The mood of a message by weighted words, with intensifiers and Turkish negation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from piyasa.language.lexicon import PrefixIndex, word_list
from piyasa.language.negation import is_negated_verb
from piyasa.language.tokens import Token

_NEAR: Final = 2
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
    weights = [_weight_at(tokens, index) for index in range(len(tokens))]
    if not text.isascii():
        emoji = _emoji()
        weights += [emoji[sign] for sign in text if sign in emoji]
    positive = sum(weight for weight in weights if weight > 0)
    negative = -sum(weight for weight in weights if weight < 0)
    score = (positive - negative) / max(1.0, positive + negative)
    return round(score * _ASKED if is_question else score, 3)


def _weight_at(tokens: Sequence[Token], index: int) -> float:
    word = tokens[index].word
    entry = _weights().find(word)
    if entry is None:
        return 0.0
    weight = entry[1]
    intensifiers, negators = _words("intensifiers"), _words("negators")
    before = [token.word for token in tokens[max(0, index - _NEAR) : index]]
    after = [token.word for token in tokens[index + 1 : index + 1 + _NEAR]]
    if any(near in intensifiers for near in before):
        weight *= _INTENSIFIED
    negated = is_negated_verb(word) or any(near in negators for near in after)
    if negated or any(near in negators and near not in {"yok", "degil", "deil"} for near in before):
        weight *= -_NEGATED
    return weight
