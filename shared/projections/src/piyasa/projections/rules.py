"""How a fold is written down: one rule for each fact it knows, looked up by the fact's class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event

S = TypeVar("S")
F = TypeVar("F", bound=Callable[..., Any])
E = TypeVar("E", bound=Event)
Rule = Callable[[S, Recorded[E]], S | None]


class Rules(Generic[S]):
    """The rules of one projection."""

    def __init__(self) -> None:
        self._rules: dict[type[Event], Callable[[S, Recorded[Any]], S | None]] = {}

    @classmethod
    def of(cls, *parts: Rules[S]) -> Rules[S]:
        """The rules of several modules as one."""
        whole = cls()
        for part in parts:
            whole._rules.update(part._rules)
        return whole

    def on(self, *kinds: type[E]) -> Callable[[Rule[S, E]], Rule[S, E]]:
        """Name the facts that the decorated rule folds."""

        def register(rule: Rule[S, E]) -> Rule[S, E]:
            for kind in kinds:
                self._rules[kind] = rule
            return rule

        return register

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts that have a rule."""
        return frozenset(kind.fact for kind in self._rules)

    def apply(self, state: S, event: Recorded[Event]) -> S | None:
        """The state after the fact; the same state when no rule knows it."""
        rule = self._rules.get(type(event.data))
        return state if rule is None else rule(state, event)
