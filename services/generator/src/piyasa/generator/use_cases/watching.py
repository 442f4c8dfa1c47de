"""Goes the round of the sources for as long as this replica holds the lease."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog

from piyasa.generator.use_cases.observing import Observing

logger = structlog.get_logger(__name__)

LOOKS_AGAIN: Final = 1.0
"""Seconds after which a replica without the lease looks whether it has it now."""


@dataclass(slots=True)
class Watch:
    """One replica's watch over the market."""

    observing: Observing
    holds: Callable[[], bool]
    every: float
    """Seconds between two rounds, on the wall clock."""

    async def run(self, stopping: asyncio.Event) -> None:
        """Watch until the service stops; a round that fails is logged and the next one comes."""
        held = False
        while not stopping.is_set():
            before, held = held, self.holds()
            if held:
                if not before:
                    self.observing.anew()
                await self._round()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.every if held else min(self.every, LOOKS_AGAIN)):
                    await stopping.wait()

    async def _round(self) -> None:
        try:
            await self.observing.round()
        except Exception as error:  # noqa: BLE001 - whatever it was, figures wait and personas go on without them
            logger.warning("a round of the sources failed", reason=f"{type(error).__name__}: {error}")
