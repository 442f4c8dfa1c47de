"""Samples without chance: evenly spread, so that the same lines give the same figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def evenly(values: Sequence[T], size: int) -> list[T]:
    """At most so many of the values, at even distances, the first one among them."""
    if len(values) <= size:
        return list(values)
    return [values[at * len(values) // size] for at in range(size)]
