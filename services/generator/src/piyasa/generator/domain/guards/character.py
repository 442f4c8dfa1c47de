"""Whether a draft is a line of its persona at all, and not a model's talk about itself or somebody's instructions."""

from __future__ import annotations

from collections.abc import Iterator

from piyasa.generator.domain.guards.objections import Objection
from piyasa.generator.domain.guards.recital import recites
from piyasa.generator.domain.prompt.suspicion import gives_orders
from piyasa.generator.domain.scene import Scene
from piyasa.language.guards.obedience import echoes, obeys
from piyasa.language.speech import speaks

GUARD = "character"


def character(text: str, scene: Scene) -> Objection | None:
    """What shows that the words are not the persona's own."""
    kind = _kind(text, scene)
    return None if kind is None else Objection(GUARD, kind)


def _kind(text: str, scene: Scene) -> str | None:
    if recites(text):
        return "recital"
    obeyed = obeys(text)
    if obeyed is not None:
        return obeyed
    spoken = speaks(text)
    if spoken is not None and spoken != ("en" if scene.language == "en" else "tr"):
        return "wrong_language"
    return "echo" if any(echoes(text, attack) for attack in _attacks(scene)) else None


def _attacks(scene: Scene) -> Iterator[str]:
    """What people wrote to give orders to a model."""
    heard = {said.text for said in (*scene.history, *(() if scene.target is None else (scene.target,)))}
    yield from (text for text in heard if gives_orders(text))
