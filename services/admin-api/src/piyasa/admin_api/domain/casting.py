"""A persona as one file: what stands in it, and the facts that make the persona so."""

from __future__ import annotations

from itertools import chain
from typing import Any, Final

from piyasa.admin_api.domain.bots import change_emotion, change_persona, change_style, known_bot, update
from piyasa.admin_api.domain.opinions import remove_holding, remove_stance, set_holding, set_stance
from piyasa.admin_api.domain.origin import Origin
from piyasa.cast import CastMember
from piyasa.cast import Holding as CastHolding
from piyasa.cast import Memory as CastMemory
from piyasa.cast import Stance as CastStance
from piyasa.cast.facts import PINNED
from piyasa.contracts.event import Event
from piyasa.contracts.identity import derived_id
from piyasa.contracts.memories import LONGEST_MEMORY, MemoryEncoded
from piyasa.contracts.persona import WritingStyle
from piyasa.projections.directory import Bot, Directory
from piyasa.projections.directory.state import Holding, Stance
from piyasa.projections.memories.state import Remembered

ADDED: Final = "operator"
"""The source of memories that were added to a registered persona."""
_TOLD: Final = frozenset({"starter", ADDED})
"""Sources of memories that are part of the file; what a persona lived through is not."""


def cast_of(bot: Bot, remembered: Remembered) -> CastMember:
    """The persona as one file holds it: without its account, its seats and what it lived through."""
    told = (each for each in remembered.items.values() if each.source in _TOLD and each.is_live)
    return CastMember(
        bot_id=bot.bot_id,
        name=bot.name,
        handle=bot.handle,
        birth_date=bot.birth_date,
        active_hours=bot.active_hours,
        timezone=bot.timezone,
        persona=bot.persona,
        emotion=bot.emotion_profile,
        writing_style=bot.writing_style or WritingStyle(),
        stances=tuple(
            CastStance(topic=topic, direction=each.direction, confidence=each.confidence, text=each.text)
            for topic, each in sorted(bot.stances.items())
            if each.text
        ),
        holdings=tuple(
            CastHolding(symbol=symbol, side=each.side, size_label=each.size_label, horizon=each.horizon, note=each.note)
            for symbol, each in sorted(bot.holdings.items())
        ),
        memories=tuple(
            CastMemory(type=each.type, content=each.content, tags=each.tags[:12], valence=each.valence)
            for each in told
            if 0 < len(each.content) <= LONGEST_MEMORY
        ),
    )


def recast(member: CastMember, remembered: Remembered, directory: Directory, origin: Origin) -> list[Event]:
    """Make a registered persona what a file says; nothing follows when it is so already.

    Opinions and positions that the file does not name go. Memories only come: what a persona was told once fades as
    other memories do. How long a stance keeps still is not the file's affair.
    """
    bot = known_bot(directory, member.bot_id)
    known: dict[str, Any] = {
        "name": member.name,
        "handle": member.handle,
        "active_hours": member.active_hours,
        "timezone": member.timezone,
    }
    if member.birth_date is not None:
        known["birth_date"] = member.birth_date
    return [
        *update(bot.bot_id, known, directory, origin),
        *change_persona(bot.bot_id, member.persona, directory, origin),
        *change_emotion(bot.bot_id, member.emotion, directory, origin),
        *change_style(bot.bot_id, member.writing_style, directory),
        *_stances(bot, member, directory, origin),
        *_holdings(bot, member, directory, origin),
        *_memories(member, remembered),
    ]


def _stances(bot: Bot, member: CastMember, directory: Directory, origin: Origin) -> list[Event]:
    named = {each.topic: each for each in member.stances}
    gone = [remove_stance(bot.bot_id, topic, directory, origin) for topic in sorted(bot.stances.keys() - named.keys())]
    came = []
    for topic, each in named.items():
        before = bot.stances.get(topic)
        cooling = None if before is None else before.cooldown_until
        stance = Stance(topic, each.direction, each.confidence, each.text, each.cooldown_until or cooling)
        came.append(set_stance(bot.bot_id, stance, "cast", directory, origin))
    return list(chain(*gone, *came))


def _holdings(bot: Bot, member: CastMember, directory: Directory, origin: Origin) -> list[Event]:
    named = {each.symbol: each for each in member.holdings}
    gone = [remove_holding(bot.bot_id, each, directory, origin) for each in sorted(bot.holdings.keys() - named.keys())]
    came = [set_holding(bot.bot_id, Holding(**each.model_dump()), directory, origin) for each in named.values()]
    return list(chain(*gone, *came))


def _memories(member: CastMember, remembered: Remembered) -> list[Event]:
    known = {each.content for each in remembered.items.values()}
    fresh = {each.content: each for each in member.memories if each.content not in known}
    return [
        MemoryEncoded(
            bot_id=member.bot_id,
            memory_id=derived_id(member.bot_id, f"{ADDED} {content}"),
            memory_type=each.type,
            content=content,
            valence=each.valence,
            context_tags=each.tags,
            pinned=each.type in PINNED,
            source=ADDED,
        )
        for content, each in fresh.items()
    ]
