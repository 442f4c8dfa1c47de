"""What deciding comes to: somebody is asked to speak, or nobody is for now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from piyasa.contracts.conversation import TickRequested


@dataclass(frozen=True, slots=True)
class Tick:
    """Somebody is asked to speak; ``answers`` is the position of the person's words it answers."""

    request: TickRequested
    answers: int | None = None

    @property
    def wait(self) -> float:
        """Seconds of behaviour the persona thinks."""
        return self.request.wait_seconds


@dataclass(frozen=True, slots=True)
class Rest:
    """Nobody is asked; look again at ``until``, or when something changes if that is None."""

    until: datetime | None
    reason: str


Decision = Tick | Rest


def sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two moments, None being never."""
    if one is None or other is None:
        return one or other
    return min(one, other)
