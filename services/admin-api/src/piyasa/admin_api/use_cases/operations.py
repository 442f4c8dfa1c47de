"""Remembers what became of operations, so that a repeated request is not carried out twice."""

from __future__ import annotations

from collections import OrderedDict

from piyasa.admin_api.domain.errors import IdempotencyKeyReused
from piyasa.admin_api.ports import History
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event

REMEMBERED = 20_000


class Operations:
    """Facts by operation: those the view has seen, and beyond that the archive's.

    That a key came with two different requests is noticed within one process only; elsewhere the second request is
    simply another operation.
    """

    def __init__(self, history: History, *, source: str, remembered: int = REMEMBERED) -> None:
        self._history, self._source, self._remembered = history, source, remembered
        self._facts: OrderedDict[str, set[str]] = OrderedDict()
        self._requests: OrderedDict[str, str] = OrderedDict()

    def note(self, event: Recorded[Event]) -> None:
        """Take in a fact of the log."""
        if event.source == self._source:
            self._facts.setdefault(event.correlation_id, set()).add(event.id)
            self._trim(self._facts)

    def claim(self, key: str, fingerprint: str) -> None:
        """Bind a key to its request; raises ``IdempotencyKeyReused`` when it is bound to another."""
        if self._requests.setdefault(key, fingerprint) != fingerprint:
            raise IdempotencyKeyReused
        self._trim(self._requests)

    async def stored(self, operation: str) -> frozenset[str]:
        """The ids of the operation's facts that are on the log."""
        seen = self._facts.get(operation)
        return frozenset(seen) if seen else await self._history.facts_of(operation)

    def _trim(self, memory: OrderedDict[str, str] | OrderedDict[str, set[str]]) -> None:
        while len(memory) > self._remembered:
            memory.popitem(last=False)
