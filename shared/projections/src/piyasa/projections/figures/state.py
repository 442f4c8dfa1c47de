"""What was last observed of a symbol."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
