"""What a service knew at a moment: its projections, folded from the log as far as that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from piyasa.contracts.catalogue import fact_of
from piyasa.contracts.errors import ContractError
from piyasa.database.engine import driver_connection
from piyasa.database.errors import SnapshotUnreadable
from piyasa.database.snapshots import SnapshotStore
from piyasa.projections.fold import TableSet
from piyasa.tools.errors import MomentBeforeLog
from piyasa.tools.message import fact_in
from piyasa.tools.output import err

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from piyasa.tools.log_reading import LogReader
    from piyasa.tools.message import Message
    from piyasa.tools.output import Report

_NEAR: Final = timedelta(hours=1)
"""How far before a moment the archive is searched for a fact; in an hour without one no snapshot is used."""
_POSITION: Final = "SELECT max(position) FROM log.events WHERE time > $1 AND time <= $2"


@dataclass(slots=True)
class Folding:
    """Tables on their way to a moment."""

    tables: TableSet
    until: datetime
    position: int = 0
    """Of the newest fact that was taken or passed over."""
    reached: bool = False
    """A fact came that is younger than the moment."""

    def take(self, batch: Sequence[Message]) -> None:
        """Fold what of a batch is wanted and not too young; raises ``MomentBeforeLog``."""
        for each in batch:
            if each.time > self.until:
                self.reached = True
                if self.position == 0:
                    raise MomentBeforeLog(self.until, each.time)
                return
            self.position = each.position
            self._fold(each)

    def _fold(self, message: Message) -> None:
        try:
            if fact_of(message.subject) in self.tables.facts:
                self.tables.apply(fact_in(message))
        except ContractError:
            return


async def folded(
    reader: LogReader, engine: AsyncEngine | None, tables: TableSet, until: datetime, report: Report
) -> Folding:
    """Fold the log up to a moment, from the newest snapshot before it where there is one.

    Raises:
        MomentBeforeLog: the log begins later.
    """
    found = Folding(tables, until)
    if engine is not None:
        found.position = await _begun(engine, tables, until)
    elif lost := await reader.out_of_reach(0):
        err.print(f"[yellow]{lost} older facts are in the archive only; set PIYASA_DATABASE_URL to fold them too[/]")
    end = (await reader.bounds()).last
    async for batch in reader.batches(found.position):
        found.take(batch)
        report(found.position, end)
        if found.reached:
            break
    return found


async def _begun(engine: AsyncEngine, tables: TableSet, until: datetime) -> int:
    """Fill the tables from a snapshot that is no younger than the moment; gives its position, 0 without one."""
    async with driver_connection(engine) as connection:
        at_most: int | None = await connection.fetchval(_POSITION, until - _NEAR, until)
    if at_most is None:
        return 0
    versions = {name: table.projection.version for name, table in tables.tables.items()}
    try:
        snapshot = await SnapshotStore(engine).newest(versions, at_most=at_most)
    except SnapshotUnreadable:
        return 0
    if snapshot is None:
        return 0
    for name, table in tables.tables.items():
        table.load(snapshot.payloads[name])
    return snapshot.position
