"""Gathers from the view how a persona writes right now, and towards whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Final, cast
from zoneinfo import ZoneInfo

from piyasa.cast.styles import draw_formal, draw_style
from piyasa.contracts.identity import seed_of
from piyasa.contracts.persona import WritingStyle
from piyasa.contracts.values import is_person
from piyasa.humanizer.domain.address import first_name
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.plan import OWN_LINES
from piyasa.humanizer.domain.timing import cps_of
from piyasa.projections.conversations.reading import last_line, pace
from piyasa.projections.conversations.state import Conversation, Line
from piyasa.projections.directory import Directory
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.reading import feelings_at, modifiers
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.exchange import market_open
from piyasa.projections.fold import TableSet
from piyasa.projections.relationships.reading import effects, towards
from piyasa.projections.relationships.state import Relationship, Ties
from piyasa.projections.voices.state import Voice

if TYPE_CHECKING:
    from piyasa.humanizer.use_cases.assignment import Assignment

_LONG_AGO: Final = timedelta(days=365).total_seconds()
_SILENT: Final = Voice()
_NOBODY: Final = Relationship(kind="acquaintance")
"""What answers nobody is written as to acquaintances."""


def conversation_of(tables: TableSet, chat_id: str) -> Conversation:
    """What is being said in a chat."""
    return cast("Conversation", tables.tables["conversations"].rows.get(chat_id, Conversation()))


def voice_of(tables: TableSet, bot_id: str) -> Voice:
    """What a persona said lately."""
    return cast("Voice", tables.tables["voices"].rows.get(bot_id, _SILENT))


def style_of(bot: Bot) -> WritingStyle:
    """The persona's writing style; one drawn from its id when operators gave none, the same for good."""
    if bot.writing_style is not None:
        return bot.writing_style
    told = bot.persona.style
    return _hand(bot.bot_id, formal=told.formality == "formal", emojis=told.emojis)


@lru_cache(maxsize=4096)
def _hand(bot_id: str, *, formal: bool, emojis: bool) -> WritingStyle:
    chance = Random(seed_of(bot_id, "writing-style"))  # noqa: S311 - a hand, not a secret
    return draw_formal(chance, emojis=emojis) if formal else draw_style(chance, emojis=emojis)


@lru_cache(maxsize=4096)
def typing_speed(bot_id: str) -> float:
    """Characters a second, the same for a persona for good."""
    return cps_of(Random(seed_of(bot_id, "typing-speed")))  # noqa: S311 - a hand, not a secret


def relationship_of(tables: TableSet, bot_id: str, target: Line | None, now: datetime) -> Relationship:
    """What the persona thinks of whom it answers; of nobody in particular, what one thinks of acquaintances."""
    if target is None:
        return _NOBODY
    ties = cast("Ties | None", tables.tables["relationships"].rows.get(bot_id))
    return towards(ties, target.speaker, now)


def own_words(tables: TableSet, bot: Bot) -> list[str]:
    """The persona's newest messages over all its chats, and those under way, oldest first."""
    speaker = f"b:{bot.bot_id}"
    said: list[tuple[datetime, str]] = []
    for chat_id in bot.chats:
        conversation = conversation_of(tables, chat_id)
        mine = (line for line in reversed(conversation.lines) if line.speaker == speaker)
        said.extend((line.time, line.text) for line, _ in zip(mine, range(OWN_LINES), strict=False))
        said.extend((each.send_at, each.text) for each in conversation.armed if each.bot_id == bot.bot_id)
    return [text for _, text in sorted(said)[-OWN_LINES:]]


def manner_of(tables: TableSet, work: Assignment, relationship: Relationship) -> Manner:
    """How the persona writes at a moment, before anything is planned."""
    bot, conversation, now = work.bot, work.conversation, work.now
    felt = cast("Feelings", tables.tables["emotions"].rows.get(bot.bot_id, Feelings()))
    feelings = feelings_at(felt, now)
    local = work.on_the_wall.astimezone(ZoneInfo(bot.timezone))
    said = voice_of(tables, bot.bot_id).said
    newest = last_line(conversation)
    quiet = _LONG_AGO if newest is None else (now - newest.time).total_seconds() * conversation.time_lapse
    return Manner(
        style=style_of(bot),
        persona=bot.persona,
        temperament=bot.emotion_profile,
        feelings=feelings,
        modifiers=modifiers(feelings),
        effects=effects(relationship),
        local=local,
        answers_person=work.to_person,
        free=work.draft.reply_to is None,
        quiet_for=quiet,
        first_of_day=not said or (said[-1].time + work.clock_shift).astimezone(local.tzinfo).date() < local.date(),
        heated=not work.to_person and pace(conversation, now) == "heated",
        market_open=market_open(work.on_the_wall, work.settings.market_holidays),
        addressee=None if work.target is None else _name_of(tables, work.target),
    )


def _name_of(tables: TableSet, target: Line) -> str | None:
    if is_person(target.speaker):
        return first_name(target.name)
    other = Directory(tables).bot(target.speaker.removeprefix("b:"))
    return None if other is None else first_name(other.name)
