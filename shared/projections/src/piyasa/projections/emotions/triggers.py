"""What moves a persona, by how much, and ever less when it repeats (behaviour 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from piyasa.projections.emotions.passing import carried, clamp
from piyasa.projections.emotions.state import Feelings, Felt
from piyasa.projections.replacing import replace

EFFECTS: Mapping[str, Mapping[str, float]] = {
    "positive_interaction": {"mood": 5.0, "social_warmth": 3.0},
    "negative_interaction": {"mood": -5.0, "stress": 3.0},
    "mention": {"excitement": 10.0, "social_warmth": 5.0, "confidence": 3.0},
    "ignored": {"mood": -3.0, "curiosity": -5.0, "social_warmth": -2.0},
    "successful_prediction": {"confidence": 10.0, "excitement": 5.0},
    "failed_prediction": {"confidence": -10.0, "stress": 5.0},
    "message_sent": {"energy": -1.0},
    "long_silence": {"curiosity": 5.0, "excitement": -3.0},
}
LIFE_EVENT = "life_event"
REPEATS_WITHIN = 3600.0
"""Seconds within which a trigger counts as a repeat."""
REPEAT_FACTOR = 0.7
"""The k-th occurrence has this effect to the power of k - 1."""
FELT_KEPT = 10
_REPEATS_KEPT = 24
"""A repeat beyond these moves nothing by a hundredth."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One thing that moves a persona."""

    name: str
    intensity: float = 1.0
    """0..2"""
    actor: str | None = None
    """Speaker who caused it."""
    effects: Mapping[str, float] | None = None
    """Of a life event, which brings its own; the others' are in ``EFFECTS``."""


def moved(feelings: Feelings, moment: datetime, *triggers: Trigger) -> Feelings:
    """The feelings after time passed up to a moment and then these triggers: decay, day, effects, clamp."""
    feelings = carried(feelings, moment)
    window = timedelta(seconds=REPEATS_WITHIN / feelings.time_lapse)
    changes: dict[str, Any] = {}
    repeats = dict(feelings.repeats)
    felt = feelings.recent
    for trigger in triggers:
        earlier = tuple(time for time in repeats.get(trigger.name, ()) if time > moment - window)
        strength = trigger.intensity * feelings.profile.volatility * REPEAT_FACTOR ** len(earlier)
        effects = EFFECTS[trigger.name] if trigger.effects is None else trigger.effects
        for dimension, effect in effects.items():
            level: float = changes[dimension] if dimension in changes else getattr(feelings, dimension)
            changes[dimension] = clamp(level + effect * strength)
        repeats[trigger.name] = (*earlier, moment)[-_REPEATS_KEPT:]
        felt = (*felt, Felt(moment, trigger.name, trigger.intensity, trigger.actor))
    return replace(feelings, recent=felt[-FELT_KEPT:], repeats=repeats, **changes)
