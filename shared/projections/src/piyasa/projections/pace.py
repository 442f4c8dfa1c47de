"""Time-lapse: every duration and rate window of behaviour divided by one factor, for demonstrations and tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """How many times faster than life personas live; 1 is life. Hours of day and timestamps are untouched."""

    factor: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what would stop or reverse time."""
        if self.factor <= 0:
            message = f"pace must be above 0, got {self.factor}"
            raise ValueError(message)

    def seconds(self, duration: float) -> float:
        """A duration of behaviour in wall seconds."""
        return duration / self.factor

    def span(self, duration: float) -> timedelta:
        """A duration of behaviour as wall time."""
        return timedelta(seconds=duration / self.factor)


LIFE = Pace()
