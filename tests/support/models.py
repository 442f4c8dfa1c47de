"""Real providers over model stubs, with an account in memory."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.faults import Fault
from piyasa.devstack.llm.serving import serve
from piyasa.generator.adapters.models.openai_provider import OpenAIProvider
from piyasa.generator.domain.models.budgets import Limits, Spent, Step
from piyasa.generator.domain.models.calls import Answer
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.use_cases.lanes import Lane
from piyasa.generator.use_cases.routing import Router
from piyasa.telemetry.traces import configure

MODEL = "piyasa-stub"


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class MemoryLedger:
    """An account in memory."""

    sums: dict[tuple[str, str], Spent] = field(default_factory=dict)

    async def spent(self, provider: str, day: str) -> Spent:
        return self.sums.get((provider, day), Spent())

    async def spent_by_all(self, day: str) -> Spent:
        total = Spent()
        for (_, on), spent in self.sums.items():
            total = total.plus(spent) if on == day else total
        return total

    async def charge(self, provider: str, day: str, spent: Spent) -> tuple[Spent, Spent]:
        before = await self.spent(provider, day)
        self.sums[provider, day] = before.plus(spent)
        return before, self.sums[provider, day]


@dataclass
class CallCounts:
    """What was counted of calls, and which budgets were told to run out."""

    calls: list[tuple[str, str]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    retries: list[str] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    circuits: dict[str, str] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    most_in_flight: int = 0
    told: list[tuple[str, Step]] = field(default_factory=list)
    looked: list[tuple[str, bool]] = field(default_factory=list)

    def called(self, provider: str, model: str, status: str, seconds: float) -> None:
        self.calls.append((provider, status))

    def answered(self, provider: str, model: str, answer: Answer) -> None:
        self.answers.append(answer)

    def retried(self, provider: str) -> None:
        self.retries.append(provider)

    def in_flight(self, provider: str, calls: int) -> None:
        self.most_in_flight = max(self.most_in_flight, calls)

    def circuit(self, provider: str, state: str) -> None:
        self.circuits[provider] = state

    def budget(self, provider: str, share: float) -> None:
        self.shares[provider] = share

    def held_back(self, provider: str, reason: str) -> None:
        self.passed_over.append((provider, reason))

    async def crossed(self, provider: str, day: str, step: Step, share: float) -> None:
        self.told.append((provider, step))

    def looked_up(self, kind: str, *, hit: bool) -> None:
        self.looked.append((kind, hit))


@dataclass
class Models:
    """A router over stubs, by name."""

    stubs: dict[str, Stub]
    router: Router
    counts: CallCounts
    ledger: MemoryLedger

    def order(self, name: str, kind: str, **known: Any) -> None:
        """Let a stub fail in this way from now on."""
        self.stubs[name].faults.order(Fault(kind=kind, **known))

    def statuses(self, name: str) -> list[str]:
        """How the calls to one provider ended."""
        return [status for provider, status in self.counts.calls if provider == name]


@asynccontextmanager
async def models(
    *names: str, stubs: dict[str, Stub] | None = None, limits: Limits | None = None, **offered: Any
) -> AsyncIterator[Models]:
    """Serve a stub for each name and route to them in this order."""
    made = stubs or {name: Stub() for name in names}
    counts, ledger = CallCounts(), MemoryLedger()
    async with AsyncExitStack() as opened:
        lanes = []
        for name, stub in made.items():
            base_url = await opened.enter_async_context(serve(stub))
            offer = Offer(name, base_url, MODEL, limits=limits or Limits(), **offered)
            lanes.append(Lane(OpenAIProvider(offer, configure("generator"))))
        router = Router.over(lanes, ledger, counts, counts, utc_now)
        opened.push_async_callback(router.close)
        yield Models(made, router, counts, ledger)
