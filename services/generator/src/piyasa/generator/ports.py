"""What the generator needs of the world: words, a view of the log, and somebody who counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from piyasa.contracts.conversation import Tokens
from piyasa.generator.domain.models.budgets import Spent, Step
from piyasa.generator.domain.models.calls import Answer, Broken, Call, Schema
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.domain.scene import Scene
from piyasa.projections.fold import TableSet
from piyasa.resilience import State

MODEL_CHECK: Final = "model "
"""Stands before a provider's name in the name of the check that tells how it is."""
TROUBLE: Final = "the last call failed: "
"""Stands before a provider's trouble in what such a check tells."""


@dataclass(frozen=True, slots=True)
class Words:
    """What an engine found, and what it took."""

    text: str
    provider: str
    model: str
    prompt_sha256: str
    tokens: Tokens = field(default_factory=Tokens)
    cost: float = 0.0
    """In US dollars; 0 when the price is not known."""
    latency_ms: int = 0


class WordsUnavailable(Exception):
    """No words can be found now."""

    code = "WORDS_UNAVAILABLE"

    def __init__(self, provider: str, reason: str, *, again_in: float | None = None, budget: bool = False) -> None:
        super().__init__(f"{provider}: {reason}")
        self.provider, self.reason = provider, reason
        self.again_in = again_in
        """Seconds after which asking again may help; None when it would not."""
        self.budget = budget
        """Whether nothing but budgets stood in the way."""


class TextEngine(Protocol):
    """Finds the words for a scene."""

    async def words(
        self, scene: Scene, *, seed: str, until: datetime, hint: str = "", broken: Broken | None = None
    ) -> Words:
        """Words for the scene, cleaned; an empty text when there are none.

        ``hint`` says what was wrong with the words before. An engine that finds its words one by one may stop as soon
        as ``broken`` says of them that they can no longer become fit to be said, and hand over what there is. Raises
        ``WordsUnavailable``, and ``TimeoutError`` when ``until`` passes first.
        """

    def status(self) -> str:
        """What the engine is, for health and logs; never a secret."""


class Seen(Protocol):
    """The view of the log that is decided on."""

    @property
    def tables(self) -> TableSet:
        """The folds."""

    @property
    def position(self) -> int:
        """The newest fact that is folded."""


class Tally(Protocol):
    """What is counted about drafting."""

    def drafted(self, bot_id: str, outcome: str, seconds: float) -> None:
        """A tick came to an outcome after this many seconds of work."""

    def blocked(self, kind: str) -> None:
        """A guard held words back."""

    def judged(self, guard: str, verdict: str) -> None:
        """What a guard said of a draft: ``ok``, ``rewritten``, ``blocked`` or ``unavailable``."""

    def sought_again(self, kind: str) -> None:
        """Other words are sought, as something of this class was wrong with the first."""

    def disclosed(self) -> None:
        """A sincere question was answered truthfully."""


class ModelProvider(Protocol):
    """One model behind one address."""

    @property
    def offer(self) -> Offer:
        """What it is."""

    async def complete(self, call: Call, *, broken: Broken | None = None) -> Answer:
        """Ask once. Raises ``CallFailed``."""

    async def known_models(self) -> frozenset[str]:
        """The models that may be asked for; raises ``CallFailed``, also when the endpoint does not tell."""

    async def close(self) -> None:
        """Let go of the connections."""


class Ledger(Protocol):
    """What providers took today, shared by all replicas."""

    async def spent(self, provider: str, day: str) -> Spent:
        """What was spent on a day."""

    async def spent_by_all(self, day: str) -> Spent:
        """What was spent on a day over all providers, also those that this process does not know."""

    async def charge(self, provider: str, day: str, spent: Spent) -> tuple[Spent, Spent]:
        """Add to it; gives the states before and after."""


class BudgetListener(Protocol):
    """Told of budgets that run out."""

    async def crossed(self, provider: str, day: str, step: Step, share: float) -> None:
        """A step was reached, with the share that is spent now; other replicas may tell the same."""


class Judge(Protocol):
    """Judges what rules are not sure of."""

    async def judged(
        self, instructions: str, question: str, schema: Schema, scene: Scene, until: datetime
    ) -> Mapping[str, Any] | None:
        """An object of the schema's form; None when there is no judgement to be had in time."""


class CacheTally(Protocol):
    """What is counted about answers that are remembered."""

    def looked_up(self, kind: str, *, hit: bool) -> None:
        """An answer of this kind was looked for."""


class CallTally(Protocol):
    """What is counted about calls to models; seconds, US dollars."""

    def called(self, provider: str, model: str, status: str, seconds: float) -> None:
        """A call ended: ``ok`` or how it failed."""

    def answered(self, provider: str, model: str, answer: Answer) -> None:
        """What an answer of the model that was asked for took."""

    def retried(self, provider: str) -> None:
        """A provider is asked again."""

    def in_flight(self, provider: str, calls: int) -> None:
        """So many calls are under way."""

    def circuit(self, provider: str, state: State) -> None:
        """The state of a provider's circuit."""

    def budget(self, provider: str, share: float) -> None:
        """Share of the day's budget that is spent."""

    def held_back(self, provider: str, reason: str) -> None:
        """A provider was passed over: ``circuit``, ``budget``, ``rate_limit`` or ``mistake`` of ours."""
