"""When a message is sent: reading, thinking, typing (behaviour 10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from piyasa.humanizer.domain.bounds import clamp
from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.manner import Manner
from piyasa.projections.pace import Pace

READING_PER_SECOND: Final = 25.0
LEAST_READING, MOST_READING = 0.8, 8.0
LEAST_THINKING, MOST_THINKING = 1.0, 600.0
LEAST_TYPING, MOST_TYPING = 1.5, 25.0
LEAST_TOTAL: Final = 2.0
SINCERE_WITHIN: Final = 30.0
JITTER: Final = 0.35
_SLOWEST, _FASTEST = 3.5, 7.0
_THINKS: Final = {"fast": 0.75, "normal": 1.0, "slow": 1.3}
_SENTENCE: Final = re.compile(r"[.!?…]+")
_CORRECTING: Final = (3.0, 10.0)
"""Seconds after which a slip is noticed (behaviour 9.4)."""
_TYPED_AT_REST, _TYPED_BY_ENERGY = 0.8, 0.4
_TYPED_UNEVENLY: Final = (0.8, 1.2)
_PAUSE: Final = (0.5, 2.0)
"""Seconds after each sentence."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of behaviour."""

    reading: float
    thinking: float
    typing: float

    @property
    def total(self) -> float:
        """From being asked to the message standing in the chat, at least two seconds."""
        return max(LEAST_TOTAL, self.reading + self.thinking + self.typing)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a message is to stand in the chat, and how many wall seconds before that typing begins."""

    send_at: datetime
    typing_seconds: float


def cps_of(persona_chance: Chance) -> float:
    """A persona's typing speed in characters a second; draw it from a seed of the persona alone."""
    return persona_chance.uniform(_SLOWEST, _FASTEST)


def timed(  # noqa: PLR0913 - every part of the sum
    text: str,
    manner: Manner,
    *,
    wait: float,
    target_length: int,
    cps: float,
    scale: float,
    boost: float = 1.0,
    chance: Chance,
) -> Timing:
    """How long the persona reads, thinks and types.

    ``wait`` is the tick's; ``scale`` above 1 and the ``boost`` of the prime hours shorten thinking, nothing else.
    """
    thinking = wait * manner.modifiers.response_delay_multiplier * manner.effects.delay
    thinking *= _THINKS[manner.persona.tempo] * chance.lognormvariate(0.0, JITTER)
    return Timing(
        reading=clamp(target_length / READING_PER_SECOND, LEAST_READING, MOST_READING),
        thinking=clamp(thinking / boost / max(1.0, scale), LEAST_THINKING, MOST_THINKING),
        typing=typing_time(text, manner, cps, chance),
    )


def timed_truth(text: str, *, wait: float, cps: float) -> Timing:
    """A sincere question is answered within half a minute, whatever the mood."""
    typing = clamp(len(text) / cps, LEAST_TYPING, SINCERE_WITHIN / 3)
    return Timing(LEAST_READING, clamp(wait, LEAST_THINKING, SINCERE_WITHIN - typing - LEAST_READING), typing)


def typing_time(text: str, manner: Manner, cps: float, chance: Chance) -> float:
    """Seconds of typing, 1.5..25: characters by speed, energy and the plan's tempo, with a pause a sentence."""
    speed = cps * (_TYPED_AT_REST + _TYPED_BY_ENERGY * manner.feelings.energy / 100)
    speed *= manner.plan.tempo_multiplier * chance.uniform(*_TYPED_UNEVENLY)
    pauses = sum(chance.uniform(*_PAUSE) for _ in range(max(1, len(_SENTENCE.findall(text)))))
    return clamp(len(text) / speed + pauses, LEAST_TYPING, MOST_TYPING)


def moment_of(timing: Timing, requested_at: datetime, now: datetime, pace: Pace) -> Moment:
    """The wall time of a message: late when drafting took long, never rushed, never before it could be typed."""
    typing = pace.seconds(timing.typing)
    planned = requested_at + pace.span(timing.total)
    return Moment(max(planned, now + timedelta(seconds=typing)), typing)


def next_moment(
    text: str, after: Moment, manner: Manner, cps: float, chance: Chance, pace: Pace, *, corrects: bool
) -> Moment:
    """The moment of a second part: as long after the first as it takes to type, or to notice a slip."""
    typing = typing_time(text, manner, cps, chance)
    seconds = chance.uniform(*_CORRECTING) if corrects else typing
    return Moment(after.send_at + pace.span(seconds), pace.seconds(min(seconds, typing)))
