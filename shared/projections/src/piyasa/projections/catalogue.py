"""All projections there are."""

from __future__ import annotations

from typing import Any

from piyasa.projections.conversations import Conversations
from piyasa.projections.directory import Bots, Chats, Installations
from piyasa.projections.emotions import Emotions
from piyasa.projections.fold import Projection
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.voices import Voices


def all_projections(pace: Pace = LIFE) -> list[Projection[Any]]:
    """One of each, at a pace of time."""
    return [Bots(), Chats(), Installations(), Conversations(pace), Emotions(pace), Voices(pace)]
