"""Providers that answer as they are told, a clock that is set by hand, and an account in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import stamina

from piyasa.contracts.conversation import Tokens
from piyasa.generator.domain.models.budgets import Limits
from piyasa.generator.domain.models.calls import Answer, Broken, Call
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.use_cases.lanes import Lane, Wish
from piyasa.generator.use_cases.routing import Router
from support.models import CallCounts, MemoryLedger

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TOOK = Tokens(prompt=80, completion=20)


@dataclass
class Provider:
    """Gives its answers in order, the last one again and again; an exception is raised."""

    offer: Offer
    answers: list[str | BaseException] = field(default_factory=lambda: ["Acelem yok."])
    asked: list[Call] = field(default_factory=list)
    tokens: Tokens = TOOK

    async def complete(self, call: Call, *, broken: Broken | None = None) -> Answer:
        self.asked.append(call)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return Answer(answer, self.offer.name, self.offer.model_for(call.purpose), self.tokens)

    async def known_models(self) -> frozenset[str]:
        return frozenset(self.offer.models)

    async def close(self) -> None:
        self.asked.clear()


@dataclass
class Exchange:
    """A router over providers made by hand."""

    providers: dict[str, Provider]
    counts: CallCounts
    ledger: MemoryLedger
    seconds: float = 0.0
    overall: Limits = field(default_factory=Limits)
    router: Router = field(init=False)

    def __post_init__(self) -> None:
        self.router = Router.over(
            [Lane(each) for each in self.providers.values()],
            self.ledger,
            self.counts,
            self.counts,
            lambda: NOON + timedelta(seconds=self.seconds),
            overall=lambda: self.overall,
            clock=lambda: self.seconds,
        )

    async def ask(self, *order: str, **known: Any) -> Answer:
        wish = Wish(self.router.now() + timedelta(seconds=60), order, **known)
        return await self.router.ask(Call("draft", "system", "user", 200, 0.8), wish)


@pytest.fixture(autouse=True)
def _no_pauses() -> Any:
    with stamina.set_testing(testing=True, attempts=3, cap=True):
        yield


@pytest.fixture
def exchange() -> Callable[..., Exchange]:
    """A router over providers of these names, each with these settings of its offer."""

    def make(*names: str, **offered: Any) -> Exchange:
        providers = {name: Provider(Offer(name, None, f"{name}-small", **offered)) for name in names}
        return Exchange(providers, CallCounts(), MemoryLedger())

    return make
