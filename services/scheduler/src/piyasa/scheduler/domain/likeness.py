"""How near a topic is to what a chat talks about, told by words: the offline stand-in for embeddings (behaviour 8.2).

Each line carries its content words. A topic's words are those it is known by and those of the lines about it, so that
a chat which speaks of a share without naming it still leads to it. Nearness is the cosine of the two word counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import sqrt

from piyasa.language.lexicon import word_list
from piyasa.projections.conversations.state import Line

Words = Mapping[str, float]
KNOWN_BY = 0.5
"""Weight of a word that a topic is known by, beside 1 for each use in a line about it."""


def words_of(lines: Sequence[Line], fades_by: float = 1.0) -> dict[str, float]:
    """How much each content word was used, the newest line (the last) counting most."""
    words: dict[str, float] = {}
    weight = 1.0
    for line in reversed(lines):
        for word in line.meaning.keywords:
            words[word] = words.get(word, 0.0) + weight
        weight *= fades_by
    return words


def topic_words(topic: str, lines: Iterable[Line]) -> dict[str, float]:
    """The words of a topic: known ones, and those of lines about it."""
    words = dict.fromkeys(_known_words(topic), KNOWN_BY)
    for line in lines:
        if topic in line.meaning.topics or topic in line.meaning.symbols:
            for word in line.meaning.keywords:
                words[word] = words.get(word, 0.0) + 1.0
    return words


def nearness(one: Words, other: Words) -> float:
    """The cosine of two word counts, 0..1."""
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    return shared / (_length(one) * _length(other)) if shared else 0.0


@cache
def _known_words(topic: str) -> tuple[str, ...]:
    group: Sequence[str] = word_list("topics")["groups"].get(topic, ())
    return tuple(word for word in group if " " not in word) or (topic.lower(),)


def _length(words: Words) -> float:
    return sqrt(sum(weight * weight for weight in words.values()))
