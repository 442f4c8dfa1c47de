"""Facts about what one persona remembers."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from piyasa.contracts.conversation import GENERATOR
from piyasa.contracts.event import BotEvent, Personal, Service
from piyasa.contracts.values import Direction, MessageId, PersonId, Position, Text

LONGEST_MEMORY = 240
"""Characters of a memory that a prompt shows; what is written beforehand is no longer (behaviour 4.10)."""
MemoryType = Literal[
    "personal_fact", "preference", "routine", "procedural", "semantic", "past_event", "episodic", "relationship"
]
_MEMORY: tuple[Service, ...] = ("generator", "admin-api")


class MemoryEncoded(Personal, BotEvent):
    """A persona will remember something."""

    publishers: ClassVar = _MEMORY
    personal: ClassVar = True
    wording: ClassVar = ("content", "embedding")
    memory_id: str
    memory_type: MemoryType
    content: Annotated[Text, Field(max_length=1000)]
    valence: Direction = 0.0
    context_tags: tuple[Text, ...] = ()
    related_users: tuple[PersonId, ...] = ()
    pinned: bool = False
    source: str
    heard_in: Position | None = None
    embedding: str | None = None
    embedding_model: str | None = None


class MemoryEmbedded(Personal, BotEvent):
    """A memory that had no embedding of a model got one; ``person_ids`` are those of the memory."""

    publishers: ClassVar = GENERATOR
    personal: ClassVar = True
    wording: ClassVar = ("embedding",)
    memory_id: str
    model: Annotated[str, Field(min_length=1)]
    embedding: str
    """As ``embeddings.packed`` writes it."""


class MemoryRecalled(BotEvent):
    """Memories were put into a prompt."""

    publishers: ClassVar = GENERATOR
    memory_ids: tuple[str, ...]
    message_id: MessageId | None = None
    tick_id: str | None = None


class MemoriesMerged(BotEvent):
    """Alike memories became one."""

    publishers: ClassVar = GENERATOR
    winner: str
    losers: tuple[str, ...]


class MemoryForgotten(BotEvent):
    """A memory is gone."""

    publishers: ClassVar = GENERATOR
    memory_id: str
    reason: str
