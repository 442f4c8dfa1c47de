"""What a person says that a persona will remember (behaviour 4.3).

Besides what the requirements call important, a plain question to a persona is remembered lightly: whoever asks a
second time finds that it remembers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from piyasa.contracts.conversation import MessageReceived
from piyasa.contracts.memories import MemoryType
from piyasa.contracts.values import Meaning
from piyasa.generator.domain.memory.wording import Kind
from piyasa.language import Sketch, tokenise
from piyasa.projections.memories.state import TAGS_KEPT, Memory, Remembered

FAMILIAR_FROM: Final = 10.0
"""Familiarity from which a person's strong words stay with a persona (behaviour 4.3)."""
STRONG_FROM: Final = 0.6
"""Sentiment, either way, from which words are strong (behaviour 4.3)."""
ENCODED_A_DAY: Final = 10
"""New memories of one persona in a day (behaviour 4.3)."""
QUESTIONS_A_DAY: Final = 6
"""How many of them may be of mere questions, so that what moves a persona finds room."""
ALIKE_FROM: Final = 0.9
"""Likeness from which an event strengthens a memory instead of making one (behaviour 4.3)."""
EVENT: Final = "event"
"""Source of a memory that was made by what happened."""
DAY: Final = timedelta(days=1)
ECHO_AFTER: Final = timedelta(hours=1)
"""How long after a memory was last touched meeting the same strengthens it again: one talk is not many."""
_PHONE: Final = re.compile(r"(?:\d[\s().-]?){9,}")
_MAIL: Final = re.compile(r"\S+@\S+\.\w{2,}")
_TENDER: Final = (
    "ameliyat", "antidepresan", "depresyon", "diyabet", "doktor", "engelli", "hamile", "hastalik", "hastane", "hastay",
    "intihar", "kanser", "kemoterapi", "mezhep", "psikiyatr", "psikolog", "seker hastasi", "tedavi", "tumor", "vefat",
    "cancer", "depressed", "hospital", "pregnan", "suicid", "surgery", "therapist",
)  # fmt: skip
"""Beginnings of folded words about health, faith and loss: nothing of such a line is remembered."""


@dataclass(frozen=True, slots=True)
class Notion:
    """What is to be remembered, before it has words."""

    kind: Kind
    memory_type: MemoryType
    valence: float
    tags: tuple[str, ...]
    people: tuple[str, ...]


def addressed_personas(heard: MessageReceived) -> tuple[str, ...]:
    """The personas a line speaks to: those it names, and the one it replies to."""
    named = list(heard.meaning.mentions)
    author = None if heard.reply_to is None else heard.reply_to.author
    if author is not None and author.startswith("b:"):
        named.append(author.removeprefix("b:"))
    return tuple(dict.fromkeys(named))


def notion_of(heard: MessageReceived, *, familiarity: float) -> Notion | None:
    """What a persona that is spoken to makes of a line; None when it is nothing to remember."""
    if heard.edit_of is not None or not heard.text or is_tender(heard.text):
        return None
    meaning, people = heard.meaning, (heard.person_id,)
    tags = tags_of(meaning)
    if abs(meaning.sentiment) >= STRONG_FROM and familiarity >= FAMILIAR_FROM:
        kind: Kind = "warm" if meaning.sentiment > 0 else "harsh"
        return Notion(kind, "relationship", meaning.sentiment, tags, people)
    if meaning.is_question and tags and not meaning.asks_if_ai:
        return Notion("asked", "episodic", meaning.sentiment, tags, people)
    return None


def tags_of(meaning: Meaning) -> tuple[str, ...]:
    """Symbols and topics, the most named first; nothing that a person might have coined."""
    topics = sorted(meaning.topics, key=lambda topic: (-meaning.topics[topic], topic))
    return tuple(dict.fromkeys((*meaning.symbols, *topics)))[:TAGS_KEPT]


def is_tender(text: str) -> bool:
    """Whether a line touches on health, faith or loss, or holds a phone number or an address."""
    if _PHONE.search(text) or _MAIL.search(text):
        return True
    return any(token.word.startswith(_TENDER) for token in tokenise(text))


def reinforced_by(notion: Notion, content: str, known: Iterable[Memory]) -> Memory | None:
    """The memory that an event strengthens instead of making another; the newest one.

    That is one about the same people and kind of thing whose words are alike, or, for a mere question, one about the
    same topic: asking five times is remembered as asking, not as five memories.
    """
    own = Sketch.of(content)
    best: Memory | None = None
    for memory in known:
        if (
            memory.merged_into is not None
            or memory.type != notion.memory_type
            or set(memory.related) != {*notion.people}
        ):
            continue
        same_topic = notion.kind == "asked" and memory.tags[:1] == notion.tags[:1]
        if same_topic or own.likeness(Sketch.of(memory.content)) >= ALIKE_FROM:
            best = memory if best is None or memory.created_at > best.created_at else best
    return best


def encoded_since(remembered: Remembered, now: datetime) -> list[Memory]:
    """What events have left in the day before ``now``."""
    since = now - DAY
    return [each for each in remembered.items.values() if each.source == EVENT and each.created_at > since]


def room_for(notion: Notion, today: Iterable[Memory]) -> bool:
    """Whether the day has room for one more; ``today`` is what was encoded in it."""
    kinds = [memory.type for memory in today]
    if len(kinds) >= ENCODED_A_DAY:
        return False
    return notion.kind != "asked" or kinds.count("episodic") < QUESTIONS_A_DAY
