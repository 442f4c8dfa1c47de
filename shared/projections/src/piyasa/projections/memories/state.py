"""What one persona remembers, as last changed by a fact; how much has faded is computed when it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from piyasa.contracts.memories import MemoryType

MEMORIES_KEPT = 500
"""The weakest is given up when more come."""
TAGS_KEPT = 12
"""Tags, and people, of a memory that others were merged into."""
USES_KEPT = 3
"""The persona's newest messages whose memories are left alone for a while."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Something remembered (behaviour 4.2)."""

    memory_id: str
    type: MemoryType
    content: str
    """One sentence in the persona's voice."""
    created_at: datetime
    accessed_at: datetime
    """When it was last put to use."""
    anchored_at: datetime
    """From when on it fades: its last access, or when others were merged into it."""
    anchor: float = 100.0
    """Its strength then, 0..100."""
    valence: float = 0.0
    """-1..1"""
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """Slugs of people."""
    people: tuple[str, ...] = ()
    """Slugs of everybody it names; it goes when one of them is forgotten."""
    pinned: bool = False
    source: str = "event"
    heard_in: int | None = None
    """Position of the fact it comes from: whoever was not there cannot know."""
    accesses: int = 0
    embedded_with: str = ""
    """The model of its newest embedding; the embedding itself is in the log and in the database only."""
    merged_into: str | None = None
    merged_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Whether it is a memory of its own, merged into no other."""
        return self.merged_into is None


@dataclass(frozen=True, slots=True)
class Use:
    """One of the persona's messages and the memories in it."""

    tick_id: str
    memory_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """A persona's memories by id, oldest first."""

    items: dict[str, Memory] = field(default_factory=dict)
    used: tuple[Use, ...] = ()
    """The newest ``USES_KEPT`` messages, oldest first."""
    told: tuple[str, ...] = ()
    """What tells apart the newest accesses that counted, newest last."""
    position: int = 0
