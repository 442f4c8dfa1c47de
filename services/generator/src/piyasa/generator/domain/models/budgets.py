"""What a provider may cost in a day, and what is given up first when little is left (behaviour 11.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Step = Literal["free", "halved", "people_only", "exhausted"]
HALVED_FROM: Final = 0.8
"""Share of the budget from which half of the small talk is given up."""
RESERVE: Final = 0.05
"""Share that is kept for people's questions."""
MICRO: Final = 1_000_000
ALL: Final = "all"
"""The name under which all providers together have a budget; no provider may be called so."""
_ORDER: Final[tuple[Step, ...]] = ("free", "halved", "people_only", "exhausted")


@dataclass(frozen=True, slots=True)
class Spent:
    """What a provider took in a day, over all replicas; money in millionths of a US dollar, so that sums are exact."""

    tokens: int = 0
    micro_usd: int = 0
    calls: int = 0

    def plus(self, other: Spent) -> Spent:
        """Both together."""
        return Spent(self.tokens + other.tokens, self.micro_usd + other.micro_usd, self.calls + other.calls)


@dataclass(frozen=True, slots=True)
class Limits:
    """A day's budget of one provider; None is without limit."""

    tokens: int | None = None
    usd: float | None = None
    reserve: float = RESERVE

    @property
    def bounded(self) -> bool:
        """Whether there is a limit at all."""
        return self.tokens is not None or self.usd is not None

    def share(self, spent: Spent) -> float:
        """How much of the budget is spent: 0 nothing, 1 all; of tokens and money whichever is nearer its end."""
        shares = [0.0]
        if self.tokens is not None:
            shares.append(spent.tokens / self.tokens if self.tokens else 1.0)
        if self.usd is not None:
            shares.append(spent.micro_usd / (self.usd * MICRO) if self.usd else 1.0)
        return max(shares)

    def step(self, spent: Spent) -> Step:
        """What the budget still allows."""
        return step_at(self.share(spent), self.reserve)

    def crossed(self, before: Spent, after: Spent) -> tuple[Step, ...]:
        """The steps that were reached between two states of a day."""
        first, last = _ORDER.index(self.step(before)), _ORDER.index(self.step(after))
        return _ORDER[first + 1 : last + 1]


def step_at(share: float, reserve: float = RESERVE) -> Step:
    """What a budget allows of which so much is spent."""
    if share >= 1.0:
        return "exhausted"
    if share >= 1.0 - reserve:
        return "people_only"
    return "halved" if share >= min(HALVED_FROM, 1.0 - reserve) else "free"


def admits(step: Step, *, urgent: bool, draw: float) -> bool:
    """Whether a call may be made; ``urgent`` ones answer people, ``draw`` is a call's own chance, 0..1."""
    match step:
        case "free":
            return True
        case "halved":
            return urgent or draw < 0.5  # noqa: PLR2004 - half
        case "people_only":
            return urgent
        case "exhausted":
            return False
