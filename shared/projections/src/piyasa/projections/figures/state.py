"""What was last observed of a symbol, and which stated opinions of a persona wait for their outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CALLS_KEPT = 50
"""Open calls of a persona, and ids of closed ones, that are kept; older ones go."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One observed figure; whoever speaks of it names no other value."""

    symbol: str
    value: float
    unit: str
    """``TRY``, ``USD``, ``puan``, ``%`` …"""
    source: str
    as_of: datetime
    """When it held, as its source says."""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """An opinion that was stated beside a price."""

    call_id: str
    """Id of the fact that told it."""
    topic: str
    stated_at: datetime
    direction: float
    """-1 bearish to 1 bullish, never 0: without a side there is nothing to grade."""
    price: float
    source: str
    """Where the price was seen; the outcome is looked for there and nowhere else."""
    message_id: str


@dataclass(frozen=True, slots=True)
class CallBook:
    """The calls of a persona."""

    open: tuple[Call, ...] = ()
    """Oldest first, at most ``CALLS_KEPT``."""
    closed: tuple[str, ...] = ()
    """Ids of calls that are over, oldest first, at most ``CALLS_KEPT``: told again they stay over."""
    position: int = 0
