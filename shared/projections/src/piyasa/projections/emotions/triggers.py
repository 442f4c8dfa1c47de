"""What moves a persona, by how much, and ever less when it repeats (behaviour 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from piyasa.contracts.persona import DIMENSIONS
from piyasa.projections.emotions.passing import clamp, passed, with_levels
from piyasa.projections.emotions.state import Feelings, Felt

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
"""Of the newest triggers (behaviour 3.1)."""
_REPEATS_KEPT = 24
"""A repeat beyond these moves nothing by a hundredth."""
_INDEX: Mapping[str, int] = {dimension: index for index, dimension in enumerate(DIMENSIONS)}


class Trigger(NamedTuple):
    """One thing that moves a persona."""

    name: str
    intensity: float = 1.0
    """0..2"""
    actor: str | None = None
    """Speaker who caused it."""
    effects: Mapping[str, float] | None = None
    """Of a life event, which brings its own; the others' are in ``EFFECTS``."""


def moved(feelings: Feelings, moment: datetime, *triggers: Trigger, **also: Any) -> Feelings:  # noqa: ANN401 - fields of the state, whatever their types
    """The feelings after time passed up to a moment and then these triggers: decay, day, effects, clamp.

    ``also`` are further fields that the same fact changes: one copy is made for all.
    """
    updated_at, levels = passed(feelings, moment)
    since = moment - timedelta(seconds=REPEATS_WITHIN / feelings.circumstances.time_lapse)
    repeats = dict(feelings.repeats)
    felt = feelings.recent
    for trigger in triggers:
        earlier = repeats.get(trigger.name, ())
        if earlier and earlier[0] <= since:
            earlier = tuple(time for time in earlier if time > since)
        strength = trigger.intensity * feelings.profile.volatility * REPEAT_FACTOR ** len(earlier)
        effects = EFFECTS[trigger.name] if trigger.effects is None else trigger.effects
        deltas = {dimension: effect * strength for dimension, effect in effects.items()}
        for dimension, delta in deltas.items():
            index = _INDEX[dimension]
            levels[index] = clamp(levels[index] + delta)
        repeats[trigger.name] = (*earlier, moment)[-_REPEATS_KEPT:]
        felt = (*felt, Felt(moment, trigger.name, trigger.intensity, trigger.actor, deltas))
    return with_levels(feelings, levels, updated_at, recent=felt[-FELT_KEPT:], repeats=repeats, **also)
