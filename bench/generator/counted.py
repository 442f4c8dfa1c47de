"""Counters and an account in memory, behind the generator's ports."""

# ruff: noqa: ARG002 - ports tell more than is counted

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from operator import mul

from piyasa.contracts.embeddings import unpacked
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.memories import MemoryEncoded
from piyasa.generator.domain.models.budgets import Spent, Step
from piyasa.generator.domain.models.calls import Answer
from piyasa.generator.memory_ports import Vector


@dataclass(slots=True)
class Counts:
    """Everything that is counted about drafting and its calls."""

    outcomes: Counter[str] = field(default_factory=Counter)
    guards: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    embedding_calls: Counter[str] = field(default_factory=Counter)
    looked: Counter[tuple[str, bool]] = field(default_factory=Counter)
    retries: int = 0

    def drafted(self, bot_id: str, outcome: str, seconds: float) -> None:
        self.outcomes[outcome] += 1

    def judged(self, guard: str, verdict: str) -> None:
        self.guards[f"{guard} {verdict}"] += 1

    def sought_again(self, kind: str) -> None:
        self.again[kind] += 1

    def called(self, provider: str, model: str, status: str, seconds: float) -> None:
        self.calls[status] += 1

    def embedded(self, provider: str, model: str, status: str, seconds: float) -> None:
        """As an embedder tells of its calls."""
        self.embedding_calls[status] += 1

    def retried(self, provider: str) -> None:
        self.retries += 1

    def looked_up(self, kind: str, *, hit: bool) -> None:
        self.looked[kind, hit] += 1

    def blocked(self, kind: str) -> None: ...

    def disclosed(self) -> None: ...

    def answered(self, provider: str, model: str, answer: Answer) -> None: ...

    def in_flight(self, provider: str, calls: int) -> None: ...

    def circuit(self, provider: str, state: str) -> None: ...

    def budget(self, provider: str, share: float) -> None: ...

    def held_back(self, provider: str, reason: str) -> None: ...

    async def crossed(self, provider: str, day: str, step: Step, share: float) -> None: ...


@dataclass(slots=True)
class Account:
    """What a day's calls took."""

    sums: dict[tuple[str, str], Spent] = field(default_factory=dict)

    async def spent(self, provider: str, day: str) -> Spent:
        return self.sums.get((provider, day), Spent())

    async def spent_by_all(self, day: str) -> Spent:
        return Spent(sum(spent.tokens for (_, on), spent in self.sums.items() if on == day))

    async def charge(self, provider: str, day: str, spent: Spent) -> tuple[Spent, Spent]:
        before = await self.spent(provider, day)
        self.sums[provider, day] = before.plus(spent)
        return before, self.sums[provider, day]


@dataclass(slots=True)
class Vectors:
    """Stands for the database: the embeddings of what personas remember, compared one by one."""

    known: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def keep(self, bot_id: str, memory_id: str, vector: Vector) -> None:
        """Remember an embedding."""
        length = sqrt(sum(map(mul, vector, vector))) or 1.0
        self.known.setdefault(bot_id, {})[memory_id] = [value / length for value in vector]

    def heard(self, event: Recorded[Event]) -> None:
        """Keep what a fact holds."""
        if isinstance(event.data, MemoryEncoded) and event.data.embedding:
            self.keep(event.data.bot_id, event.data.memory_id, unpacked(event.data.embedding))

    async def cosines(self, bot_id: str, model: str, vector: Vector) -> Mapping[str, float]:
        length = sqrt(sum(map(mul, vector, vector))) or 1.0
        return {
            memory_id: sum(map(mul, kept, vector)) / length for memory_id, kept in self.known.get(bot_id, {}).items()
        }
