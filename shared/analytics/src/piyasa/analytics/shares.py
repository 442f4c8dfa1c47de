"""Shares that remember what they are shares of, so that parts add up to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """So many among so many."""

    count: int = 0
    among: int = 0

    @property
    def value(self) -> float | None:
        """0..1; None of nothing."""
        return self.count / self.among if self.among else None

    def rest(self) -> Share:
        """The others."""
        return Share(self.among - self.count, self.among)

    def __add__(self, other: Share) -> Share:
        return Share(self.count + other.count, self.among + other.among)

    @staticmethod
    def total(shares: Iterable[Share]) -> Share:
        """All together."""
        return sum(shares, Share())

    @staticmethod
    def of(answers: Iterable[bool]) -> Share:
        """How many of the answers are yes."""
        told = list(answers)
        return Share(sum(told), len(told))
