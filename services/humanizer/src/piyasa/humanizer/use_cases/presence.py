"""Gathers from the view how a persona writes right now."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import cast
from zoneinfo import ZoneInfo

from piyasa.contracts.identity import seed_of
from piyasa.contracts.persona import WritingStyle
from piyasa.humanizer.domain.drawing import drawn_style
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.timing import cps_of
from piyasa.projections.conversations.reading import last_line
from piyasa.projections.conversations.state import Conversation
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.reading import feelings_at, modifiers
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.fold import TableSet
from piyasa.projections.voices.state import Voice

_LONG_AGO = timedelta(days=365).total_seconds()


def conversation_of(tables: TableSet, chat_id: str) -> Conversation:
    """What is being said in a chat."""
    return cast("Conversation", tables.tables["conversations"].rows.get(chat_id, Conversation()))


def voice_of(tables: TableSet, bot_id: str) -> Voice:
    """What a persona said lately."""
    return cast("Voice", tables.tables["voices"].rows.get(bot_id, Voice()))


def style_of(bot: Bot) -> WritingStyle:
    """The persona's writing style; one drawn from its id when operators gave none."""
    if bot.writing_style is not None:
        return bot.writing_style
    return drawn_style(Random(seed_of(bot.bot_id, "writing-style")), bot.persona.style)  # noqa: S311 - a hand, not a secret


def typing_speed(bot_id: str) -> float:
    """Characters a second, the same for a persona for good."""
    return cps_of(Random(seed_of(bot_id, "typing-speed")))  # noqa: S311 - a hand, not a secret


def manner_of(
    tables: TableSet, bot: Bot, conversation: Conversation, now: datetime, *, to_person: bool, free: bool
) -> Manner:
    """How the persona writes at a moment."""
    felt = cast("Feelings", tables.tables["emotions"].rows.get(bot.bot_id, Feelings()))
    feelings = feelings_at(felt, now)
    local = now.astimezone(ZoneInfo(bot.timezone))
    said = voice_of(tables, bot.bot_id).said
    newest = last_line(conversation)
    quiet = _LONG_AGO if newest is None else (now - newest.time).total_seconds() * conversation.time_lapse
    return Manner(
        style=style_of(bot),
        persona=bot.persona,
        temperament=bot.emotion_profile,
        feelings=feelings,
        modifiers=modifiers(feelings),
        local=local,
        answers_person=to_person,
        free=free,
        quiet_for=quiet,
        first_of_day=not said or said[-1].time.astimezone(local.tzinfo).date() < local.date(),
    )
