"""Reports in a real database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.analytics import Collector
from piyasa.contracts.system import SettingChanged
from piyasa.database.archive import ArchiveReader
from piyasa.database.engine import driver_connection
from piyasa.projector.adapters.postgres_reports import PostgresReports
from piyasa.projector.use_cases.reporting import Reporting, Window
from support.events import received, reply, sent
from support.projecting import Stack, wait_for

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]


async def rows(engine, table):
    async with driver_connection(engine) as connection:
        found = await connection.fetch(f"SELECT * FROM read.{table} ORDER BY until")
    return [dict(row) for row in found]


async def test_what_is_archived_is_measured_and_kept_once(stack: Stack, engine: AsyncEngine) -> None:
    stack.stream.publish(SettingChanged(key="answer_within_seconds", value=5, origin="admin", by="admin"))
    for number in range(1, 21, 2):
        stack.stream.publish(received(number), sent(number, number + 1, reply_to=reply(number)))
    stack.start()
    archive = ArchiveReader(engine, facts=Collector.wanted())

    async def archived() -> bool:
        return await archive.last() == 21

    await wait_for(archived)
    newest = (await anext(archive.read(20))).time
    told: list[Window] = []
    now = newest + timedelta(hours=1)
    for _ in range(2):
        reporting = Reporting(
            archive=archive,
            reports=PostgresReports(engine),
            ready=lambda: True,
            now=lambda: now,
            tell=told.append,
        )
        await reporting.step()
    assert len(told) == 1, "the second replica found the window measured"
    (row,) = await rows(engine, "chat_reports")
    assert row["chat_id"] == "bist-sohbet"
    assert row["until"] == told[0].until
    assert row["report"]["quality"]["messages"] == 20


async def test_a_window_measured_again_replaces_and_the_old_are_dropped(engine: AsyncEngine) -> None:
    reports = PostgresReports(engine)
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    for hours in (0, 1, 1):
        until = noon + timedelta(hours=hours)
        window = Window(until - timedelta(hours=24), until, {"bist-sohbet": {"a": hours}}, {"mehmet-trader": {}})  # type: ignore[dict-item]
        await reports.keep(window, forget_before=noon + timedelta(minutes=hours))
    assert [row["report"] for row in await rows(engine, "chat_reports")] == [{"a": 1}]
    assert len(await rows(engine, "persona_reports")) == 1
    assert await reports.last() == noon + timedelta(hours=1)
    assert await reports.position_at(noon) == 0
