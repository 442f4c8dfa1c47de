"""Faults to order: which kind, how probable, how often."""

from random import Random
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["delay", "rate_limit", "server_error", "timeout", "reset", "garbage", "empty", "slow_stream"]


class Fault(BaseModel):
    """One order. Seconds mean: of delay, until a time-out is given up, or between two pieces of a stream."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    probability: Annotated[float, Field(gt=0, le=1)] = 1.0
    count: Annotated[int, Field(ge=1)] | None = None
    seconds: Annotated[float, Field(ge=0, le=600)] = 1.0
    status: Annotated[int, Field(ge=400, le=599)] = 500
    retry_after: Annotated[float, Field(ge=0)] = 1.0
    seed: int | None = None


class FaultPlan:
    """Orders in force. A request meets at most one fault, and a delay on top."""

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

    def draw(self) -> tuple[Fault | None, float]:
        """Decide for one request: the fault it meets, and for how many seconds it is delayed first."""
        met: Fault | None = None
        delay = 0.0
        for index, (fault, chance) in enumerate(self._orders):
            left = self._left[index]
            taken = met is not None and fault.kind != "delay"
            if left == 0 or taken or chance.random() >= fault.probability:
                continue
            self._left[index] = None if left is None else left - 1
            if fault.kind == "delay":
                delay += fault.seconds
            else:
                met = fault
        return met, delay
