"""What a persona's feelings depend on: its temperament, its day, its seats, and what it goes through."""

from __future__ import annotations

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.persona import (
    BotUpdated,
    EmotionProfileChanged,
    JoinedChat,
    LeftChat,
    LifeEventEnded,
    LifeEventStarted,
    PersonaChanged,
    TemperamentDrifted,
)
from piyasa.projections.emotions.moments import brought_to, moved_by
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.emotions.triggers import LIFE_EVENT, Trigger
from piyasa.projections.life_events.reading import ends_at
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

DRIFT_AT_MOST = 12.0
"""Points by which a baseline moves from what was configured (behaviour 3.6)."""
OFFSET_SHARE = 0.5
"""Share of a life event's impact that the baseline keeps while the event lasts (behaviour 6.4)."""
RULES: Rules[Feelings] = Rules()


@RULES.on(LifeEventStarted)
def _life_event(feelings: Feelings, event: Recorded[LifeEventStarted]) -> Feelings:
    data = event.data
    lived = feelings.circumstances
    if data.life_event_id in lived.offsets:
        return feelings
    impacts = {str(dimension): impact for dimension, impact in data.impacts.items()}
    offset = {dimension: impact * OFFSET_SHARE for dimension, impact in impacts.items()}
    lasting = {each for each, end in lived.until.items() if end > event.time} | (lived.offsets.keys() - lived.until)
    lived = replace(
        lived,
        offsets={each: known for each, known in lived.offsets.items() if each in lasting}
        | {data.life_event_id: offset},
        until={each: end for each, end in lived.until.items() if each in lasting}
        | {data.life_event_id: ends_at(event)},
    )
    return moved_by(feelings, event, Trigger(LIFE_EVENT, effects=impacts), circumstances=lived)


@RULES.on(LifeEventEnded)
def _life_goes_on(feelings: Feelings, event: Recorded[LifeEventEnded]) -> Feelings:
    over = event.data.life_event_id
    lived = feelings.circumstances
    if over not in lived.offsets:
        return feelings
    offsets = {each: offset for each, offset in lived.offsets.items() if each != over}
    until = {each: end for each, end in lived.until.items() if each != over}
    return brought_to(feelings, event, circumstances=replace(lived, offsets=offsets, until=until))


@RULES.on(EmotionProfileChanged)
def _temperament(feelings: Feelings, event: Recorded[EmotionProfileChanged]) -> Feelings:
    profile = event.data.profile
    lived = feelings.circumstances
    if profile.baseline != feelings.profile.baseline:
        lived = replace(lived, drift={})
    return brought_to(feelings, event, profile=profile, circumstances=lived)


@RULES.on(TemperamentDrifted)
def _drifted(feelings: Feelings, event: Recorded[TemperamentDrifted]) -> Feelings:
    drift = dict(feelings.circumstances.drift)
    for dimension, delta in event.data.deltas.items():
        drift[dimension] = min(DRIFT_AT_MOST, max(-DRIFT_AT_MOST, drift.get(dimension, 0.0) + delta))
    return moved_by(feelings, event, circumstances=replace(feelings.circumstances, drift=drift))


@RULES.on(PersonaChanged)
def _character(feelings: Feelings, event: Recorded[PersonaChanged]) -> Feelings:
    return brought_to(feelings, event, chronotype=event.data.persona.chronotype)


@RULES.on(BotUpdated)
def _updated(feelings: Feelings, event: Recorded[BotUpdated]) -> Feelings:
    data = event.data
    if data.active_hours is None and data.timezone is None:
        return feelings
    lived = feelings.circumstances
    if data.active_hours is not None:
        lived = replace(lived, active_hours=data.active_hours)
    timezone = data.timezone or feelings.timezone
    return brought_to(feelings, event, circumstances=lived, timezone=timezone)


@RULES.on(JoinedChat)
def _joined(feelings: Feelings, event: Recorded[JoinedChat]) -> Feelings:
    return _seated(feelings, (*_elsewhere(feelings, event.data.chat_id), event.data.chat_id))


@RULES.on(LeftChat)
def _left(feelings: Feelings, event: Recorded[LeftChat]) -> Feelings:
    return _seated(feelings, _elsewhere(feelings, event.data.chat_id))


def _elsewhere(feelings: Feelings, chat_id: str) -> tuple[str, ...]:
    return tuple(each for each in feelings.circumstances.chats if each != chat_id)


def _seated(feelings: Feelings, chats: tuple[str, ...]) -> Feelings:
    return replace(feelings, circumstances=replace(feelings.circumstances, chats=chats))
