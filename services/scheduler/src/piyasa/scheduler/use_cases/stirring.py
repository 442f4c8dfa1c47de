"""What a fact makes a difference to: the chats and the personas that are to be looked at again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.projections.directory import Directory

UNREMARKABLE = frozenset({"draft-generated", "rewrite-requested", "message-held", "message-approved"})
"""Facts of a conversation that change nothing of who may speak."""
RESETS_TALK = frozenset({"setting-changed", "simulation-started", "simulation-scaled", "emergency-released"})
"""Facts of the system that change what the moment of the next small talk was drawn from."""


@dataclass(frozen=True, slots=True)
class Stirred:
    """Whom to look at again."""

    chats: Collection[str] = ()
    personas: Collection[str] = ()
    afresh: bool = False
    """Whether the moment of these chats' next small talk is to be drawn anew."""


NOBODY = Stirred()


def stirred(projection: str, key: str, event: Recorded[Event], directory: Directory) -> Stirred:
    """Whom a fact stirs that changed ``key`` of a projection; the directory has seen it already."""
    if projection in {"conversations", "chats"}:
        return NOBODY if event.data.fact in UNREMARKABLE else Stirred(chats=(key,))
    if projection == "bots":
        bot = directory.bot(key)
        return Stirred(chats=() if bot is None else bot.chats, personas=(key,))
    if projection == "life_events":
        return Stirred(personas=(key,))
    if projection == "installation":
        return Stirred(directory.chats.keys(), directory.bots.keys(), afresh=event.data.fact in RESETS_TALK)
    return NOBODY
