from collections.abc import AsyncIterator

import orjson
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.engine import driver_connection, new_engine
from piyasa.database.errors import SnapshotUnreadable
from piyasa.database.roles import PROJECTOR
from piyasa.database.snapshots import SnapshotPart, SnapshotStore
from support.databases import Database

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = new_engine(database.url_of(PROJECTOR), application="test")
    yield engine
    await engine.dispose()


@pytest.fixture
def store(engine: AsyncEngine) -> SnapshotStore:
    return SnapshotStore(engine)


def part(version: str, **states: object) -> SnapshotPart:
    return SnapshotPart(version, orjson.dumps(states))


async def test_what_was_saved_comes_back(store: SnapshotStore) -> None:
    await store.save(10, {"bots": part("1", a={"name": "Şule"}), "chats": part("2@20", c={})})
    found = await store.newest({"bots": "1", "chats": "2@20"})
    assert found is not None
    assert found.position == 10
    assert found.payloads == {"bots": {"a": {"name": "Şule"}}, "chats": {"c": {}}}


async def test_all_projections_stand_at_one_position(store: SnapshotStore) -> None:
    await store.save(10, {"bots": part("1", old={}), "chats": part("1")})
    await store.save(20, {"bots": part("1", new={}), "chats": part("2")})
    found = await store.newest({"bots": "1", "chats": "1"})
    assert found is not None
    assert (found.position, found.payloads["bots"]) == (10, {"old": {}})


async def test_another_fold_version_is_not_used(store: SnapshotStore) -> None:
    await store.save(10, {"bots": part("1")})
    assert await store.newest({"bots": "2"}) is None
    assert await store.newest({"bots": "1", "voices": "1"}) is None
    assert await store.newest({}) is None


async def test_a_moment_of_the_past_finds_the_newest_before_it(store: SnapshotStore) -> None:
    for position in (10, 20):
        await store.save(position, {"bots": part("1")})
    found = await store.newest({"bots": "1"}, at_most=19)
    assert found is not None
    assert found.position == 10
    assert await store.newest({"bots": "1"}, at_most=9) is None


async def test_the_newest_three_of_each_version_stay(store: SnapshotStore, engine: AsyncEngine) -> None:
    await store.save(1, {"bots": part("0")})
    for position in (10, 20, 20, 30, 40):
        await store.save(position, {"bots": part("1"), "chats": part("1")})
    async with driver_connection(engine) as connection:
        rows = await connection.fetch(
            "SELECT fold_version, position FROM read.snapshots WHERE name = 'bots' ORDER BY position"
        )
    assert [tuple(row) for row in rows] == [("0", 1), ("1", 20), ("1", 30), ("1", 40)]


@pytest.mark.parametrize("payload", [b"x", b"\x78\x9c\x03\x00\x00\x00\x00\x01"])
async def test_a_damaged_snapshot_is_named(store: SnapshotStore, engine: AsyncEngine, payload: bytes) -> None:
    async with driver_connection(engine) as connection:
        await connection.execute(
            "INSERT INTO read.snapshots (name, fold_version, position, payload) VALUES ('bots', '1', 7, $1)", payload
        )
    with pytest.raises(SnapshotUnreadable, match="bots at position 7"):
        await store.newest({"bots": "1"})
