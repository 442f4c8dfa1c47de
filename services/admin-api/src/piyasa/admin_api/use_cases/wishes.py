"""The changes operators may wish: what each watches, what it shows as its position, what it does besides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from piyasa.admin_api.use_cases.changing import Change, Decide
from piyasa.projections.directory import Directory

ANY_BOT = "evt.bot.>"
"""Watched where a persona must be unlike all others, or seats are counted."""
ANY_REGISTERED_CHAT = "evt.chat.*.chat-registered"
"""Watched where a chat must be unlike all others; chats themselves are too busy."""


def to_bot(
    action: str,
    bot_id: str,
    decide: Decide,
    *,
    watch: str | None = None,
    resume: Decide | None = None,
    beforehand: Callable[[], Awaitable[None]] | None = None,
    meanwhile: Callable[[], Awaitable[None]] | None = None,
) -> Change:
    """A change of one persona."""
    return Change(
        action=f"bot.{action}",
        target=f"bot/{bot_id}",
        watch=watch or f"evt.bot.{bot_id}.>",
        decide=decide,
        position=partial(_bot_position, bot_id),
        resume=resume,
        beforehand=beforehand,
        meanwhile=meanwhile,
    )


def to_chat(
    action: str, chat_id: str, decide: Decide, *, watch: str | None = None, resume: Decide | None = None
) -> Change:
    """A change of one chat."""
    return Change(
        action=f"chat.{action}",
        target=f"chat/{chat_id}",
        watch=watch or f"evt.chat.{chat_id}.>",
        decide=decide,
        position=partial(_chat_position, chat_id),
        resume=resume,
    )


def to_system(action: str, part: str, decide: Decide, *, target: str | None = None, urgent: bool = False) -> Change:
    """A change of the whole system; ``part`` is the one whose facts it adds to."""
    return Change(
        action=action,
        target=target or f"system/{part}",
        watch=f"evt.system.{part}.>",
        decide=decide,
        position=_installation_position,
        urgent=urgent,
    )


def _bot_position(bot_id: str, directory: Directory) -> int:
    bot = directory.bot(bot_id)
    return 0 if bot is None else bot.position


def _chat_position(chat_id: str, directory: Directory) -> int:
    chat = directory.chat(chat_id)
    return 0 if chat is None else chat.position


def _installation_position(directory: Directory) -> int:
    return directory.installation.position
