"""What goes on in a persona: feelings, ties, life, memories, its own earlier words, the reminder (parts 3 to 8)."""

from __future__ import annotations

from typing import Final

from piyasa.contracts.memories import LONGEST_MEMORY
from piyasa.generator.domain.prompt.quoting import Quoting, plain, quoted
from piyasa.generator.domain.prompt.section import Section
from piyasa.generator.domain.prompt.words import Words
from piyasa.generator.domain.scene import Scene
from piyasa.projections.emotions.reading import baselines

_NOTABLE: Final = 15.0
"""Distance from rest at which a feeling is told (behaviour 3.5)."""
_TOLD: Final = 2
"""Feelings that are told."""
_LEANS_FROM: Final = 0.15
"""Agreement bias, either way, from which it becomes a clause (behaviour 5.4)."""
_EVENTS, _MEMORIES, _OWN = 2, 3, 2
"""Life events, memories and own past lines at most."""
_EVENT, _MEMORY, _OWN_LINE, _NOTE = 24, 110, 110, 120
"""Tokens at most of a life event, a memory, an own past line, the reminder."""


def inner(scene: Scene, words: Words, quoting: Quoting) -> list[Section]:
    """Parts 3 to 8; what there is nothing of says nothing."""
    return [
        Section("feelings", _feelings(scene, words)),
        Section("relationship", _relationship(scene, words)),
        Section("life", _life(scene, words)),
        _memories(scene, words, quoting),
        _own_past(scene, words, quoting),
        Section(
            "reminder", words.inner.reminder.format(note=plain(scene.refresh_note, _NOTE)) if scene.refresh_note else ""
        ),
    ]


def _feelings(scene: Scene, words: Words) -> str:
    """The two dimensions farthest from rest, when they are notably far, as one clause."""
    far: list[tuple[float, str]] = []
    felt_at = scene.feelings.updated_at or scene.local  # feelings keep the log's time, whatever clocks are set to
    resting = baselines(scene.feelings, felt_at)
    for dimension, (low, high) in words.inner.feelings.items():
        distance = float(getattr(scene.feelings, dimension)) - resting[dimension]
        if abs(distance) >= _NOTABLE:
            far.append((abs(distance), high if distance > 0 else low))
    far.sort(key=lambda each: -each[0])
    return words.inner.feeling.format(feelings=", ".join(clause for _, clause in far[:_TOLD])) if far else ""


def _relationship(scene: Scene, words: Words) -> str:
    """Who is answered is to the persona, and whether to lean to agreeing; empty when nobody is answered."""
    if scene.target is None:
        return ""
    clause = words.inner.tie.format(kind=words.inner.ties[scene.relationship.kind])
    if abs(scene.agreement_bias) < _LEANS_FROM:
        return clause
    return f"{clause} {words.inner.agreeing if scene.agreement_bias > 0 else words.inner.differing}"


def _life(scene: Scene, words: Words) -> str:
    """What goes on in the persona's fictional life, and whether to mention it this time."""
    if not scene.events:
        return ""
    told = "; ".join(plain(event.description, _EVENT) for event in scene.events[-_EVENTS:])
    clause = words.inner.life.format(events=told)
    if scene.mention_event is None:
        return clause
    return f"{clause} {words.inner.mention.format(event=plain(scene.mention_event.description, _EVENT))}"


def _memories(scene: Scene, words: Words, quoting: Quoting) -> Section:
    """What comes to mind, best first."""
    keys, types = words.keys, words.inner.memory_types
    lines = (
        quoted({keys.type: types[memory.type], keys.memory: quoting.said(memory.content, _MEMORY, LONGEST_MEMORY)})
        for memory in scene.memories[:_MEMORIES]
    )
    return Section("memories", words.inner.memories, keys.memories, tuple(lines))


def _own_past(scene: Scene, words: Words, quoting: Quoting) -> Section:
    """What the persona said before, oldest first."""
    keys = words.keys
    lines = (quoted({keys.who: keys.you, keys.text: quoting.said(text, _OWN_LINE)}) for text in scene.own_past[-_OWN:])
    return Section("own_past", words.inner.own_past, keys.own_past, tuple(lines))
