"""How much comes back for what a persona says of each topic, and which words people of a chat use (behaviour 3.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

SAID_KEPT = 60
"""The newest messages of a persona to which an echo is still counted."""
TOPICS_KEPT = 40
"""Of one chat; what is said of topics beyond these is not counted until the next lesson."""
WORDS_KEPT = 200
WORDS_AT_MOST = 2 * WORDS_KEPT
"""How many words a chat may have before those used least are let go and all uses are halved."""
NAME_LETTERS = 3
"""A shorter part of a name is no telling one."""
NAMES_KEPT = 5_000
"""Parts of names of a chat; the ones known longest are let go beyond these."""
PEOPLE_NOTED = 3
"""Of each word: whoever uses it beyond these makes no difference."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a persona."""

    chat_id: str
    telegram_message_id: int
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a persona said in one chat since its last lesson there, and what came back."""

    since: datetime
    said: dict[str, int] = field(default_factory=dict)
    """Topic to messages."""
    echoes: dict[str, int] = field(default_factory=dict)
    """Topic to replies and reactions."""


@dataclass(frozen=True, slots=True)
class Echoes:
    """One persona's echoes."""

    bot_id: str = ""
    said: tuple[Said, ...] = ()
    """The newest ``SAID_KEPT``, oldest first."""
    tallies: dict[str, Tally] = field(default_factory=dict)
    """By chat; none once a lesson was drawn from it."""
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Chat to the words that the persona took up there."""
    drifted: str = ""
    """The newest window for which its temperament drifted."""
    told: tuple[str, ...] = ()
    """What tells apart the newest facts that counted, newest last."""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word that people of a chat use."""

    uses: int
    people: tuple[str, ...]
    """Up to ``PEOPLE_NOTED`` of them."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a chat's people, in the order of their first use."""

    words: dict[str, Word] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded part of a name to whoever bears it: no such word, nor one that begins so, is among the words."""
    position: int = 0
