"""One of several by weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from piyasa.generator.domain.chance import Chance

T = TypeVar("T")
Weighted = tuple[float, str]


def weighed(options: Sequence[tuple[float, T]], chance: Chance) -> T:
    """Draw one of several, each as often as its weight (0 or more) says; at least one weighs something."""
    left = chance.random() * sum(weight for weight, _ in options)
    for weight, option in options:
        left -= weight
        if left < 0:
            return option
    return options[-1][1]
