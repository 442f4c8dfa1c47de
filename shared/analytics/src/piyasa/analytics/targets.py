"""What was aimed at, what was measured, and whether it was met (behaviour 7.5, 8, 13, 14; product, yardsticks)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Final

_SIGNS: Final[dict[str, Callable[[float, float], bool]]] = {"≥": ge, ">": gt, "≤": le, "<": lt}


@dataclass(frozen=True, slots=True)
class Target:
    """One line of the table of targets."""

    name: str
    source: str
    """Where it is asked for."""
    wanted: str
    measured: float | None
    met: bool | None
    """None when nothing was measured."""


def target(name: str, source: str, wanted: str, measured: float | None) -> Target:
    """Compare a figure with one or two bounds, such as ``≥ 0.9`` or ``≥ 5, ≤ 15``."""
    if measured is None:
        return Target(name, source, wanted, None, None)
    bounds = [bound.split() for bound in wanted.split(", ")]
    met = all(_SIGNS[sign](measured, float(limit)) for sign, limit in bounds)
    return Target(name, source, wanted, measured, met)
