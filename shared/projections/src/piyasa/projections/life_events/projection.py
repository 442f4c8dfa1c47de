"""The fold of what happens in personas' fictional lives."""

from __future__ import annotations

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import BotEvent, Event
from piyasa.contracts.persona import BotRemoved, LifeEventEnded, LifeEventStarted
from piyasa.projections.life_events.reading import ends_at, is_active
from piyasa.projections.life_events.state import EVENTS_KEPT, Life, LifeEvent
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

_RULES: Rules[Life] = Rules()


class LifeEvents:
    """What each persona goes through."""

    name = "life_events"
    version = "1"
    state = Life
    facts = frozenset[str]()

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The persona of the fact."""
        return (event.data.bot_id,) if isinstance(event.data, BotEvent) else ()

    def evolve(self, state: Life | None, event: Recorded[Event]) -> Life | None:
        """A persona's first event begins its life, its removal ends it."""
        before = state or Life()
        after = _RULES.apply(before, event)
        return state if after is before else after


@_RULES.on(LifeEventStarted)
def _started(life: Life, event: Recorded[LifeEventStarted]) -> Life:
    data = event.data
    if any(each.life_event_id == data.life_event_id for each in life.events):
        return life
    started = LifeEvent(
        life_event_id=data.life_event_id,
        event_type=data.event_type,
        description=data.description,
        starts_at=event.time,
        ends_at=ends_at(event),
        impacts=dict(data.impacts),
        availability=data.availability_multiplier,
        frequency=data.frequency_multiplier,
        public=data.public,
        position=event.position,
    )
    events = (*life.events, started)
    if len(events) > EVENTS_KEPT:
        least = next((each for each in events if not is_active(each, event.time)), events[0])
        events = tuple(each for each in events if each is not least)
    return replace(life, events=events, last={**life.last, data.event_type: event.time}, position=event.position)


@_RULES.on(LifeEventEnded)
def _ended(life: Life, event: Recorded[LifeEventEnded]) -> Life:
    over = event.data.life_event_id
    if all(each.life_event_id != over or each.ended for each in life.events):
        return life
    events = tuple(replace(each, ended=True) if each.life_event_id == over else each for each in life.events)
    return replace(life, events=events, position=event.position)


@_RULES.on(BotRemoved)
def _removed(_life: Life, _event: Recorded[BotRemoved]) -> None:
    return None


LifeEvents.facts = _RULES.facts
