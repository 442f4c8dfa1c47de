"""The feelings at the moment of a fact: first what time did to them, then what the fact does."""

from __future__ import annotations

from typing import Any

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.projections.addressing import TOLD_KEPT, telling
from piyasa.projections.emotions.passing import passed, with_levels
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.emotions.triggers import Trigger, moved
from piyasa.projections.emotions.weeks import with_time


def moved_by(feelings: Feelings, event: Recorded[Event], *triggers: Trigger, **also: Any) -> Feelings:  # noqa: ANN401 - fields of the state, whatever their types
    """The feelings after a fact that counts once, with the fields ``also`` that it changes."""
    told = (*feelings.told, telling(event))[-TOLD_KEPT:]
    days = with_time(feelings, event.time)
    return moved(feelings, event.time, *triggers, told=told, days=days, position=event.position, **also)


def brought_to(feelings: Feelings, event: Recorded[Event], **also: Any) -> Feelings:  # noqa: ANN401 - the same
    """The feelings after a fact that moves nothing, but changes how time passes from then on."""
    moment, levels = passed(feelings, event.time)
    return with_levels(feelings, levels, moment, days=with_time(feelings, event.time), **also)
