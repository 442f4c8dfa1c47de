"""Chance as the domain takes it: made from a seed that is written down, so that it can be made again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Chance(Protocol):
    """The draws that are used; ``random.Random`` is one."""

    def choice(self, seq: Sequence[T], /) -> T:
        """One of several, each as likely."""

    def randint(self, a: int, b: int) -> int:
        """A whole number between two others, both included."""

    def uniform(self, a: float, b: float) -> float:
        """A number between two others."""


Draw = Callable[[str], Chance]
"""Makes the chance of a seed; ``random.Random`` is one."""
