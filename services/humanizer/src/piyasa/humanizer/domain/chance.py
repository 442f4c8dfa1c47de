"""Chance as the domain takes it: handed in with a seed, so that a decision can be made again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Chance(Protocol):
    """The draws that are used; ``random.Random`` is one."""

    def random(self) -> float:
        """A number from 0 up to, but not including, 1."""

    def uniform(self, a: float, b: float) -> float:
        """A number between two."""

    def choice(self, seq: Sequence[T], /) -> T:
        """One of several."""

    def choices(self, population: Sequence[T], weights: Sequence[float], *, k: int = 1) -> list[T]:
        """Some of several, the heavier the likelier."""

    def lognormvariate(self, mu: float, sigma: float) -> float:
        """A number above 0 whose logarithm is normally distributed."""
