"""The facts that put a persona on the log, as its registration writes them."""

from __future__ import annotations

from piyasa.cast.member import CastMember
from piyasa.contracts.event import Event
from piyasa.contracts.identity import derived_id
from piyasa.contracts.memories import MemoryEncoded
from piyasa.contracts.opinions import HoldingSet, StanceSet
from piyasa.contracts.persona import BotEnabled, BotRegistered, EmotionProfileChanged, PersonaChanged, WritingStyleDrawn

STARTER = "starter"
"""The source of memories that a persona has from the start."""
PINNED = frozenset({"personal_fact", "preference"})
"""Types whose starters never fade (behaviour 4.9)."""
GIVEN = "given"
"""The seed of a style that was not drawn at registration."""


def starter_id(bot_id: str, number: int) -> str:
    """The id of a persona's starter memory, counted from 0: the same for good, so that none is told twice."""
    return derived_id(bot_id, STARTER, number)


def starter_facts(member: CastMember) -> list[MemoryEncoded]:
    """What a persona remembers from the start, as facts."""
    return [
        MemoryEncoded(
            bot_id=member.bot_id,
            memory_id=starter_id(member.bot_id, number),
            memory_type=memory.type,
            content=memory.content,
            valence=memory.valence,
            context_tags=memory.tags,
            pinned=memory.type in PINNED,
            source=STARTER,
        )
        for number, memory in enumerate(member.memories)
    ]


def opinion_facts(member: CastMember, *, by: str, reason: str = "") -> list[Event]:
    """A persona's stances and fictional positions, as facts."""
    stances: list[Event] = [
        StanceSet(
            bot_id=member.bot_id,
            topic=each.topic,
            direction=each.direction,
            confidence=each.confidence,
            text=each.text,
            cooldown_until=each.cooldown_until,
            reason=reason,
            by=by,
        )
        for each in member.stances
    ]
    return stances + [HoldingSet(bot_id=member.bot_id, by=by, **each.model_dump()) for each in member.holdings]


def beginning(
    member: CastMember,
    *,
    by: str,
    telegram_id: int | None = None,
    username: str | None = None,
    listener: bool = False,
    enabled: bool = True,
) -> list[Event]:
    """All facts that begin a persona, the switch last: whoever acts on it finds everything else there."""
    bot_id = member.bot_id
    facts: list[Event] = [
        BotRegistered(
            bot_id=bot_id,
            name=member.name,
            handle=member.handle,
            username=username,
            telegram_id=telegram_id,
            listener=listener,
            active_hours=member.active_hours,
            timezone=member.timezone,
            birth_date=member.birth_date,
            by=by,
        ),
        PersonaChanged(bot_id=bot_id, persona=member.persona, revision=1, by=by),
        EmotionProfileChanged(bot_id=bot_id, profile=member.emotion, revision=1, by=by),
        WritingStyleDrawn(bot_id=bot_id, style=member.writing_style, revision=1, seed=GIVEN),
        *opinion_facts(member, by=by),
        *starter_facts(member),
    ]
    return [*facts, BotEnabled(bot_id=bot_id, by=by)] if enabled else facts
