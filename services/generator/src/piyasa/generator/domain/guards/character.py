"""Whether a draft is a line of its persona at all, and not a model's talk about itself or somebody's instructions."""

from __future__ import annotations

from piyasa.generator.domain.guards.objections import Objection
from piyasa.generator.domain.scene import Scene


def character(text: str, scene: Scene) -> Objection | None:
    """What shows that the words are not the persona's own."""
    return None
