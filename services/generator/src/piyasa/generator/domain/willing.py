"""Whether a tick still wants words."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from piyasa.projections.conversations.reading import has_ended, tick
from piyasa.projections.conversations.state import Conversation, Tick
from piyasa.projections.directory import Directory

Reluctance = Literal["expired", "paused", "budget"]


def open_tick(conversation: Conversation, tick_id: str, attempt: int) -> Tick | None:
    """The tick, if it has no end and no draft of this attempt yet."""
    found = None if has_ended(conversation, tick_id) else tick(conversation, tick_id)
    return None if found is None or found.drafts >= attempt else found


def reluctance(directory: Directory, chat_id: str, wanted: Tick, now: datetime) -> Reluctance | None:
    """Why no words should be sought; a sincere question is answered whatever operators switched off.

    Whether it may go out is asked again when it falls due.
    """
    if now >= wanted.expires_at:
        return "expired"
    return None if wanted.reason == "sincere_question" or _lively(directory, chat_id, wanted.bot_id) else "paused"


def _lively(directory: Directory, chat_id: str, bot_id: str) -> bool:
    installation = directory.installation
    if not installation.simulation_active or installation.emergency is not None:
        return False
    chat, bot = directory.chat(chat_id), directory.bot(bot_id)
    return chat is not None and chat.enabled and not chat.paused and bot is not None and bot.may_speak_in(chat_id)
