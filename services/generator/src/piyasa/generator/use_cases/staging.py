"""Sets the scene: gathers from the view what words depend on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from piyasa.generator.domain.scene import Said, Scene
from piyasa.language import PersonaName
from piyasa.projections.conversations.reading import line_of
from piyasa.projections.conversations.state import Conversation, Line, Tick
from piyasa.projections.directory import Directory
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.reading import feelings_at
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.fold import TableSet
from piyasa.projections.voices.state import Voice

HISTORY = 20
CHAT_LINES, OWN_LINES = 50, 60
"""How many lines of the chat, and of the persona, new words should not repeat."""


def conversation_of(tables: TableSet, chat_id: str) -> Conversation:
    """What is being said in a chat."""
    return cast("Conversation", tables.tables["conversations"].rows.get(chat_id, Conversation()))


def scene_of(tables: TableSet, chat_id: str, tick: Tick, *, now: datetime, avoid: tuple[str, ...] = ()) -> Scene | None:
    """The scene of a tick; None when its persona is not known."""
    directory = Directory(tables)
    bot = directory.bot(tick.bot_id)
    if bot is None:
        return None
    chat = directory.chat(chat_id)
    conversation = conversation_of(tables, chat_id)
    target = None if tick.reply_to is None else line_of(conversation, tick.reply_to)
    silenced = directory.installation.silenced
    heard = [line for line in conversation.lines[-HISTORY:] if line.text and _person(line) not in silenced]
    spoken_language = "tr" if chat is None else chat.language
    return Scene(
        bot=bot,
        chat_title="" if chat is None else chat.title,
        language=spoken_language if target is None else target.meaning.language,
        reason=tick.reason,
        topic=tick.topic or conversation.topic,
        target=None if target is None else _said(directory, target),
        history=tuple(_said(directory, line) for line in heard),
        spoken=_spoken(tables, conversation, bot),
        avoid=avoid,
        feelings=_feelings(tables, bot, now),
        local=now.astimezone(ZoneInfo(bot.timezone)),
    )


def persona_names(directory: Directory, chat_id: str) -> tuple[PersonaName, ...]:
    """What the personas of a chat answer to."""
    return tuple(PersonaName(bot.bot_id, bot.name, bot.handle, bot.username) for bot in directory.members(chat_id))


def _person(line: Line) -> str:
    return line.speaker.removeprefix("p:") if line.speaker.startswith("p:") else ""


def _said(directory: Directory, line: Line) -> Said:
    name = line.name
    if not name and line.speaker.startswith("b:"):
        bot = directory.bot(line.speaker.removeprefix("b:"))
        name = line.speaker if bot is None else bot.name
    return Said(line.speaker, name, line.text, line.meaning)


def _spoken(tables: TableSet, conversation: Conversation, bot: Bot) -> tuple[str, ...]:
    voice = cast("Voice", tables.tables["voices"].rows.get(bot.bot_id, Voice()))
    sketches: Iterable[str] = (
        *(line.meaning.sketch for line in conversation.lines[-CHAT_LINES:]),
        *(armed.sketch for armed in conversation.armed),
        *(utterance.sketch for utterance in voice.said[-OWN_LINES:]),
    )
    return tuple(dict.fromkeys(each for each in sketches if each))


def _feelings(tables: TableSet, bot: Bot, now: datetime) -> Feelings:
    felt = cast("Feelings", tables.tables["emotions"].rows.get(bot.bot_id, Feelings()))
    return feelings_at(felt, now)
