"""All projections there are, and which of them each service reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from piyasa.projections.climate import Climates
from piyasa.projections.conversations import Conversations
from piyasa.projections.directory import Bots, Chats, Installations
from piyasa.projections.emotions import Emotions
from piyasa.projections.figures import Calls, Figures
from piyasa.projections.fold import Projection
from piyasa.projections.life_events import LifeEvents
from piyasa.projections.memories import Memories
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.presence import Presences
from piyasa.projections.relationships import Relationships
from piyasa.projections.voices import Voices
from piyasa.projections.weekly import EchoesOfAll, Vocabularies

_LESSONS = frozenset({"echoes", "vocabularies"})
_MARKET = frozenset({"figures", "calls"})
_UNREAD: Mapping[str, frozenset[str]] = {
    "scheduler": frozenset({"memories", "presence", "climate"}) | _MARKET,
    "generator": _LESSONS,
    "humanizer": frozenset({"memories", "life_events", "presence", "climate"}) | _LESSONS | _MARKET,
    "telegram-gateway": frozenset({"memories", "life_events", "emotions", "relationships", "presence", "climate"})
    | _LESSONS
    | _MARKET,
}
"""What a service has no use for; services not named here read everything."""


def all_projections(pace: Pace = LIFE) -> list[Projection[Any]]:
    """One of each, at a pace of time."""
    return [
        Bots(),
        Chats(),
        Installations(),
        Conversations(pace),
        Emotions(pace),
        Relationships(pace),
        LifeEvents(),
        Memories(),
        Presences(),
        Climates(),
        EchoesOfAll(),
        Vocabularies(),
        Voices(pace),
        Figures(),
        Calls(),
    ]


def projections_for(service: str, pace: Pace = LIFE) -> list[Projection[Any]]:
    """What a service folds: only what it reads, at a pace of time."""
    unread = _UNREAD.get(service, frozenset())
    return [projection for projection in all_projections(pace) if projection.name not in unread]
