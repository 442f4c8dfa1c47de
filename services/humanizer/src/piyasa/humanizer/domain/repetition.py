"""Whether it has been said before: in the chat, on its way into it, or by the persona (behaviour 11.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from typing import Final, Protocol

from piyasa.language import Sketch, normal_form, words_of
from piyasa.language.sketches import WORDS
from piyasa.projections.conversations.state import Conversation, Line
from piyasa.projections.voices.state import Voice

CHAT_LINES: Final = 50
"""Newest lines of the chat that a draft must not resemble; of the persona's own messages, all that are kept."""
EQUAL_IN_CHAT: Final = 86_400.0
"""Seconds of behaviour for which equal words are a repetition in a chat."""
REWRITES_AT_MOST: Final = 2
IMPLIED: Final = 0.83
"""The cosine of trigrams from which messages are duplicates by their Jaccard index anyway."""
_ACKNOWLEDGEMENT: Final = 14
"""Characters up to which a message may be a mere nod."""
_ACKNOWLEDGEMENT_WRITTEN: Final = 24
"""The same with its signs and emoji."""
_NODS_AMONG, _NODDERS = 10, 2


@dataclass(frozen=True, slots=True)
class Before:
    """Something said before that says the same."""

    where: str
    """``chat``, ``armed`` or ``persona``."""
    text: str
    """Empty when only its sketch is kept."""
    person_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be said, as far as repetition is judged."""

    sense: Sketch
    """What must not resemble what was said."""
    words: frozenset[str]
    """``words_of`` what must not equal what was said."""
    alike_at: float
    """The cosine of trigrams from which words count as said before (``dedup_similarity``)."""

    @classmethod
    def of(cls, sense: str, words: Iterable[str], alike_at: float) -> Wanted:
        """Take sketches as written; an empty one repeats nothing."""
        return cls(Sketch.parse(sense), frozenset(words_of(each) for each in (sense, *words) if each), alike_at)

    def first_repeated(self, others: Sequence[str]) -> int | None:
        """The place of the first sketch that says the same, in the same words or others."""
        words = self.words
        said = next((place for place, other in enumerate(others) if other[WORDS] in words), None)
        found = self.sense.first_repeated(others)
        if found is None and self.alike_at < IMPLIED:
            found = next((place for place, other in enumerate(others) if other and self._alike(other)), None)
        return found if said is None else said if found is None else min(said, found)

    def _alike(self, other: str) -> bool:
        """Whether the cosine of two trigram sets reaches the bound, unless the words differ in what matters."""
        mine, said = self.sense, Sketch.parse(other)
        shared = len(mine.grams & said.grams)
        likeness = shared / sqrt(len(mine.grams) * len(said.grams)) if shared else 0.0
        return likeness >= self.alike_at and not mine.differs(said)


def said_before(
    wanted: Wanted, conversation: Conversation, voice: Voice, now: datetime, uttered: Uttered | None = None
) -> Before | None:
    """The first thing that the wanted words repeat, the newest of each kind first.

    ``uttered`` knows what the chat's lines have scrolled past.
    """
    since = equal_since(conversation, now)
    return (
        _in_lines(wanted, conversation, since)
        or _under_way(wanted, conversation)
        or _by_persona(wanted, voice)
        or (Before("chat", "") if uttered is not None and uttered.within(wanted.words, since) else None)
    )


def equal_since(conversation: Conversation, now: datetime) -> datetime:
    """From when on equal words in a chat are a repetition."""
    return now - timedelta(seconds=EQUAL_IN_CHAT / conversation.time_lapse)


def is_free_nod(text: str, conversation: Conversation) -> bool:
    """Whether a message is a very short acknowledgement that may be repeated: two personas have not just used it."""
    if len(text) > _ACKNOWLEDGEMENT_WRITTEN:
        return False
    own = normal_form(text)
    lately = [
        line
        for line in conversation.lines[-_NODS_AMONG:]
        if line.speaker.startswith("b:") and len(line.text) <= _ACKNOWLEDGEMENT_WRITTEN
    ]
    nodders = {line.speaker for line in lately if normal_form(line.text) == own}
    return len(own) <= _ACKNOWLEDGEMENT and len(nodders) < _NODDERS


class Uttered(Protocol):
    """All words of personas, as far back as each one's voice reaches."""

    def within(self, words: Collection[str], since: datetime) -> bool:
        """Whether somebody said these words in the chat since a moment."""


def _in_lines(wanted: Wanted, conversation: Conversation, since: datetime) -> Before | None:
    newest = conversation.lines[: -CHAT_LINES - 1 : -1]
    place = wanted.first_repeated([line.meaning.sketch for line in newest])
    if place is not None:
        return _spoken(newest[place])
    words = wanted.words
    older = (line for line in reversed(conversation.lines[:-CHAT_LINES]) if line.meaning.sketch[WORDS] in words)
    return next((_spoken(line) for line in older if line.time > since), None)


def _under_way(wanted: Wanted, conversation: Conversation) -> Before | None:
    place = wanted.first_repeated([armed.sketch for armed in conversation.armed])
    if place is None:
        return None
    return Before("armed", conversation.armed[place].text, conversation.armed[place].person_ids)


def _by_persona(wanted: Wanted, voice: Voice) -> Before | None:
    newest = voice.said[::-1]
    place = wanted.first_repeated([utterance.sketch for utterance in newest])
    return None if place is None else Before("persona", "", newest[place].person_ids)


def _spoken(line: Line) -> Before:
    speaker = (line.speaker.removeprefix("p:"),) if line.speaker.startswith("p:") else ()
    return Before("chat", line.text, tuple(dict.fromkeys((*line.person_ids, *speaker))))
