"""Puts on the log that a budget runs out."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.identity import outside_id
from piyasa.contracts.system import BudgetCrossed
from piyasa.eventlog.log import EventLog
from piyasa.generator.domain.models.budgets import Step

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LoggedBudgets:
    """One fact for each step of a provider's day, whichever replica tells it."""

    log: EventLog

    async def crossed(self, provider: str, day: str, step: Step, share: float) -> None:
        """A step was reached."""
        logger.warning("a budget runs out", provider=provider, day=day, step=step, percent=round(100 * share))
        fact = BudgetCrossed(provider=provider, day=day, percent=round(100 * share, 1), step=step)
        own = outside_id(fact.fact, provider, day, step)
        try:
            await self.log.publish(NewEvent(own, fact, own))
        except Exception as error:  # noqa: BLE001 - a draft must not fail because this could not be told
            logger.warning("that a budget runs out could not be told", provider=provider, reason=repr(error))
