"""The lines of all chats, as they stand: added once, changed and taken back by their Telegram ids."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, NamedTuple

from piyasa.analytics.utterances import Utterance
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.values import Meaning, ReplyTarget, Speaker, speaker_of_person
from piyasa.projections.conversations.flow import said
from piyasa.projections.conversations.state import Conversation, Line, Turn

_FORGET_ABOVE = 1.1
"""A tenth goes at a time: one at a time would walk over the holes that were left before."""
Key = tuple[str, int, int]
"""Chat, how often it got another Telegram id, and the line's Telegram id."""


class Words(NamedTuple):
    """What a line holds whoever says it."""

    chat_id: str
    speaker: Speaker
    text: str
    meaning: Meaning
    number: int
    """In Telegram."""
    reply_to: ReplyTarget | None
    people: tuple[str, ...]
    """Ids of everybody it concerns."""


class Book:
    """Keeps the newest lines up to a bound, oldest first."""

    def __init__(self, keep: int) -> None:
        """Keep at most about this many."""
        self._keep = keep
        self._lines: dict[Key, Utterance] = {}
        self._moves: Counter[str] = Counter()

    @property
    def lines(self) -> tuple[Utterance, ...]:
        """All of them."""
        return tuple(self._lines.values())

    def line(self, chat_id: str, number: int) -> Utterance | None:
        """One of them."""
        return self._lines.get(self.key(chat_id, number))

    def add(self, event: Recorded[Event], words: Words, **own: Any) -> None:  # noqa: ANN401 - fields of a line
        """Add a line unless it is known; ``own`` are the fields that only people's or only personas' lines have."""
        key = self.key(words.chat_id, words.number)
        if key in self._lines:
            return
        to = words.reply_to
        answered = None if to is None else self.line(words.chat_id, to.telegram_message_id)
        author = _author(to, answered)
        self._lines[key] = Utterance(
            chat_id=words.chat_id,
            speaker=words.speaker,
            time=event.time,
            text=words.text,
            meaning=words.meaning,
            telegram_message_id=words.number,
            reply_to=None if to is None else to.telegram_message_id,
            reply_author=author,
            reply_time=None if answered is None else answered.time,
            turn=_turn(words.speaker, words.meaning, author, event),
            people=words.people,
            move=self._moves[words.chat_id],
            **own,
        )
        if len(self._lines) > self._keep * _FORGET_ABOVE:
            self._lines = dict(list(self._lines.items())[-self._keep :])

    def reword(self, chat_id: str, number: int, text: str, meaning: Meaning) -> None:
        """Let a line say something else."""
        key = self.key(chat_id, number)
        line = self._lines.get(key)
        if line is not None:
            self._lines[key] = replace(line, text=text, meaning=meaning)

    def remove(self, chat_id: str, number: int) -> None:
        """Take a line back."""
        self._lines.pop(self.key(chat_id, number), None)

    def move(self, chat_id: str) -> None:
        """The chat has another Telegram id: Telegram counts its messages anew."""
        self._moves[chat_id] += 1

    def forget(self, person_id: str) -> None:
        """Blank the words of a person, and the words that answer or name it."""
        speaker = speaker_of_person(person_id)
        for key, line in self._lines.items():
            if speaker in {line.speaker, line.reply_author} or person_id in line.people:
                self._lines[key] = replace(line, text="", name="", meaning=Meaning())

    def key(self, chat_id: str, number: int) -> Key:
        """What tells a line apart from all others, also from one of the same number before the chat moved."""
        return chat_id, self._moves[chat_id], number


def _author(reply_to: ReplyTarget | None, answered: Utterance | None) -> str | None:
    if reply_to is None:
        return None
    return reply_to.author or (None if answered is None else answered.speaker)


def _turn(speaker: str, meaning: Meaning, reply_author: str | None, event: Recorded[Event]) -> Turn | None:
    """Whom a line leaves the turn to, by the rule of the conversation's own fold."""
    if reply_author is None and meaning.addressed_to is None:
        return None
    line = Line(event.position, event.time, speaker, "", "", meaning, 0, reply_author=reply_author)
    return said(Conversation(), line, event.id).turn
