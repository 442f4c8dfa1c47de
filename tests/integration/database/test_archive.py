from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.contracts.envelope import NewEvent, decode, headers_of
from piyasa.contracts.errors import ContractError
from piyasa.contracts.system import SimulationScaled, SimulationStarted
from piyasa.database.archive import ArchiveReader, archive_last
from piyasa.database.archive_rows import COLUMNS, Archived, row_of
from piyasa.database.engine import driver_connection, new_engine
from piyasa.database.roles import GENERATOR, PROJECTOR
from support.databases import Database

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]

NOW = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)


def message(position: int) -> Archived:
    fact = SimulationStarted(by="ops") if position % 2 else SimulationScaled(scale_factor=position, by="ops")
    event = NewEvent(f"id-{position}", fact, "tick-1", None)
    return Archived(
        position,
        NOW + timedelta(microseconds=position),
        fact.subject,
        headers_of(event, service="admin-api", now=NOW) | {"x-note": "şifa"},
        fact.model_dump_json().encode(),
    )


def poison(position: int) -> Archived:
    return Archived(position, NOW, "evt.system.simulation.simulation-started", {}, b"\x00\xff not json")


@pytest.fixture
async def reader_engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = new_engine(database.url_of(GENERATOR), application="test")
    yield engine
    await engine.dispose()


@pytest.fixture
async def archived(database: Database) -> list[Archived]:
    messages = [message(position) for position in (1, 2, 3, 4, 7, 8)] + [poison(9), message(10)]
    engine = new_engine(database.url_of(PROJECTOR), application="test")
    rows = [
        row_of(position=m.position, time=m.time, subject=m.subject, headers=m.headers, body=m.body) for m in messages
    ]
    async with driver_connection(engine) as connection:
        await connection.copy_records_to_table("events", schema_name="log", columns=COLUMNS, records=rows)
    await engine.dispose()
    return messages


async def positions(reader: ArchiveReader, after: int, until: int | None) -> list[int]:
    return [event.position async for event in reader.read(after, until)]


async def test_an_empty_archive_ends_at_zero(reader_engine: AsyncEngine) -> None:
    assert await archive_last(reader_engine) == 0
    assert await positions(ArchiveReader(reader_engine), 0, None) == []


async def test_messages_come_back_to_the_byte(reader_engine: AsyncEngine, archived: list[Archived]) -> None:
    found = [each async for batch in ArchiveReader(reader_engine, batch=3).batches(0) for each in batch]
    assert found == archived
    assert await archive_last(reader_engine) == 10


async def test_a_fact_from_the_archive_equals_the_one_from_the_stream(
    reader_engine: AsyncEngine, archived: list[Archived]
) -> None:
    found = [event async for event in ArchiveReader(reader_engine).read(0, 8)]
    assert found == [
        decode(position=m.position, time=m.time, subject=m.subject, headers=m.headers, body=m.body)
        for m in archived[:6]
    ]


@pytest.mark.usefixtures("archived")
async def test_a_range_begins_after_and_ends_with_its_bounds(reader_engine: AsyncEngine) -> None:
    reader = ArchiveReader(reader_engine, batch=2)
    assert await positions(reader, 2, 8) == [3, 4, 7, 8]
    assert await positions(reader, 4, 6) == []
    assert await positions(reader, 8, 4) == []


@pytest.mark.usefixtures("archived")
async def test_what_nobody_understands_is_reported_and_left_out(reader_engine: AsyncEngine) -> None:
    reported: list[int] = []

    def report(found: Archived, error: ContractError) -> None:
        assert error.code == "MALFORMED_BODY"
        reported.append(found.position)

    reader = ArchiveReader(reader_engine, on_undecodable=report)
    assert await positions(reader, 7, None) == [8, 10]
    assert reported == [9]


@pytest.mark.usefixtures("archived")
async def test_only_the_facts_asked_for_are_read(reader_engine: AsyncEngine) -> None:
    reader = ArchiveReader(reader_engine, facts=frozenset({"simulation-scaled"}))
    assert await positions(reader, 0, None) == [2, 4, 8, 10]


@pytest.mark.usefixtures("archived")
async def test_the_end_is_the_end_of_everything_and_not_of_what_was_asked_for(reader_engine: AsyncEngine) -> None:
    assert await ArchiveReader(reader_engine, facts=frozenset({"no-such-fact"})).last() == 10
