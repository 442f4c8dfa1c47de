"""What services ask of a persona's feelings at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from piyasa.contracts.persona import DIMENSIONS
from piyasa.projections.emotions.passing import carried, resting_levels
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.emotions.weeks import week_means

__all__ = ["Modifiers", "baselines", "feelings_at", "modifiers", "week_means"]

_EXHAUSTED, _LOW, _HIGH, _THRILLED = 15.0, 30.0, 70.0, 85.0
"""The levels at which behaviour changes."""


@dataclass(frozen=True, slots=True)
class Modifiers:
    """How feelings change the next message; every key is always there (behaviour 3.5)."""

    response_delay_multiplier: float
    """0.7..1.5"""
    message_length_bias: float
    """Characters, -35..50."""
    emoji_probability: float
    """0..0.3"""
    exclamation_probability: float
    """0..0.25"""
    typo_probability: float
    """0..0.05"""
    hedging_probability: float
    """0..0.5"""
    formality_level: float
    """0..1"""
    enthusiasm_level: float
    """0..1"""


def feelings_at(feelings: Feelings, now: datetime) -> Feelings:
    """What a persona feels now: decayed towards its baselines, energy on the curve of its day."""
    return carried(feelings, now)


def baselines(feelings: Feelings, now: datetime) -> dict[str, float]:
    """Where each dimension rests at a moment, for telling what is unusual."""
    return dict(zip(DIMENSIONS, resting_levels(feelings, now), strict=True))


def modifiers(feelings: Feelings) -> Modifiers:
    """What feelings do to the next message; take them from ``feelings_at`` first."""
    return Modifiers(
        response_delay_multiplier=_delay(feelings.energy),
        message_length_bias=_length(feelings),
        emoji_probability=min(0.3, feelings.excitement / 300),
        exclamation_probability=feelings.excitement / 400,
        typo_probability=feelings.stress / 2000,
        hedging_probability=(100 - feelings.confidence) / 200,
        formality_level=(100 - feelings.social_warmth) / 100,
        enthusiasm_level=(0.6 * feelings.excitement + 0.4 * feelings.energy) / 100,
    )


def _delay(energy: float) -> float:
    if energy > _HIGH:
        return 0.7
    if energy < _EXHAUSTED:
        return 1.5
    return 1.3 if energy < _LOW else 1.0


def _length(feelings: Feelings) -> float:
    bias = 30.0 if feelings.energy > _HIGH else -20.0 if feelings.energy < _LOW else 0.0
    if feelings.energy > _HIGH and feelings.excitement > _THRILLED:
        bias += 20
    return bias - 15 if feelings.stress > _HIGH else bias
