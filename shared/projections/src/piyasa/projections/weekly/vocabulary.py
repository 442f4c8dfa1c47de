"""The fold of the words that the people of each chat use: a word, how often, and by whom up to three of them."""

from __future__ import annotations

from piyasa.contracts.conversation import MessageReceived
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import ChatEvent, Event
from piyasa.contracts.membership import ChatRemoved
from piyasa.contracts.system import UserForgotten
from piyasa.projections.fold import EVERY
from piyasa.projections.weekly.state import PEOPLE_NOTED, WORDS_AT_MOST, WORDS_KEPT, Vocabulary, Word

UNFRIENDLY_FROM = -0.5
"""Sentiment at and below which a line's words are no model for anybody."""


class Vocabularies:
    """The words of each chat's people."""

    name = "vocabularies"
    version = "1"
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
    before = state or Vocabulary()
    if data.edit_of is not None or data.meaning.sentiment <= UNFRIENDLY_FROM or position <= before.position:
        return state
    if not data.meaning.keywords:
        return state
    words = dict(before.words)
    for keyword in data.meaning.keywords:
        words[keyword] = _used(words.get(keyword), data.person_id)
    return Vocabulary(words if len(words) <= WORDS_AT_MOST else _thinned(words), position)


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
    if all(person_id not in word.people for word in vocabulary.words.values()):
        return vocabulary
    words = {}
    for name, word in vocabulary.words.items():
        people = tuple(each for each in word.people if each != person_id)
        if people:
            words[name] = Word(word.uses, people)
    return Vocabulary(words, vocabulary.position)
