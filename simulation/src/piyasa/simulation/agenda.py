"""What is to happen when, under a clock that jumps from one happening to the next."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

Happening = Callable[[], object]


@dataclass(slots=True)
class Agenda:
    """Happenings in the order of their moments; those of one moment in the order in which they were put down.

    Moments are whole milliseconds, which is what a written log holds: read again, it says the same.
    """

    now: datetime
    """The virtual time, which only moves forward."""
    _heap: list[tuple[datetime, int, Happening]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)

    def clock(self) -> datetime:
        """The virtual time, as ports ask for it."""
        return self.now

    def at(self, moment: datetime, happening: Happening) -> None:
        """Put something down; what should have happened already happens next."""
        heapq.heappush(self._heap, (max(_whole(moment), self.now), next(self._order), happening))

    def after(self, seconds: float, happening: Happening) -> None:
        """Put something down for so many seconds from now."""
        self.at(self.now + timedelta(seconds=seconds), happening)

    def step(self, until: datetime) -> bool:
        """Let the next happening before ``until`` happen; False when there is none, and then it is that time."""
        if not self._heap or self._heap[0][0] >= until:
            self.now = max(self.now, until)
            return False
        self.now, _, happening = heapq.heappop(self._heap)
        happening()
        return True


def _whole(moment: datetime) -> datetime:
    """The first whole millisecond that is not earlier."""
    return moment + timedelta(microseconds=-moment.microsecond % 1000)
