"""What an engine does is seen by whoever counts it."""

import asyncio
from dataclasses import dataclass, field

import pytest

from piyasa.database.engine import driver_connection, new_engine
from piyasa.database.roles import PROJECTOR
from support.databases import Database

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]


@dataclass
class Seen:
    """Remembers what it was told."""

    queries: list[tuple[str, float]] = field(default_factory=list)
    taken: int = 0
    most: int = 0

    def query(self, operation: str, seconds: float) -> None:
        self.queries.append((operation, seconds))

    def connections(self, change: int) -> None:
        self.taken += change
        self.most = max(self.most, self.taken)


async def test_every_statement_of_the_driver_is_timed_by_its_verb(database: Database) -> None:
    seen = Seen()
    engine = new_engine(database.url_of(PROJECTOR), application="test", observer=seen)
    async with driver_connection(engine) as connection, connection.transaction():
        await connection.fetchval("SELECT pg_sleep(0.05)")
        await connection.execute("UPDATE log.checkpoints SET position = $1 WHERE name = $2", 1, "nobody")
    await engine.dispose()
    async with asyncio.timeout(5):
        while {"select", "update"} - {verb for verb, _ in seen.queries}:
            await asyncio.sleep(0)
    assert max(seconds for verb, seconds in seen.queries if verb == "select") >= 0.05
    assert (seen.taken, seen.most) == (0, 1)
