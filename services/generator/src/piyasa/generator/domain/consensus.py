"""No manufactured consensus: when personas have leaned one way often enough (behaviour 8.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from piyasa.contracts.values import Meaning, is_person
from piyasa.projections.conversations.reading import CONSENSUS_WINDOW, TAKES_SIDE_FROM
from piyasa.projections.conversations.state import Conversation


def spent(conversation: Conversation, now: datetime, limit: int) -> frozenset[tuple[str, int]]:
    """Symbols and signs that personas voiced ``limit`` times in the last hour, what is about to be said included."""
    voiced: dict[tuple[str, int], int] = {}
    for meaning in _of_personas(conversation, now):
        for each in leanings(meaning):
            voiced[each] = voiced.get(each, 0) + 1
    return frozenset(each for each, times in voiced.items() if times >= limit)


def leanings(meaning: Meaning) -> Iterable[tuple[str, int]]:
    """The symbols on which a text takes a side, with the side; a question takes none."""
    sign = 1 if meaning.sentiment >= TAKES_SIDE_FROM else -1 if meaning.sentiment <= -TAKES_SIDE_FROM else 0
    if sign == 0 or meaning.is_question:
        return ()
    return tuple((symbol, sign) for symbol in meaning.symbols)


def joins_a_chorus(meaning: Meaning, voiced: frozenset[tuple[str, int]]) -> bool:
    """Whether a text would be one too many on the same side."""
    return bool(voiced) and not voiced.isdisjoint(leanings(meaning))


def _of_personas(conversation: Conversation, now: datetime) -> Iterator[Meaning]:
    since = now - timedelta(seconds=CONSENSUS_WINDOW / conversation.time_lapse)
    for line in reversed(conversation.lines):
        if line.time <= since:
            break
        if line.meaning.symbols and not is_person(line.speaker):
            yield line.meaning
    for message in conversation.armed:
        yield message.meaning
