"""What the log tells beside the lines: reactions, what was held back and why, lives, styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from piyasa.analytics.shares import Share
from piyasa.analytics.utterances import Reaction


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts over the same stretch of the log as the lines; what nobody knows stays empty."""

    reactions: tuple[Reaction, ...] = ()
    ticks: Mapping[str, int] = field(default_factory=dict)
    """Requests to speak, by reason."""
    abandoned: Mapping[str, int] = field(default_factory=dict)
    rejected: Mapping[str, int] = field(default_factory=dict)
    suppressed: Mapping[str, int] = field(default_factory=dict)
    """Messages that were not said, by reason."""
    first_drafts: Mapping[str, Share] = field(default_factory=dict)
    """By persona: first drafts of its last 200 ticks that every guard let through (behaviour 13.2, consistency)."""
    life_events: Mapping[str, int] = field(default_factory=dict)
    """Life events begun, by type."""
    life_events_told: Mapping[str, int] = field(default_factory=dict)
    """Lines that tell of a life event, by its type."""
    public_life_events: tuple[str, ...] = ()
    """The types that personas tell of; given like the next."""
    known_life_events: tuple[str, ...] = ()
    """Every type there is; given by whoever asks for the report."""
    styles: Mapping[str, str] = field(default_factory=dict)
    """By persona: its writing style as one comparable text."""
    relationship_changes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Relationships that went from one type to another; derived by a fold, given by whoever asks."""
    relationships_followed: bool = False
    """Whether somebody looked: no change among relationships that nobody followed tells nothing."""
