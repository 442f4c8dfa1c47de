"""The fold of what personas take in, use, merge and give up."""

from __future__ import annotations

from datetime import datetime, timedelta

from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import BotEvent, Event
from piyasa.contracts.memories import MemoriesMerged, MemoryEmbedded, MemoryEncoded, MemoryForgotten, MemoryRecalled
from piyasa.contracts.persona import BotRemoved
from piyasa.contracts.system import UserForgotten
from piyasa.projections.addressing import TOLD_KEPT
from piyasa.projections.fold import EVERY
from piyasa.projections.memories.fading import FULL, strength
from piyasa.projections.memories.merging import merged
from piyasa.projections.memories.state import MEMORIES_KEPT, USES_KEPT, Memory, Remembered, Use
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

USE_STRENGTHENS = 5.0
"""What a memory gains by being put into a prompt (behaviour 4.4)."""
ECHO_STRENGTHENS = 10.0
"""What it gains when the persona meets the same again (behaviour 4.3)."""
MERGED_KEPT = timedelta(days=30)
"""How long a memory that was merged into another is kept."""
_RULES: Rules[Remembered] = Rules()


class Memories:
    """What each persona remembers.

    A MemoryRecalled that names a tick or a message tells of a use; one that names neither tells that the same was
    met again, which encodes nothing new.
    """

    name = "memories"
    version = "3"
    state = Remembered
    facts = frozenset[str]()

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The persona of the fact; a person's wish to be forgotten concerns every persona."""
        data = event.data
        return (data.bot_id,) if isinstance(data, (BotEvent, MessageSent)) else (EVERY,)

    def evolve(self, state: Remembered | None, event: Recorded[Event]) -> Remembered | None:
        """A persona's first memory begins its row, its removal ends it."""
        before = state or Remembered()
        after = _RULES.apply(before, event)
        if after is before:
            return state
        return after if after is None else replace(after, position=event.position)


@_RULES.on(MemoryEncoded)
def _encoded(remembered: Remembered, event: Recorded[MemoryEncoded]) -> Remembered:
    data = event.data
    if data.memory_id in remembered.items:
        return remembered
    memory = Memory(
        memory_id=data.memory_id,
        type=data.memory_type,
        content=data.content,
        created_at=event.time,
        accessed_at=event.time,
        anchored_at=event.time,
        valence=data.valence,
        tags=data.context_tags,
        related=data.related_users,
        people=data.person_ids,
        pinned=data.pinned,
        source=data.source,
        heard_in=data.heard_in,
        embedded_with=(data.embedding_model or "") if data.embedding else "",
    )
    items = {**remembered.items, memory.memory_id: memory}
    if len(items) > MEMORIES_KEPT:
        items = _within_bounds(items, event.time)
    return replace(remembered, items=items)


@_RULES.on(MemoryEmbedded)
def _embedded(remembered: Remembered, event: Recorded[MemoryEmbedded]) -> Remembered:
    memory = remembered.items.get(event.data.memory_id)
    if memory is None or memory.embedded_with == event.data.model:
        return remembered
    items = {**remembered.items, memory.memory_id: replace(memory, embedded_with=event.data.model)}
    return replace(remembered, items=items)


@_RULES.on(MemoryRecalled)
def _recalled(remembered: Remembered, event: Recorded[MemoryRecalled]) -> Remembered:
    data = event.data
    use = data.tick_id or data.message_id
    telling = event.id if use is None else use
    known = next((each.memory_ids for each in remembered.used if each.tick_id == use), ())
    fresh = [each for each in dict.fromkeys(data.memory_ids) if each not in known]
    if telling in remembered.told and not (known and fresh):
        return remembered
    gain = ECHO_STRENGTHENS if use is None else USE_STRENGTHENS
    items = dict(remembered.items)
    for memory_id in fresh:
        memory = items.get(memory_id)
        if memory is not None:
            items[memory_id] = _accessed(memory, event.time, gain)
    used = remembered.used
    if use is not None:
        # A message that was drafted twice has used what went into either draft.
        used = (*(each for each in used if each.tick_id != use), Use(use, (*known, *fresh)))[-USES_KEPT:]
    return replace(remembered, items=items, used=used, told=(*remembered.told, telling)[-TOLD_KEPT:])


@_RULES.on(MessageSent)
def _spoke(remembered: Remembered, event: Recorded[MessageSent]) -> Remembered:
    """A message without a memory in it is one of the last three, too; only as long as that makes a difference."""
    used = remembered.used
    if not any(each.memory_ids for each in used):
        return remembered
    if any(each.tick_id in (event.data.tick_id, event.data.message_id) for each in used):
        return remembered
    return replace(remembered, used=(*used, Use(event.data.tick_id))[-USES_KEPT:])


@_RULES.on(MemoriesMerged)
def _merged(remembered: Remembered, event: Recorded[MemoriesMerged]) -> Remembered:
    winner = remembered.items.get(event.data.winner)
    known = (remembered.items.get(each) for each in dict.fromkeys(event.data.losers) if each != event.data.winner)
    losers = [each for each in known if each is not None and each.is_live]
    if winner is None or not winner.is_live or not losers:
        return remembered
    items = _without_old_mergers(remembered.items, event.time)
    items[winner.memory_id] = merged(winner, losers, event.time)
    for loser in losers:
        items[loser.memory_id] = replace(loser, merged_into=winner.memory_id, merged_at=event.time)
    return replace(remembered, items=items)


@_RULES.on(MemoryForgotten)
def _given_up(remembered: Remembered, event: Recorded[MemoryForgotten]) -> Remembered:
    return _without(remembered, {event.data.memory_id})


@_RULES.on(UserForgotten)
def _forgotten(remembered: Remembered, event: Recorded[UserForgotten]) -> Remembered:
    person = event.data.person_id
    gone = {each.memory_id for each in remembered.items.values() if person in each.people or person in each.related}
    return _without(remembered, gone)


@_RULES.on(BotRemoved)
def _removed(_remembered: Remembered, _event: Recorded[BotRemoved]) -> None:
    return None


def _accessed(memory: Memory, moment: datetime, gain: float) -> Memory:
    return replace(
        memory,
        anchor=min(FULL, strength(memory, moment) + gain),
        anchored_at=moment,
        accessed_at=moment,
        accesses=memory.accesses + 1,
    )


def _without(remembered: Remembered, gone: set[str]) -> Remembered:
    if gone.isdisjoint(remembered.items):
        return remembered
    items = {each: memory for each, memory in remembered.items.items() if each not in gone}
    used = tuple(
        replace(use, memory_ids=tuple(each for each in use.memory_ids if each not in gone)) for use in remembered.used
    )
    return replace(remembered, items=items, used=used)


def _without_old_mergers(items: dict[str, Memory], now: datetime) -> dict[str, Memory]:
    since = now - MERGED_KEPT
    return {each: memory for each, memory in items.items() if memory.merged_at is None or memory.merged_at > since}


def _within_bounds(items: dict[str, Memory], now: datetime) -> dict[str, Memory]:
    """Those merged away go first, then the weakest that is not pinned."""
    items = _without_old_mergers(items, now)
    while len(items) > MEMORIES_KEPT:
        weakest = min(items.values(), key=lambda each: (each.is_live, each.pinned, strength(each, now), each.memory_id))
        del items[weakest.memory_id]
    return items


Memories.facts = _RULES.facts
