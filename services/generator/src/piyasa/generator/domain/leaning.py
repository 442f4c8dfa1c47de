"""Which way a persona's stance points, and whether it may still be voiced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from piyasa.generator.domain.names import group_of
from piyasa.generator.domain.scene import Scene

_LEANS_FROM: Final = 0.2


@dataclass(frozen=True, slots=True)
class Lean:
    """-1 for careful, 1 for hopeful, 0 for neither; and whether enough has been said that way."""

    sign: int = 0
    is_spent: bool = False


def lean_on(scene: Scene, subject: str | None) -> Lean:
    """The direction of the persona's stance on a subject, or on its group."""
    if subject is None:
        return Lean()
    stance = scene.bot.stances.get(subject) or scene.bot.stances.get(group_of(subject))
    if stance is None or abs(stance.direction) < _LEANS_FROM:
        return Lean()
    sign = 1 if stance.direction > 0 else -1
    return Lean(sign, (subject, sign) in scene.spent)


def spent_signs(scene: Scene, subject: str | None) -> frozenset[int]:
    """The directions in which nothing more may be said of a subject."""
    return frozenset(sign for symbol, sign in scene.spent if symbol == subject)
