"""What calls cost: whether a provider may still be asked today, and what is charged afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from piyasa.generator.domain.models.budgets import ALL, Limits, Spent, Step, admits
from piyasa.generator.ports import BudgetListener, CallTally, Ledger
from piyasa.generator.use_cases.lanes import Lane, PassedOver, Wish


@dataclass(slots=True)
class Accounts:
    """The budgets of all providers of an installation, as one process keeps to them."""

    ledger: Ledger
    listener: BudgetListener
    tally: CallTally
    now: Callable[[], datetime]
    overall: Callable[[], Limits] = Limits
    """The budget of all providers together, as operators set it at the moment."""
    _seen: dict[str, Spent] = field(default_factory=dict)
    """By day, the most that all providers together were seen to have spent."""

    async def require(self, lane: Lane, wish: Wish) -> None:
        """Raise ``PassedOver`` when the provider may cost no more, or not for this."""
        limits, overall = lane.provider.offer.limits, self.overall()
        steps: list[Step] = []
        if limits.bounded:
            steps.append(limits.step(await self.ledger.spent(lane.name, self._today())))
        if overall.bounded:
            steps.append(overall.step(await self.ledger.spent_by_all(self._today())))
        for step in steps:
            if not admits(step, urgent=wish.urgent, draw=wish.draw):
                self.tally.held_back(lane.name, "budget")
                raise PassedOver(f"the budget for the day is {step.replace('_', ' ')}", budget=True)

    async def charge(self, lane: Lane, taken: Spent) -> None:
        """Add to what was spent, and tell of every step that was reached by it."""
        limits, day = lane.provider.offer.limits, self._today()
        before, after = await self.ledger.charge(lane.name, day, taken)
        self.tally.budget(lane.name, limits.share(after))
        for step in limits.crossed(before, after):
            await self.listener.crossed(lane.name, day, step, limits.share(after))
        overall = self.overall()
        if overall.bounded:
            await self._tell_of_all(overall, day, taken)

    async def _tell_of_all(self, overall: Limits, day: str, taken: Spent) -> None:
        """Others charge at the same time: what is new is measured from what was seen last."""
        total = await self.ledger.spent_by_all(self._today())
        self.tally.budget(ALL, overall.share(total))
        before = self._seen.get(day, replace(total, tokens=total.tokens - taken.tokens))
        self._seen = {day: max(before, total, key=lambda each: each.tokens)}
        for step in overall.crossed(before, total):
            await self.listener.crossed(ALL, day, step, overall.share(total))

    def _today(self) -> str:
        return self.now().astimezone(UTC).date().isoformat()
