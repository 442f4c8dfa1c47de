"""How a fold is written down: one rule for each fact it knows, looked up by the fact's class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event

S = TypeVar("S")
E = TypeVar("E", bound=Event)
Rule = Callable[[S, Recorded[E]], S | None]


class Rules(Generic[S]):
    """The rules of one projection."""

    def __init__(self, *parts: Rules[S]) -> None:
        """Begin with the rules of other modules, or with none."""
        self.by_kind: dict[type[Event], Callable[[S, Recorded[Any]], S | None]] = {}
        for part in parts:
            self.by_kind.update(part.by_kind)

    def on(self, *kinds: type[E]) -> Callable[[Rule[S, E]], Rule[S, E]]:
        """Name the facts that the decorated rule folds."""

        def register(rule: Rule[S, E]) -> Rule[S, E]:
            for kind in kinds:
                self.by_kind[kind] = rule
            return rule

        return register

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts that have a rule."""
        return frozenset(kind.fact for kind in self.by_kind)

    def apply(self, state: S, event: Recorded[Event]) -> S | None:
        """The state after the fact; the same state when no rule knows it."""
        rule = self.by_kind.get(type(event.data))
        return state if rule is None else rule(state, event)
