"""How often the projector does what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often things are done; times in seconds."""

    batch: int = 1000
    """Facts in one transaction at most."""
    gather: float = 0.2
    """Pause after the log's end was reached, in which facts gather for one transaction."""
    flush: float = 5.0
    """Age that changes of read models reach before they are written; the archive never waits."""
    prompt: frozenset[str] = frozenset({"bots", "chats", "installation"})
    """Projections written with every batch: small, rarely changed, and looked at by operators right after a change."""
    snapshot_facts: int = 10_000
    snapshot: float = 300.0
    """Facts, and time, after which the next snapshot is due."""
    check: float = 5.0
    """Time between two looks at the end of a stream that brings nothing."""
    retry: float = 1.0
    """Pause after a failure of broker or database."""
