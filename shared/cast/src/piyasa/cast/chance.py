"""Chance as the cast takes it: made from a seed that is written down, so that it can be made again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Chance(Protocol):
    """The draws that are used; ``random.Random`` is one."""

    def choice(self, seq: Sequence[T], /) -> T:
        """One of several, each as likely."""

    def uniform(self, a: float, b: float) -> float:
        """A number between two others."""


class WholeChance(Chance, Protocol):
    """Chance that also draws whole numbers."""

    def randint(self, a: int, b: int) -> int:
        """A whole number between two others, both included."""
