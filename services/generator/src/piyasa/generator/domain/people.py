"""Which people a text names, so that they are found when they wish to be forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from piyasa.generator.domain.scene import Said, Scene
from piyasa.language import fold

_SHORTEST = 3


def people_heard(scene: Scene) -> frozenset[str]:
    """The people whose lines stand in a scene: words found for it may echo them."""
    listened = (*scene.history, *(() if scene.target is None else (scene.target,)))
    return frozenset(said.speaker.removeprefix("p:") for said in listened if said.by_person)


def people_in(text: str, lines: Iterable[Said]) -> tuple[str, ...]:
    """The people whose display name, or its first word, stands in the text; in doubt they do."""
    words = set(fold(text).replace(",", " ").replace(".", " ").replace("!", " ").replace("?", " ").split())
    named: dict[str, None] = {}
    for said in lines:
        if said.by_person and any(len(part) >= _SHORTEST and part in words for part in fold(said.name).split()):
            named[said.speaker.removeprefix("p:")] = None
    return tuple(named)
