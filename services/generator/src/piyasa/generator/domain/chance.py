"""Chance as the domain takes it: handed in with a seed, so that a decision can be made again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Chance(Protocol):
    """The draws that are used; ``random.Random`` is one."""

    def random(self) -> float:
        """A number from 0 up to, but not including, 1."""

    def choice(self, seq: Sequence[T], /) -> T:
        """One of several."""

    def sample(self, population: Sequence[T], k: int) -> list[T]:
        """Several without repetition, in random order."""
