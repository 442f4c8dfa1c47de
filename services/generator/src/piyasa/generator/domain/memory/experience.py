"""What a persona goes through by itself and will remember: ties that turn, life events, calls (behaviour 4.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from piyasa.contracts.identity import outside_id
from piyasa.contracts.memories import MemoryType
from piyasa.generator.domain.memory.wording import said_of_grade, said_of_life, said_of_tie
from piyasa.projections.emotions.state import Felt
from piyasa.projections.life_events.state import LifeEvent
from piyasa.projections.relationships.state import Transition

STILL_FRESH: Final = timedelta(days=7)
"""How long after it happened something is still encoded; a memory is never let go that soon, so it is encoded once."""
_TIE_VALENCE: Final = {"friend": 0.6, "close_friend": 0.8, "mentor": 0.6, "student": 0.5, "acquaintance": 0.2}
_SOUR: Final = -0.5
_GRADED: Final = {"successful_prediction": ("right", 0.5), "failed_prediction": ("wrong", -0.4)}
_MOST: Final = 50.0
"""The largest impact of a life event on a dimension; it becomes a valence of 1."""


@dataclass(frozen=True, slots=True)
class Experience:
    """A memory to be, with an id that belongs to what happened: seen twice, it is one memory."""

    memory_id: str
    memory_type: MemoryType
    content: str
    valence: float
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    heard_in: int | None = None


def of_ties(bot_id: str, transitions: Iterable[Transition], now: datetime) -> Iterator[Experience]:
    """A memory for each relationship that turned lately."""
    for turn in transitions:
        if now - turn.time < STILL_FRESH:
            person = turn.towards.startswith("p:")
            yield Experience(
                memory_id=outside_id("tie-remembered", bot_id, turn.towards, turn.position, turn.after),
                memory_type="relationship",
                content=said_of_tie(turn.after),
                valence=_TIE_VALENCE.get(turn.after, _SOUR if turn.after == "rival" else 0.0),
                tags=() if person else (turn.towards,),
                people=(turn.towards.removeprefix("p:"),) if person else (),
                heard_in=turn.position,
            )


def of_life(bot_id: str, events: Iterable[LifeEvent], now: datetime) -> Iterator[Experience]:
    """A memory for each life event that began lately, also of those nobody is told about."""
    for event in events:
        if timedelta() <= now - event.starts_at < STILL_FRESH:
            mood = event.impacts.get("mood", 0.0)
            yield Experience(
                memory_id=outside_id("life-remembered", bot_id, event.life_event_id),
                memory_type="episodic",
                content=said_of_life(event.event_type),
                valence=max(-1.0, min(1.0, mood / _MOST)),
                tags=(event.event_type,),
            )


def of_calls(bot_id: str, felt: Iterable[Felt], now: datetime) -> Iterator[Experience]:
    """A memory for each opinion that met its outcome lately, as the persona felt it."""
    for each in felt:
        graded = _GRADED.get(each.trigger)
        if graded is not None and now - each.time < STILL_FRESH:
            outcome, valence = graded
            yield Experience(
                memory_id=outside_id("call-remembered", bot_id, each.time.isoformat()),
                memory_type="past_event",
                content=said_of_grade("right" if outcome == "right" else "wrong", None),
                valence=valence,
            )
