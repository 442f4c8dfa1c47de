"""The one place where facts become durable and then true."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from piyasa.devstack.telegram.domain.facts import Fact
from piyasa.devstack.telegram.domain.folding import apply
from piyasa.devstack.telegram.domain.world import World
from piyasa.devstack.telegram.journal import Journal

Clock = Callable[[], float]
Listener = Callable[[Sequence[Fact]], None]


class Store:
    """Journal first, then fold, then tell the listeners; `clock` gives Unix seconds."""

    def __init__(self, journal: Journal | None, clock: Clock) -> None:
        self.world = World()
        self.clock = clock
        self._journal = journal
        self._listeners: list[Listener] = []
        for time, facts in journal.replay() if journal is not None else ():
            for fact in facts:
                apply(self.world, fact, time)
        self.world.fresh_mail.clear()

    def listen(self, listener: Listener) -> None:
        """Call `listener` with the facts of every change from now on."""
        self._listeners.append(listener)

    def record(self, facts: Sequence[Fact]) -> None:
        """Make `facts` one change that is kept as a whole or not at all."""
        if not facts:
            return
        now = self.clock()
        if self._journal is not None:
            self._journal.append(now, facts)
        for fact in facts:
            apply(self.world, fact, now)
        for listener in self._listeners:
            listener(facts)
        self.world.fresh_mail.clear()
