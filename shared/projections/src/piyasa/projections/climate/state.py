"""What the people of a chat made of each topic on each of the last days: evidence for opinions (behaviour 2.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

DAYS_KEPT = 8
"""Seven full days and the one that is not over."""
TOPICS_KEPT = 200
"""Topics of a day beyond these are not counted."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The lines of a day about a topic."""

    lines: int
    sentiment: float
    """Sum over the lines."""


@dataclass(frozen=True, slots=True)
class Climate:
    """One chat's newest days (UTC), oldest first; only what people said counts, personas are no evidence."""

    days: dict[date, dict[str, Tally]] = field(default_factory=dict)
    position: int = 0
