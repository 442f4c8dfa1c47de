"""What a projection is: a table of aggregates, each the fold of the facts that concern it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from pydantic import TypeAdapter

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event

S = TypeVar("S")
EVERY = "*"
"""The key of a fact that concerns every aggregate there is; no slug looks like it."""


class Projection(Protocol[S]):
    """One question about the log, answered per aggregate.

    ``evolve`` is pure: the same facts in the same order give the same state to the byte. It never refuses a fact;
    what is recorded has happened. States are immutable values.
    """

    name: str
    version: str
    """Changed whenever ``evolve`` or the state's shape changes: older snapshots are then not used. A projection that
    depends on the pace of time carries it here too, as in ``3@20``."""
    facts: frozenset[str]
    """The names of the facts it folds; all others are dropped before decoding."""
    state: type[S]

    def keys(self, event: Recorded[Event]) -> Sequence[str]:
        """The aggregates that a fact concerns; ``EVERY`` alone for all that exist."""

    def evolve(self, state: S | None, event: Recorded[Event]) -> S | None:
        """The aggregate's next state; None before its first fact and after its end."""


@dataclass(slots=True)
class FoldFailure:
    """A fold that raised; its aggregate stays as it was."""

    projection: str
    key: str
    position: int
    error: str


@dataclass(slots=True)
class Table(Generic[S]):
    """The aggregates of one projection, in memory."""

    projection: Projection[S]
    rows: dict[str, S] = field(default_factory=dict)
    failed: dict[str, FoldFailure] = field(default_factory=dict)
    worked_out: dict[str, Any] = field(default_factory=dict)
    """What readers worked out of all rows, by a name of theirs; forgotten with the next change."""

    def apply(self, event: Recorded[Event]) -> list[str]:
        """Fold one fact into every aggregate it concerns; returns the keys that changed.

        A fold that raises leaves its aggregate as it was and is remembered in ``failed``.
        """
        changed = []
        for key in self._concerned(event):
            before = self.rows.get(key)
            try:
                after = self.projection.evolve(before, event)
            except Exception as error:  # noqa: BLE001 - a fold is a process edge: one bad aggregate must not stop the view
                self._note(key, event, error)
                continue
            if after is before:
                continue
            changed.append(key)
            if after is None:
                self.rows.pop(key, None)
            else:
                self.rows[key] = after
        if changed:
            self.worked_out.clear()
        return changed

    def _concerned(self, event: Recorded[Event]) -> Sequence[str]:
        try:
            keys = self.projection.keys(event)
        except Exception as error:  # noqa: BLE001 - the same edge
            self._note(EVERY, event, error)
            return ()
        return tuple(self.rows) if EVERY in keys else keys

    def _note(self, key: str, event: Recorded[Event], error: Exception) -> None:
        self.failed[key] = FoldFailure(self.projection.name, key, event.position, repr(error))

    def dump(self) -> Mapping[str, Any]:
        """The rows as JSON values, keys in order: equal states give equal dumps."""
        adapter = adapter_of(self.projection.state)
        return {key: adapter.dump_python(self.rows[key], mode="json") for key in sorted(self.rows)}

    def dump_json(self) -> bytes:
        """The dump as JSON text with all keys in order: equal states give equal bytes."""
        return json.dumps(self.dump(), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    def load(self, dump: Mapping[str, Any]) -> None:
        """Take rows from a dump made by the same version of the projection."""
        adapter = adapter_of(self.projection.state)
        self.adopt({key: adapter.validate_python(row) for key, row in dump.items()})

    def adopt(self, rows: dict[str, S]) -> None:
        """Take rows that were folded elsewhere by the same version of the projection."""
        self.rows = rows
        self.worked_out.clear()


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def adapter_of(state: type[S]) -> TypeAdapter[S]:
    """The (cached) translator between a state and JSON values."""
    found = _ADAPTERS.get(state)
    if found is None:
        found = _ADAPTERS[state] = TypeAdapter(state)
    return found


OnChange = Callable[[str, str, Recorded[Event]], None]
"""Told (projection name, key, fact) after an aggregate changed."""


@dataclass(slots=True)
class TableSet:
    """The projections a service folds, fed together."""

    tables: dict[str, Table[Any]]

    @classmethod
    def of(cls, projections: Iterable[Projection[Any]]) -> TableSet:
        """Empty tables, one a projection."""
        return cls({projection.name: Table(projection) for projection in projections})

    @property
    def facts(self) -> frozenset[str]:
        """Every fact that any of the projections folds."""
        return frozenset().union(*(table.projection.facts for table in self.tables.values()))

    def apply(self, event: Recorded[Event], on_change: OnChange | None = None) -> None:
        """Fold one fact into every projection that wants it."""
        for name, table in self.tables.items():
            if event.data.fact in table.projection.facts:
                for key in table.apply(event):
                    if on_change is not None:
                        on_change(name, key, event)

    @property
    def failures(self) -> list[FoldFailure]:
        """Folds that raised, over all projections."""
        return [failure for table in self.tables.values() for failure in table.failed.values()]
