"""When a persona sat in which chat, in positions of the log: what it can have heard (behaviour 4.3)."""

from __future__ import annotations

from dataclasses import dataclass

STAYS_KEPT = 200


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in a chat, from taking the seat to leaving it."""

    chat_id: str
    since: int
    """Position of the fact by which the persona came."""
    until: int | None = None
    """Position of the fact by which it left; None while it is there."""


@dataclass(frozen=True, slots=True)
class Presence:
    """All stays of a persona, oldest first, at most ``STAYS_KEPT``; a stay that goes on is never dropped."""

    stays: tuple[Stay, ...] = ()
    gone: bool = False
    """The persona was removed; nothing that comes later is heard by it."""
