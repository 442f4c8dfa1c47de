"""What else comes to a persona's mind while it speaks: a life event, a memory, its own words, its mood."""

from __future__ import annotations

from typing import Final

from piyasa.generator.domain.chance import Chance
from piyasa.generator.domain.names import group_of, names_of
from piyasa.generator.domain.scene import Scene
from piyasa.language import tr_lower
from piyasa.projections.memories.state import Memory

_MEMORY_SHARE, _TOLD_SHARE, _OWN_SHARE, _MOOD_SHARE = 0.35, 0.12, 0.1, 0.12
_ASKED_AGAIN_SHARE: Final = 0.8
"""How often a persona says that it remembers when somebody asks again about what they talked of."""
_LOW_BELOW, _HIGH_ABOVE, _TIRED_BELOW, _STRESSED_ABOVE = 35.0, 75.0, 28.0, 65.0
_HAPPENED: Final = frozenset({"past_event", "episodic"})
_LONGEST_MEMORY: Final = 140


def recollection(scene: Scene, subject: str | None, chance: Chance) -> str | None:
    """The kind of line that brings it up, or None; a life event that should be told comes first."""
    if scene.mention_event is not None:
        return f"life.{scene.mention_event.event_type}"
    memory = shared(scene)
    if memory is not None:
        about = subject is not None and _is_about(memory, subject)
        again = about and scene.target is not None and scene.target.meaning.is_question
        if chance.random() < (_ASKED_AGAIN_SHARE if again else _MEMORY_SHARE):
            return "memory.shared" if about else "memory.shared.free"
    if scene.own_past and chance.random() < _OWN_SHARE:
        return "own"
    return _mood(scene) if chance.random() < _MOOD_SHARE else None


def told(scene: Scene, subject: str | None, chance: Chance) -> str | None:
    """The kind of line that tells a memory of the persona's own about the subject instead of a view, or None."""
    memory = None if subject is None else on_topic(scene, subject)
    if memory is None or subject is None or chance.random() >= _TOLD_SHARE:
        return None
    if memory.type in _HAPPENED:
        return "memory.past"
    content = tr_lower(memory.content)
    is_named = any(tr_lower(name.text) in content for name in names_of(subject, scene.language))
    return "memory.named" if is_named else "memory.topic"


def shared(scene: Scene) -> Memory | None:
    """A memory in which whoever is answered has a part."""
    if scene.target is None:
        return None
    who = scene.target.speaker.partition(":")[2]
    return next((each for each in scene.memories if who in each.related or who in each.people), None)


def on_topic(scene: Scene, subject: str) -> Memory | None:
    """A memory of the persona's own about a subject or its group."""
    return next((each for each in scene.memories if _tellable(each) and _is_about(each, subject)), None)


def _is_about(memory: Memory, subject: str) -> bool:
    tags = {tag.casefold() for tag in memory.tags}
    return subject.casefold() in tags or group_of(subject).casefold() in tags


def any_memory(scene: Scene) -> Memory | None:
    """The first memory that involves nobody else and is more than a bare fact of a life."""
    return next((each for each in scene.memories if _tellable(each) and each.type != "personal_fact"), None)


def _tellable(memory: Memory) -> bool:
    return not memory.people and not memory.related and 0 < len(memory.content) <= _LONGEST_MEMORY


def _mood(scene: Scene) -> str | None:
    feelings = scene.feelings
    if feelings.energy < _TIRED_BELOW:
        return "mood.tired"
    if feelings.stress > _STRESSED_ABOVE:
        return "mood.stressed"
    if feelings.mood < _LOW_BELOW:
        return "mood.low"
    return "mood.high" if feelings.mood > _HIGH_ABOVE else None
