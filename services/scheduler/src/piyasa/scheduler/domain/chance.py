"""Chance as the domain takes it: made from a seed that is written into the decision, so that it can be made again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from piyasa.contracts.identity import seed_of

T = TypeVar("T")


class Chance(Protocol):
    """The draws that are used; ``random.Random`` is one."""

    def random(self) -> float:
        """A number from 0 up to, but not including, 1."""

    def uniform(self, a: float, b: float) -> float:
        """A number between two others."""


Draw = Callable[[str], Chance]
"""Makes the chance of a seed; ``random.Random`` is one."""


def weighted(chance: Chance, options: Sequence[tuple[T, float]]) -> T:
    """One of several, each as likely as its weight; the first when no weight is above 0.

    Raises ``IndexError`` when there are none.
    """
    left = chance.random() * sum(weight for _, weight in options)
    for option, weight in options:
        left -= weight
        if left < 0:
            return option
    return options[0][0]


def fixed(identity: str, purpose: str) -> float:
    """A number from 0 up to 1 that belongs to an identity for good: the same in every process and release."""
    return int(seed_of(identity, purpose), 16) / 2**64
