"""What a persona's memories and opinions need once a night and once a week (behaviour 2.4, 4.7-4.9, 12.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from piyasa.contracts.event import BotEvent
from piyasa.contracts.identity import outside_id
from piyasa.contracts.memories import MemoriesMerged, MemoryEncoded, MemoryForgotten
from piyasa.contracts.opinions import StanceMoved
from piyasa.contracts.values import format_time
from piyasa.generator.domain.memory.collection import fading
from piyasa.generator.domain.memory.consolidation import merges
from piyasa.generator.domain.memory.encoding import EVENT
from piyasa.generator.domain.memory.topping_up import LIVE_WANTED, recollected
from piyasa.generator.domain.memory.wording import said_of_move
from piyasa.generator.domain.opinions import Move, moved
from piyasa.projections.climate.reading import week_of
from piyasa.projections.climate.state import Climate
from piyasa.projections.directory.state import Bot
from piyasa.projections.memories.reading import live
from piyasa.projections.memories.state import Remembered

TOP_UP = "top-up"
"""Source of a memory that was made because there were too few."""
_MOVE_FELT = 0.3
"""Valence of having changed one's mind, towards where it went."""


def nightly(bot: Bot, remembered: Remembered, now: datetime, window: datetime) -> Iterator[BotEvent]:
    """Let go of what faded, then see that enough is left."""
    for memory_id, reason in fading(remembered, now):
        yield MemoryForgotten(bot_id=bot.bot_id, memory_id=memory_id, reason=reason)
    missing = LIVE_WANTED - len(live(remembered, now))
    if missing <= 0:
        return
    known = (memory.content for memory in remembered.items.values())
    for number, starter in enumerate(recollected(bot, known, missing)):
        yield MemoryEncoded(
            bot_id=bot.bot_id,
            memory_id=outside_id("top-up-remembered", bot.bot_id, format_time(window), number),
            memory_type=starter.memory_type,
            content=starter.content,
            valence=starter.valence,
            context_tags=starter.tags,
            source=TOP_UP,
        )


def weekly(
    bot: Bot, remembered: Remembered, climates: Sequence[Climate], now: datetime, window: datetime
) -> Iterator[BotEvent]:
    """Merge what is alike; move the stances from which a week of talk is far, and remember that."""
    for merge in merges(remembered, now):
        yield MemoriesMerged(bot_id=bot.bot_id, winner=merge.winner, losers=merge.losers)
    for topic in sorted(bot.stances):
        memory_id = outside_id("move-remembered", bot.bot_id, topic, format_time(window))
        move = moved(bot.stances[topic], week_of(climates, topic, now), now)
        if move is not None and memory_id not in remembered.items:
            yield from _opinion_moved(bot, move, memory_id)


def _opinion_moved(bot: Bot, move: Move, memory_id: str) -> Iterator[BotEvent]:
    sign = move.sign(bot.stances[move.topic])
    yield StanceMoved(
        bot_id=bot.bot_id,
        topic=move.topic,
        direction=move.direction,
        confidence=move.confidence,
        reason=f"a week of talk with mean sentiment {move.mean:+.2f}",
        evidence=(f"{move.lines} lines of people",),
    )
    yield MemoryEncoded(
        bot_id=bot.bot_id,
        memory_id=memory_id,
        memory_type="past_event",
        content=said_of_move(move.topic, sign),
        valence=_MOVE_FELT * sign,
        context_tags=(move.topic,),
        source=EVENT,
    )
