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
"""The levels at which behaviour changes (behaviour 3.5)."""
_LIVELY_DELAY, _TIRED_DELAY, _EXHAUSTED_DELAY = 0.7, 1.3, 1.5
"""By what a persona's thinking is multiplied."""
_LIVELY_LENGTH, _TIRED_LENGTH, _STRESSED_LENGTH, _THRILLED_LENGTH = 30.0, -20.0, -15.0, 20.0
"""Characters that the length of a message gains."""
_EMOJI_FROM, _EMOJI_AT_MOST, _EXCLAIMS_FROM, _MISTYPES_FROM, _HEDGES_FROM = 300.0, 0.3, 400.0, 2000.0, 200.0
"""What levels are divided by to become probabilities."""
_ENTHUSED_BY_EXCITEMENT, _ENTHUSED_BY_ENERGY = 0.6, 0.4
_FULL = 100.0


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
        emoji_probability=min(_EMOJI_AT_MOST, feelings.excitement / _EMOJI_FROM),
        exclamation_probability=feelings.excitement / _EXCLAIMS_FROM,
        typo_probability=feelings.stress / _MISTYPES_FROM,
        hedging_probability=(_FULL - feelings.confidence) / _HEDGES_FROM,
        formality_level=(_FULL - feelings.social_warmth) / _FULL,
        enthusiasm_level=_enthusiasm(feelings),
    )


def _delay(energy: float) -> float:
    if energy > _HIGH:
        return _LIVELY_DELAY
    if energy < _EXHAUSTED:
        return _EXHAUSTED_DELAY
    return _TIRED_DELAY if energy < _LOW else 1.0


def _length(feelings: Feelings) -> float:
    bias = _LIVELY_LENGTH if feelings.energy > _HIGH else _TIRED_LENGTH if feelings.energy < _LOW else 0.0
    if feelings.energy > _HIGH and feelings.excitement > _THRILLED:
        bias += _THRILLED_LENGTH
    return bias + _STRESSED_LENGTH if feelings.stress > _HIGH else bias


def _enthusiasm(feelings: Feelings) -> float:
    return (_ENTHUSED_BY_EXCITEMENT * feelings.excitement + _ENTHUSED_BY_ENERGY * feelings.energy) / _FULL
