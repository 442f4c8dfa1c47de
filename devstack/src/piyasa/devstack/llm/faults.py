"""Faults to order: which kind, for which requests, how probable, how often."""

from dataclasses import dataclass
from random import Random
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Path = Literal["chat", "embeddings"]
Kind = Literal[
    "delay", "rate_limit", "server_error", "unauthorized", "model_missing", "timeout", "reset",
    "slow_first_byte", "slow_stream", "cut_stream", "garbage",
    "empty", "refusal", "refusal_text", "filtered", "truncated", "wrong_language", "over_long",
    "name_prefix", "code_fence", "quoted", "say",
]  # fmt: skip
SPOKEN = frozenset({
    "empty", "refusal", "refusal_text", "filtered", "truncated", "wrong_language", "over_long",
    "name_prefix", "code_fence", "quoted", "say",
})  # fmt: skip
"""Faults of what is said; they concern chat alone."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What orders choose requests by; `structured`: the answer must fit a JSON schema."""

    path: Path = "chat"
    model: str = ""
    structured: bool = False


class Fault(BaseModel):
    """One order.

    Seconds mean: of delay, until the first byte, until a time-out is given up, or between two pieces. `text`, or one of
    `texts`, is said instead of the stub's own words; of `name_prefix` it is the name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    kind: Kind
    probability: Annotated[float, Field(gt=0, le=1)] = 1.0
    count: Annotated[int, Field(ge=1)] | None = None
    seconds: Annotated[float, Field(ge=0, le=600)] = 1.0
    status: Annotated[int, Field(ge=400, le=599)] = 500
    retry_after: Annotated[float, Field(ge=0)] | None = 1.0
    seed: int | None = None
    text: str | None = None
    texts: tuple[str, ...] = ()
    path: Path | None = None
    model: str | None = None
    structured: Annotated[bool | None, Field(alias="schema")] = None

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if self.kind == "say" and not self.words:
            raise ValueError("say needs text or texts: give what is to be answered")
        if self.text is not None and self.texts:
            raise ValueError("give text or texts, not both")
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """What was ordered to be said; one is drawn."""
        return self.texts if self.text is None else (self.text,)

    def concerns(self, aim: Aim) -> bool:
        """Whether a request can meet it."""
        return (
            (self.path or aim.path) == aim.path
            and (self.kind not in SPOKEN or aim.path == "chat")
            and self.model in {None, aim.model}
            and self.structured in {None, aim.structured}
        )


@dataclass(frozen=True, slots=True)
class Met:
    """What one request meets: at most one fault, seconds of delay on top, and a number in [0, 1) to draw words by."""

    fault: Fault | None = None
    delay: float = 0.0
    pick: float = 0.0

    @property
    def kind(self) -> Kind | None:
        """Kind of the fault, if there is one."""
        return None if self.fault is None else self.fault.kind

    def seconds(self, kind: Kind) -> float:
        """Seconds that were ordered if the fault is of this kind, otherwise 0."""
        return self.fault.seconds if self.fault is not None and self.fault.kind == kind else 0.0


class FaultPlan:
    """Orders in force."""

    def __init__(self) -> None:
        self._orders: list[tuple[Fault, Random]] = []
        self._left: list[int | None] = []

    def order(self, fault: Fault) -> None:
        """Put a fault in force; with a seed, chance decides the same way every time."""
        self._orders.append((fault, Random(fault.seed)))  # noqa: S311  # dice, not secrets
        self._left.append(fault.count)

    def clear(self) -> None:
        """End every order."""
        self._orders.clear()
        self._left.clear()

    def orders(self) -> list[Fault]:
        """Orders that can still strike, each with the count it has left."""
        return [
            fault.model_copy(update={"count": left})
            for (fault, _), left in zip(self._orders, self._left, strict=True)
            if left != 0
        ]

    def draw(self, aim: Aim) -> Met:
        """Decide for one request; orders that do not concern it keep their chance and their count."""
        met, delay, pick = None, 0.0, 0.0
        for index, (fault, chance) in enumerate(self._orders):
            left = self._left[index]
            taken = met is not None and fault.kind != "delay"
            if left == 0 or taken or not fault.concerns(aim) or chance.random() >= fault.probability:
                continue
            self._left[index] = None if left is None else left - 1
            if fault.kind == "delay":
                delay += fault.seconds
            else:
                met, pick = fault, chance.random()
        return Met(met, delay, pick)
