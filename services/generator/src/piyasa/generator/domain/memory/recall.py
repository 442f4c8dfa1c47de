"""What comes to a persona's mind while it looks for words (behaviour 4.4, 4.5, 4.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Final

from piyasa.contracts.values import is_person
from piyasa.generator.domain.memory.likeness import likenesses
from piyasa.language import tokenise
from piyasa.projections.conversations.state import Line
from piyasa.projections.memories.reading import Context, recall
from piyasa.projections.memories.state import Memory, Remembered
from piyasa.projections.presence.reading import chats_at
from piyasa.projections.presence.state import Presence

Near = Mapping[str, float]
"""Memories by id to the cosine of their embedding with what is said, -1..1; those without an embedding lack."""
Recollection = tuple[Memory, float]
"""A memory with the points that brought it to mind."""
IN_PROMPT: Final = 3
"""Memories in a prompt at most."""
LINES_READ: Final = 3
"""Newest lines that cue a memory."""
TOUCHES_FROM: Final = 0.15
"""Similarity from which what is said touches what is remembered of the person who says it."""
_NEAR_FROM: Final = 0.05
"""Similarity from which a memory is more than one on the same topic."""
_GREETINGS: Final = frozenset(("selam", "slm", "merhaba", "mrb", "gunaydin", "naber", "hello", "hi", "hey"))
_GREETING_WORDS: Final = 3
"""Words of a line, at most, that is a mere greeting."""
NOTHING_NEAR: Near = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Cue:
    """What may bring something to mind."""

    context: Context
    said: tuple[str, ...]
    """The newest lines, oldest first."""
    topic: str | None
    before: int | None
    """Position of the line that is answered: what was encoded from it or later is no memory yet."""
    greets: bool = False
    """Whether the line that is answered is a mere greeting."""

    @property
    def query(self) -> str:
        """What is compared with memories: the topic and the newest lines (behaviour 4.5)."""
        return "\n".join((*((self.topic,) if self.topic else ()), *self.said))


def cue_of(topic: str | None, lines: Sequence[Line], target: Line | None, emotion: float) -> Cue:
    """The topic, the newest lines and the line that is answered."""
    heard = [*lines[-LINES_READ:], *(() if target is None else (target,))]
    tags = {topic} if topic else set[str]()
    for line in heard:
        tags.update(line.meaning.symbols, line.meaning.topics)
    user = None
    if target is not None and is_person(target.speaker):
        user = target.speaker.removeprefix("p:")
    elif target is not None:
        tags.add(target.speaker)
    return Cue(
        Context(frozenset(tags), user, emotion),
        tuple(dict.fromkeys(line.text for line in heard if line.text)),
        topic,
        None if target is None else target.position,
        target is not None and _greets(target.text),
    )


def recalled(
    remembered: Remembered,
    cue: Cue,
    presence: Presence | None,
    now: datetime,
    limit: int = IN_PROMPT,
    near: Near = NOTHING_NEAR,
) -> tuple[Recollection, ...]:
    """The best that bear on the moment with their scores, best first; never what the persona was not present for.

    What is remembered of a person comes to mind in front of that person only, and only when what is said touches it
    or is a mere greeting. What only shares a topic comes after what is also near to what is said. Memories that
    ``near`` lacks are compared by their words.
    """
    similarities = {**_by_words(remembered, cue), **near}
    found = recall(remembered, cue.context, now, len(remembered.items), similarities=similarities)
    found.sort(key=lambda each: similarities.get(each[0].memory_id, 0.0) < _NEAR_FROM)
    fit = (
        (memory, round(points, 3))
        for memory, points in found
        if _was_there(memory, cue, presence) and _is_for_them(memory, cue, similarities.get(memory.memory_id, 0.0))
    )
    return tuple(islice(fit, limit))


def _greets(text: str) -> bool:
    words = [token.word for token in tokenise(text)]
    return 0 < len(words) <= _GREETING_WORDS and words[0] in _GREETINGS


def _by_words(remembered: Remembered, cue: Cue) -> dict[str, float]:
    contents = tuple(memory.content for memory in remembered.items.values())
    return dict(zip(remembered.items, likenesses(contents, cue.said), strict=True))


def _is_for_them(memory: Memory, cue: Cue, similarity: float) -> bool:
    """Whether what is remembered of somebody is for the one who is spoken to, and for now."""
    if not memory.related and not memory.people:
        return True
    if cue.context.user not in memory.related and cue.context.user not in memory.people:
        return False
    return cue.greets or similarity >= TOUCHES_FROM or not cue.context.tags.isdisjoint(memory.tags)


def _was_there(memory: Memory, cue: Cue, presence: Presence | None) -> bool:
    if memory.heard_in is None:
        return True
    if cue.before is not None and memory.heard_in >= cue.before:
        return False
    return bool(chats_at(presence, memory.heard_in))
