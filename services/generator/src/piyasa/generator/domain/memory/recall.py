"""What comes to a persona's mind while it looks for words (behaviour 4.4, 4.5, 4.10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from piyasa.contracts.values import is_person
from piyasa.generator.domain.memory.stems import joined, nearness, stems_of
from piyasa.projections.conversations.state import Line
from piyasa.projections.memories.reading import Context, recall
from piyasa.projections.memories.state import Memory, Remembered
from piyasa.projections.presence.reading import chats_at
from piyasa.projections.presence.state import Presence

IN_PROMPT: Final = 3
"""Memories in a prompt at most."""
LINES_READ: Final = 3
"""Newest lines that cue a memory."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What may bring something to mind."""

    context: Context
    stems: frozenset[str]
    before: int | None
    """Position of the line that is answered: what was encoded from it or later is no memory yet."""


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
        joined(line.text for line in heard),
        None if target is None else target.position,
    )


def recalled(
    remembered: Remembered, cue: Cue, presence: Presence | None, now: datetime, limit: int = IN_PROMPT
) -> tuple[tuple[Memory, float], ...]:
    """The best that bear on the moment with their scores, best first; never what the persona was not present for.

    What is remembered of a person comes to mind in front of that person only.
    """
    found = recall(
        remembered, cue.context, now, len(remembered.items), similarities=dict(_similarities(remembered, cue))
    )
    fit = ((memory, round(points, 3)) for memory, points in found if _may_come_up(memory, cue, presence))
    return tuple(islice(fit, limit))


def _similarities(remembered: Remembered, cue: Cue) -> Iterator[tuple[str, float]]:
    """How near memories are to the cue, of those that share a word with it."""
    for memory_id, memory in remembered.items.items():
        stems = stems_of(memory.content)
        if not stems.isdisjoint(cue.stems):
            yield memory_id, nearness(stems, cue.stems)


def _may_come_up(memory: Memory, cue: Cue, presence: Presence | None) -> bool:
    if memory.related and cue.context.user not in memory.related:
        return False
    if memory.heard_in is None:
        return True
    if cue.before is not None and memory.heard_in >= cue.before:
        return False
    return bool(chats_at(presence, memory.heard_in))
