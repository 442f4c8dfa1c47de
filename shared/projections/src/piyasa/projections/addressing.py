"""Whom a line is for, and what tells a line apart from others when it is told twice."""

from __future__ import annotations

from piyasa.contracts.conversation import MessageReceived, ReactionReceived
from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.identity import seed_of
from piyasa.contracts.values import Meaning, ReplyTarget

TOLD_KEPT = 32
"""How many of the newest facts an aggregate knows apart."""


def addressed(meaning: Meaning, reply_to: ReplyTarget | None) -> tuple[str, ...]:
    """The personas that a line mentions or replies to, each once."""
    author = None if reply_to is None else reply_to.author
    if author is None or author[0] != "b" or author[2:] in meaning.mentions:
        return meaning.mentions
    return (*meaning.mentions, author[2:])


def concerned_by(data: Event) -> tuple[str, ...] | None:
    """The personas that a line or a reaction is about: who says it, whom it addresses; None of other facts."""
    if isinstance(data, MessageReceived):
        return addressed(data.meaning, data.reply_to)
    if isinstance(data, MessageSent):
        others = addressed(data.meaning, data.reply_to)
        return (data.bot_id, *(each for each in others if each != data.bot_id))
    if isinstance(data, ReactionReceived):
        persona = persona_reacted_to(data)
        return () if persona is None else (persona,)
    return None


def persona_reacted_to(reaction: ReactionReceived) -> str | None:
    """The persona whose words a reaction is to; None when it is to a person's, to nobody's known, or taken back."""
    author = reaction.author
    return author[2:] if author is not None and author[0] == "b" and not reaction.removed else None


def told_elsewhere(told: tuple[str, ...], chat_id: str) -> tuple[str, ...]:
    """What was told, without people's lines of a chat whose messages Telegram counts anew; the same if it has none."""
    kept = tuple(each for each in told if not each.startswith(f"{chat_id}/"))
    return told if len(kept) == len(told) else kept


def telling(event: Recorded[Event]) -> str:
    """What tells a fact apart from others of its kind, so that told twice it counts once."""
    data = event.data
    if isinstance(data, MessageSent):
        return data.message_id
    if isinstance(data, MessageReceived):
        return f"{data.chat_id}/{data.telegram_message_id}"
    if isinstance(data, ReactionReceived):
        # A digest, because a state must not name people in passing: they could not be found when forgotten.
        return seed_of(f"{data.chat_id}/{data.telegram_message_id}/{data.emoji}", data.person_id)
    return event.id
