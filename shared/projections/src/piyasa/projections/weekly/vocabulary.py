"""The fold of the words that the people of each chat use: a word, how often, and by whom up to three of them.

What somebody of the chat is called is no word of it, however many say it, and be it said before its bearer speaks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import combining, normalize

from piyasa.contracts.conversation import MessageReceived
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import ChatEvent, Event
from piyasa.contracts.membership import ChatRemoved
from piyasa.contracts.system import UserForgotten
from piyasa.projections.fold import EVERY
from piyasa.projections.replacing import replace
from piyasa.projections.weekly.state import (
    NAME_LETTERS,
    NAMES_KEPT,
    PEOPLE_NOTED,
    WORDS_AT_MOST,
    WORDS_KEPT,
    Vocabulary,
    Word,
)

UNFRIENDLY_FROM = -0.5
"""Sentiment at and below which a line's words are no model for anybody."""
_PARTS = re.compile(r"[^\W_]+")


class Vocabularies:
    """The words of each chat's people."""

    name = "vocabularies"
    version = "2"
    state = Vocabulary
    facts = frozenset({MessageReceived.fact, ChatRemoved.fact, UserForgotten.fact})

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The chat of the fact; a person's wish to be forgotten concerns every chat."""
        return (event.data.chat_id,) if isinstance(event.data, ChatEvent) else (EVERY,)

    def evolve(self, state: Vocabulary | None, event: Recorded[Event]) -> Vocabulary | None:
        """A chat's first line begins its vocabulary, its removal ends it."""
        data = event.data
        if isinstance(data, MessageReceived):
            return _heard(state, event.position, data)
        if isinstance(data, UserForgotten) and state is not None:
            return _without(state, data.person_id)
        return None


def _heard(state: Vocabulary | None, position: int, data: MessageReceived) -> Vocabulary | None:
    known = state or Vocabulary()
    if position <= known.position:
        return state
    before = _introduced(known, data.person_id, data.display_name)
    if data.edit_of is not None or data.meaning.sentiment <= UNFRIENDLY_FROM:
        return state if before is known else before
    said = [keyword for keyword in data.meaning.keywords if not _begins_with_name(keyword, before.names)]
    if not said:
        return state if before is known else before
    words = dict(before.words)
    for keyword in said:
        words[keyword] = _used(words.get(keyword), data.person_id)
    return replace(before, words=words if len(words) <= WORDS_AT_MOST else _thinned(words), position=position)


def _introduced(vocabulary: Vocabulary, person_id: str, display_name: str) -> Vocabulary:
    """The vocabulary without what the speaker is called; the same one when that is known."""
    parts = {part for part in _PARTS.findall(_folded(display_name)) if len(part) >= NAME_LETTERS}
    fresh = [part for part in sorted(parts) if person_id not in vocabulary.names.get(part, ())]
    if not fresh:
        return vocabulary
    names = dict(vocabulary.names)
    for part in fresh:
        names[part] = (*names.get(part, ()), person_id)
    for part in list(names)[: max(0, len(names) - NAMES_KEPT)]:
        del names[part]
    words = {word: used for word, used in vocabulary.words.items() if not word.startswith(tuple(fresh))}
    return replace(vocabulary, words=words, names=names)


def _folded(name: str) -> str:
    """A name in the letters that keywords are written in: small, without Turkish signs or fancy shapes."""
    return "".join(each for each in normalize("NFKD", name.replace("ı", "i")) if not combining(each)).lower()


def _begins_with_name(word: str, names: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a word is somebody's name, suffixes included (``mehmete``)."""
    return any(word[:length] in names for length in range(NAME_LETTERS, len(word) + 1))


def _used(word: Word | None, person_id: str) -> Word:
    if word is None:
        return Word(1, (person_id,))
    people = word.people
    if person_id not in people and len(people) < PEOPLE_NOTED:
        people = (*people, person_id)
    return Word(word.uses + 1, people)


def _thinned(words: dict[str, Word]) -> dict[str, Word]:
    """The words used most, with half their uses: what nobody says any more makes room in the end."""
    ordered = sorted(words.items(), key=lambda each: -each[1].uses)
    kept = {word for word, _ in ordered[:WORDS_KEPT]}
    return {word: Word((known.uses + 1) // 2, known.people) for word, known in words.items() if word in kept}


def _without(vocabulary: Vocabulary, person_id: str) -> Vocabulary:
    everybody = (*(word.people for word in vocabulary.words.values()), *vocabulary.names.values())
    if all(person_id not in people for people in everybody):
        return vocabulary
    words = {}
    for name, word in vocabulary.words.items():
        people = tuple(each for each in word.people if each != person_id)
        if people:
            words[name] = Word(word.uses, people)
    bearers = {part: tuple(each for each in who if each != person_id) for part, who in vocabulary.names.items()}
    return replace(vocabulary, words=words, names={part: who for part, who in bearers.items() if who})
