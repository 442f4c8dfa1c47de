"""The mood of a message by weighted words and phrases, with intensifiers and Turkish negation (behaviour 8.1)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from piyasa.language.folding import tidy
from piyasa.language.lexicon import PhraseIndex, PrefixIndex, word_list
from piyasa.language.negation import is_negated_verb
from piyasa.language.tokens import Token

_NEAR: Final = 2
_SUBJECT_NEAR: Final = 4
_SIGN: Final = re.compile(r"[,.;:!?](?!\d)")
_FINITE: Final = re.compile(
    r"\w+(?:[dt][iu](?:m|n|k|lar|ler)?|yor\w*|[ae]c[ae][kg]\w*|m[iu]s(?:[iu]m|t[iu])?|\w(?<!l)[aeiu]r)"
)
"""What ends a clause: a negated verb after it negates something else."""
_INTENSIFIED: Final = 1.5
_NEGATED: Final = 0.8
_ASKED: Final = 0.7
_CONCEDED: Final = 0.5
"""What stands before a ``but`` weighs half: the closing judgement decides."""


class _Word(NamedTuple):
    """What the lists say of one word."""

    weight: float
    intensifies: bool
    negates_after: bool
    """Takes back what follows it: ``hiç``, ``not``."""
    negates_before: bool
    """Takes back what precedes it: ``değil``, ``yok``, ``kalmadı``."""
    negative_verb: bool
    finite: bool
    goes_on: bool
    growing: bool
    shrinking: bool
    compared: bool
    """Held against what was expected: above it is good, unless nobody wants it."""
    unwelcome: bool
    announced: bool
    filler: bool
    """Takes no place between a word and its negation: ``korkacak bir şey yok``."""
    concedes: bool


_Words = Sequence[_Word]


def sentiment_of(text: str, tokens: Sequence[Token], *, is_question: bool) -> float:
    """Rate a message from −1.0 (bad) to 1.0 (good): ``(P − N) / max(1, P + N)``, times 0.7 for questions."""
    positive = negative = 0.0
    for weight in (*_weights_of_words(text, tokens), *_weights_of_signs(text)):
        if weight > 0:
            positive += weight
        else:
            negative -= weight
    score = (positive - negative) / max(1.0, positive + negative)
    return round(score * _ASKED if is_question else score, 3)


def _weights_of_words(text: str, tokens: Sequence[Token]) -> list[float]:
    words = [token.word for token in tokens]
    read = [_read(word) for word in words]
    phrases = _phrases().all_in(words)
    if not phrases and not any(word.weight for word in read):
        return []
    conceded = _conceded_before(words, read)
    weights: list[float] = []
    for begin, end in _clauses(text, tokens):
        clause = read[begin:end]
        inside = [(index - begin, length, mood) for index, length, mood in phrases if begin <= index <= end - length]
        for index, length, weight in _moods(inside, clause):
            modified = _modified(_turned_by_subject(weight, clause, index), clause, index, length)
            weights.append(modified * _CONCEDED if begin + index < conceded else modified)
    return weights


def _moods(phrases: Sequence[tuple[int, int, float]], clause: _Words) -> list[tuple[int, int, float]]:
    """Find the words and phrases that weigh: where each begins, how many words it has, its weight."""
    taken: set[int] = set()
    found: list[tuple[int, int, float]] = []
    for index, length, weight in phrases:
        if index not in taken:
            taken.update(range(index, index + length))
            found.append((index, length, weight))
    found += [(index, 1, word.weight) for index, word in enumerate(clause) if word.weight and index not in taken]
    return [each for each in found if each[2]]


def _conceded_before(words: Sequence[str], read: _Words) -> int:
    """Find the last ``but``; ``çok ama çok`` concedes nothing."""
    places = (place for place in range(len(read) - 1, 0, -1) if read[place].concedes)
    return next((place for place in places if words[place - 1] != "".join(words[place + 1 : place + 2])), 0)


def _weights_of_signs(text: str) -> list[float]:
    weights = [weight for sign, weight in _emoticons().items() if sign in text]
    if text.isascii():
        return weights
    emoji, drawn = _emoji()
    return weights + [emoji[sign] for sign in drawn.findall(text)]


def _clauses(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Cut a message at its signs: what stands beyond one takes nothing back."""
    begin = 0
    for sign in _SIGN.finditer(tidy(text)):
        index = bisect_right(tokens, sign.start(), begin, key=attrgetter("start"))
        if begin < index < len(tokens):
            yield begin, index
            begin = index
    yield begin, len(tokens)


def _modified(weight: float, clause: _Words, index: int, length: int) -> float:
    """Intensify and negate a word or a phrase; a phrase is taken back by a negator, not by the next verb."""
    end = index + length
    before, after = _near(clause[:index][::-1]), _near(clause[end:])
    last = clause[end - 1]
    if any(near.intensifies for near in before):
        weight *= _INTENSIFIED
    open_to_verbs = length == 1 and (not last.finite or (end < len(clause) and clause[end].filler))
    negated_after = any(
        near.negates_before or (open_to_verbs and near.negative_verb and not near.goes_on) for near in after
    )
    if last.negative_verb or negated_after or any(near.negates_after for near in before):
        weight *= -_NEGATED
    return weight


def _near(words: _Words) -> list[_Word]:
    return [word for word in words[: 2 * _NEAR] if not word.filler][:_NEAR]


def _turned_by_subject(weight: float, clause: _Words, index: int) -> float:
    """More of what nobody wants is bad, less of it good (``enflasyon arttı``); news that drop in are neither."""
    word = clause[index]
    if not (word.growing or word.shrinking or word.compared):
        return weight
    before = clause[max(0, index - _SUBJECT_NEAR) : index]
    if word.shrinking and any(near.announced for near in (*before, *clause[index + 1 : index + 1 + _NEAR])):
        return 0.0
    if any(near.unwelcome for near in before):
        return -weight if word.compared else -abs(weight) if word.growing else abs(weight)
    return weight


@lru_cache(maxsize=8192)
def _read(word: str) -> _Word:
    entry = _lexicon().find(word)
    negative = is_negated_verb(word)
    negator = word in _words("negators")
    tag = word.startswith("degil") or word in _words("only_after")
    return _Word(
        weight=entry[1] if entry else 0.0,
        intensifies=word in _words("intensifiers"),
        negates_after=negator and not tag,
        negates_before=tag or word in _words("negators_after"),
        negative_verb=negative,
        finite=_FINITE.fullmatch(word) is not None,
        goes_on=_is_listed("going_on", word),
        growing=_is_listed("growing", word),
        shrinking=_is_listed("shrinking", word),
        compared=_is_listed("compared", word),
        unwelcome=_is_listed("unwelcome", word),
        announced=word in _words("announced"),
        filler=word in _words("fillers"),
        concedes=word in _words("conceding"),
    )


@cache
def _lexicon() -> PrefixIndex[float]:
    data = word_list("sentiment")
    entries = dict(data["positive"]) | {word: -weight for word, weight in data["negative"].items()}
    return PrefixIndex(entries, data["not_prefixed"])


@cache
def _phrases() -> PhraseIndex[float]:
    return PhraseIndex(word_list("sentiment")["phrases"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word_list("sentiment")[name])


@cache
def _emoji() -> tuple[dict[str, float], re.Pattern[str]]:
    weights = dict(word_list("sentiment")["emoji"])
    return weights, re.compile(f"[{''.join(weights)}]")


@cache
def _emoticons() -> dict[str, float]:
    return dict(word_list("sentiment")["emoticons"])


def _is_listed(name: str, word: str) -> bool:
    return _list(name).find(word) is not None


@cache
def _list(name: str) -> PrefixIndex[bool]:
    return PrefixIndex(dict.fromkeys(word_list("sentiment")[name], True))
