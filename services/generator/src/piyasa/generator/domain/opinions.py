"""When a persona voices an opinion, and when a week of talk moves one (behaviour 2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from piyasa.contracts.values import Meaning
from piyasa.projections.climate.state import Tally
from piyasa.projections.conversations.reading import TAKES_SIDE_FROM
from piyasa.projections.directory.state import Stance

APART_FROM: Final = 0.6
"""How far a week's mean sentiment must be from a stance to move it."""
MOVES_AT_MOST: Final = 0.3
"""How far a stance moves in a week."""
EVIDENCE_FROM: Final = 10
"""Lines of people in a week below which nothing moves a stance."""


@dataclass(frozen=True, slots=True)
class Move:
    """A stance that moves, with what moved it."""

    topic: str
    direction: float
    confidence: float
    mean: float
    lines: int

    def sign(self, before: Stance) -> int:
        """Which way it moved."""
        return 1 if self.direction > before.direction else -1


def stated(meaning: Meaning, stances: Mapping[str, Stance], now: datetime) -> tuple[str, ...]:
    """The stance topics on which a text voices an opinion and that are not cooling down already."""
    if meaning.is_question or abs(meaning.sentiment) < TAKES_SIDE_FROM:
        return ()
    named = dict.fromkeys((*meaning.symbols, *sorted(meaning.topics)))
    return tuple(topic for topic in named if topic in stances and not cooling(stances[topic], now))


def cooling(stance: Stance, now: datetime) -> bool:
    """Whether the stance is neither raised nor moved for now."""
    return stance.cooldown_until is not None and now < stance.cooldown_until


def moved(stance: Stance, week: Tally, now: datetime) -> Move | None:
    """Where a week of talk moves a stance; None when it stays."""
    if week.lines < EVIDENCE_FROM or cooling(stance, now):
        return None
    mean = week.sentiment / week.lines
    apart = mean - stance.direction
    if abs(apart) <= APART_FROM:
        return None
    step = min(MOVES_AT_MOST, max(-MOVES_AT_MOST, apart))
    direction = round(min(1.0, max(-1.0, stance.direction + step)), 4)
    return Move(stance.topic, direction, stance.confidence, mean, week.lines)
