"""One provider in use, how a call is to be made, and why a provider is not asked."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from piyasa.generator.ports import ModelProvider
from piyasa.resilience import Breaker

FAILURES_OPEN: Final = 5
OPEN_SECONDS: Final = 120.0
"""Failures of a provider in a row that hold calls back, and for how long (behaviour 15)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a call is to be made."""

    until: datetime
    order: tuple[str, ...] = ()
    """Names of providers to ask first, in this order; the others follow as configured."""
    urgent: bool = False
    """Whether a person waits for it."""
    draw: float = 0.0
    """The call's own chance, 0..1: of what does not answer people, a budget that runs out lets half through."""


class PassedOver(Exception):
    """A provider is not asked, or no more."""

    def __init__(self, reason: str, *, again_in: float | None = None, budget: bool = False) -> None:
        super().__init__(reason)
        self.again_in, self.budget = again_in, budget


@dataclass(slots=True)
class Lane:
    """One provider in use."""

    provider: ModelProvider
    breaker: Breaker = field(default_factory=lambda: Breaker(FAILURES_OPEN, OPEN_SECONDS))
    quiet_until: float = 0.0
    quiet_after: str = ""
    """Why it is left alone until then: ``rate_limit`` or ``mistake``, which is one of its settings."""
    trouble: str = ""
    """How the last call failed; empty after one that did not."""
    in_flight: int = 0
    slots: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        """As many slots as the provider's pool has."""
        self.slots = asyncio.Semaphore(self.provider.offer.concurrency)

    @property
    def name(self) -> str:
        """The provider's."""
        return self.provider.offer.name
