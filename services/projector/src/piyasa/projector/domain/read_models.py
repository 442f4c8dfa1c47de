"""The read models in memory: what one batch of the log changes, and what of it is not yet written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.projections.fold import Projection, Table, TableSet, adapter_of
from piyasa.projections.memories import Memories, Remembered
from piyasa.projector.domain.json_text import without_nul


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a projection's table; no state means that the row ends."""

    key: str
    position: int
    state: str | None


@dataclass(slots=True)
class ReadModels:
    """Projections in memory and the keys whose rows are behind them."""

    tables: TableSet
    dirty: dict[str, dict[str, int]] = field(default_factory=dict)
    """Projection to key to the position that changed it last."""
    raised: list[str] = field(default_factory=list)
    """The projections whose fold raised since this was last emptied, one entry for each time."""
    broken: set[tuple[str, str]] = field(default_factory=set)
    """Aggregates (projection, key) that a fact could not be folded into."""

    @classmethod
    def of(cls, projections: Iterable[Projection[Any]]) -> ReadModels:
        """Empty read models."""
        tables = TableSet.of(projections)
        return cls(tables, {name: {} for name in tables.tables})

    @property
    def versions(self) -> dict[str, str]:
        """The version of each projection's fold."""
        return {name: table.projection.version for name, table in self.tables.tables.items()}

    @property
    def memories(self) -> Table[Remembered] | None:
        """What personas remember; None when it is not folded here."""
        return self.tables.tables.get(Memories.name)

    def load(self, name: str, rows: Mapping[str, str]) -> bool:
        """Take a projection's rows as they were written, by key; False, and none taken, when one is no state."""
        table = self.tables.tables[name]
        adapter = adapter_of(table.projection.state)
        try:
            table.adopt({key: adapter.validate_json(state) for key, state in rows.items()})
        except ValidationError:
            return False
        return True

    def apply(self, event: Recorded[Event], only: Collection[str] | None = None) -> None:
        """Fold one fact, into all projections or into those named.

        A fold that raises is remembered and leaves its aggregate as it was.
        """
        for name, table in self.tables.tables.items():
            if event.data.fact in table.projection.facts and (only is None or name in only):
                self._fold(name, table, event)

    def unwritten(self, names: Collection[str] | None = None) -> dict[str, list[Row]]:
        """The rows that are behind, by projection; of all projections or of those named."""
        return {
            name: self._rows(name, keys)
            for name, keys in self.dirty.items()
            if keys and (names is None or name in names)
        }

    def written(self, names: Collection[str] | None = None) -> None:
        """Nothing of these projections (by default of all) is behind any more."""
        for name, keys in self.dirty.items():
            if names is None or name in names:
                keys.clear()

    def _fold(self, name: str, table: Table[Any], event: Recorded[Event]) -> None:
        try:
            changed = table.apply(event)
        except Exception:  # noqa: BLE001 - which aggregates a fact concerns is a fold's code too
            self.raised.append(name)
            self.broken.add((name, event.subject))
            return
        if changed:
            self.dirty[name].update(dict.fromkeys(changed, event.position))
        if table.failed:
            self.raised.extend([name] * len(table.failed))
            self.broken.update((name, key) for key in table.failed)
            table.failed.clear()

    def _rows(self, name: str, keys: Mapping[str, int]) -> list[Row]:
        table = self.tables.tables[name]
        adapter = adapter_of(table.projection.state)
        return [
            Row(key, position, without_nul(adapter.dump_json(table.rows[key])) if key in table.rows else None)
            for key, position in keys.items()
        ]
