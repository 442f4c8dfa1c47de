"""The prompt that a persona's next draft would begin with, from what the log tells."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from piyasa.contracts.conversation import TickReason
from piyasa.contracts.identity import outside_id
from piyasa.contracts.values import is_person
from piyasa.generator.domain.memory.recall import NOTHING_NEAR
from piyasa.generator.domain.prompt import Rendering, rendered
from piyasa.generator.domain.refresh import note_of
from piyasa.generator.domain.scene import Scene
from piyasa.generator.use_cases.moments import conversation_of, moment_of
from piyasa.generator.use_cases.recalling import Recalling
from piyasa.generator.use_cases.staging import staged
from piyasa.projections.conversations.reading import line_of
from piyasa.projections.conversations.state import Line, Tick
from piyasa.projections.directory import Directory
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import Pace
from piyasa.tools.errors import LineUnknown, NotOnLog

_LIFETIME: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked to speak, where, when, and to what."""

    bot_id: str
    chat_id: str
    at: datetime
    pace: float = 1.0
    reply_to: int | None = None
    """Telegram id of the message to answer."""
    language: str | None = None
    """Instead of the chat's and the target's."""


def prompt_for(asked: Asked, tables: TableSet) -> tuple[Scene, Rendering]:
    """The scene that the generator would set, memories compared by their words, and its prompt.

    Raises:
        NotOnLog: the chat or the persona is not known.
        LineUnknown: the message to answer is not among the lines of the chat that are remembered.
    """
    if Directory(tables).chat(asked.chat_id) is None:
        raise NotOnLog("chat", asked.chat_id, _near(asked.chat_id, tables.tables["chats"].rows))
    target = None
    if asked.reply_to is not None:
        target = line_of(conversation_of(tables, asked.chat_id), asked.reply_to)
        if target is None:
            raise LineUnknown(asked.reply_to, asked.chat_id)
    moment = moment_of(tables, asked.chat_id, _tick(asked, target), now=asked.at, pace=Pace(asked.pace))
    if moment is None:
        raise NotOnLog("persona", asked.bot_id, _near(asked.bot_id, tables.tables["bots"].rows))
    memories = Recalling(lambda: asked.at).recollected(moment, NOTHING_NEAR, asked.at)
    scene = _in_language(staged(moment, memories=memories).scene, asked.language)
    return scene, rendered(scene)


def _in_language(scene: Scene, language: str | None) -> Scene:
    if language is None or language == scene.language:
        return scene
    note = note_of(scene.bot, language) if scene.refresh_note else ""
    return replace(scene, language=language, refresh_note=note)


def _tick(asked: Asked, target: Line | None) -> Tick:
    """The request that a scheduler would make; its id, and so every draw, belongs to what was asked."""
    reason: TickReason = "proactive"
    if target is not None:
        reason = "mention" if is_person(target.speaker) else "reply"
    return Tick(
        tick_id=outside_id("prompt", asked.bot_id, asked.chat_id, asked.at.isoformat(), asked.reply_to),
        bot_id=asked.bot_id,
        lane="normal",
        reason=reason,
        reply_to=asked.reply_to,
        position=0,
        requested_at=asked.at,
        expires_at=asked.at + _LIFETIME,
        wait_seconds=0.0,
    )


def _near(wanted: str, known: Iterable[str]) -> list[str]:
    names = sorted(known)
    return difflib.get_close_matches(wanted, names) or names[:5]
