"""Read models made anew while the projector goes on."""

import asyncio

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.engine import new_engine
from piyasa.database.roles import ADMIN_API, MESSAGES, READ_TABLES, STATE_TABLES
from piyasa.projections.catalogue import all_projections
from piyasa.projections.pace import Pace
from piyasa.projector.adapters.fresh_tables import FreshTables, RebuildRunning
from piyasa.projector.maintenance.rebuild import FoldVersionsDiffer, ProjectionUnknown, names_of, rebuild
from piyasa.projector.maintenance.verify import checksums, refolded
from support.conversations import exchange, history
from support.databases import Database
from support.events import MEHMET, registered
from support.projecting import Stack, wait_for

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]
AHEAD = 300
"""Facts by which talk may be ahead of the projector: a slow machine would otherwise never catch up with it."""


def test_every_projection_has_a_table() -> None:
    assert {each.name for each in all_projections()} == set(STATE_TABLES)
    assert names_of(all_projections()) == set(READ_TABLES)


async def test_rebuilt_rows_equal_those_they_replace(stack: Stack, engine: AsyncEngine) -> None:
    stack.stream.publish(*history(10))
    await stack.project_all()
    before = await checksums(engine, all_projections())
    progress: list[tuple[int, int]] = []

    done = await rebuild(engine, all_projections(), progress=lambda *at: progress.append(at))

    assert {each.name: each.checksum for each in done} == before == await checksums(engine, all_projections())
    assert all(each.agreed for each in done)
    assert progress[-1] == (stack.stream.last, stack.stream.last)


async def test_new_facts_arrive_meanwhile_and_none_is_missing(stack: Stack, engine: AsyncEngine) -> None:
    stack.stream.publish(*history(30))
    running = stack.start()
    stopped = asyncio.Event()

    async def talk() -> None:
        number = 100
        while not stopped.is_set():
            if stack.stream.last - running.projector.condition.position < AHEAD:
                stack.stream.publish(*exchange(number))
                number += 1
            await asyncio.sleep(0.005)

    before = stack.stream.last
    talking = asyncio.ensure_future(talk())
    for _ in range(4):
        done = await rebuild(engine, all_projections())
        assert all(each.agreed for each in done), done
    assert stack.stream.last > before
    stopped.set()
    await talking
    await stack.reached(stack.stream.last)
    await running.projector.stop()
    found = await refolded(engine, all_projections())
    assert all(live == again for live, again in found.values())
    assert await stack.value("SELECT count(*) FROM log.events") == stack.stream.last


async def test_planted_faults_are_repaired_and_told(stack: Stack, engine: AsyncEngine) -> None:
    stack.stream.publish(*history(5))
    await stack.project_all()
    await stack.execute("""UPDATE read.bots SET state = jsonb_set(state, '{name}', '"Nobody"')""")
    await stack.execute("DELETE FROM read.messages WHERE kind = 'tick'")

    done = {each.name: each.agreed for each in await rebuild(engine, all_projections())}

    assert {name for name, agreed in done.items() if not agreed} == {"bots", MESSAGES}
    assert all(each.agreed for each in await rebuild(engine, all_projections()))


async def test_a_running_projector_takes_over_what_was_rebuilt(stack: Stack, engine: AsyncEngine) -> None:
    stack.stream.publish(*history(2))
    await stack.project_all()
    await stack.execute(
        """UPDATE read.bots SET state = jsonb_set(state, '{name}', '"Nobody"') WHERE key = $1""", MEHMET
    )
    running = stack.start()

    async def active() -> bool:
        return running.projector.condition.caught_up

    await wait_for(active)
    await rebuild(engine, all_projections(), only=["bots"])
    stack.stream.publish(registered("veli-hoca"))
    await stack.reached(stack.stream.last)
    await running.projector.stop()
    assert await stack.value("SELECT state->>'name' FROM read.bots WHERE key = $1", MEHMET) == MEHMET.title()
    found = await refolded(engine, all_projections())
    assert all(live == again for live, again in found.values())


async def test_one_projection_may_be_rebuilt_alone(stack: Stack, engine: AsyncEngine) -> None:
    stack.stream.publish(*history(3))
    await stack.project_all()
    (done,) = await rebuild(engine, all_projections(), only=["voices"])
    assert (done.name, done.agreed, done.position) == ("voices", True, stack.stream.last)
    assert await stack.value("SELECT count(*) FROM pg_tables WHERE tablename LIKE '%fresh%'") == 0


async def test_names_rights_and_indexes_are_those_of_the_tables_before(
    stack: Stack, engine: AsyncEngine, database: Database
) -> None:
    stack.stream.publish(*history(1))
    await stack.project_all()
    indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'read' ORDER BY 1"
    grants = (
        "SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants "
        "WHERE table_schema = 'read' ORDER BY 1, 2, 3"
    )
    before = await stack.rows(indexes), await stack.rows(grants)
    for _ in range(2):
        await rebuild(engine, all_projections())
    assert (await stack.rows(indexes), await stack.rows(grants)) == before
    reader = new_engine(database.url_of(ADMIN_API), application="test")
    assert await checksums(reader, all_projections()) == await checksums(engine, all_projections())
    await reader.dispose()


async def test_an_administrator_may_rebuild_too(stack: Stack, database: Database) -> None:
    stack.stream.publish(*history(3))
    await stack.project_all()
    admin = new_engine(database.admin_url, application="test")
    assert all(each.agreed for each in await rebuild(admin, all_projections()))
    await admin.dispose()
    stack.stream.publish(*exchange(9))
    await stack.project_all()


async def test_only_who_owns_the_tables_may_rebuild(stack: Stack, database: Database) -> None:
    stack.stream.publish(*history(1))
    await stack.project_all()
    other = new_engine(database.url_of(ADMIN_API), application="test")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await rebuild(other, all_projections())
    await other.dispose()


async def test_one_rebuild_at_a_time(engine: AsyncEngine) -> None:
    async with FreshTables(engine, ["bots"]).held():
        with pytest.raises(RebuildRunning):
            await rebuild(engine, all_projections())
    await rebuild(engine, all_projections())


async def test_another_pace_or_a_strange_name_is_refused(stack: Stack, engine: AsyncEngine) -> None:
    stack.stream.publish(*history(1))
    await stack.project_all()
    with pytest.raises(FoldVersionsDiffer, match="PIYASA_PACE"):
        await rebuild(engine, all_projections(Pace(20)))
    with pytest.raises(ProjectionUnknown, match="conversations"):
        await rebuild(engine, all_projections(), only=["gossip"])


async def test_a_rebuild_that_was_killed_leaves_nothing_in_the_way(stack: Stack, engine: AsyncEngine) -> None:
    stack.stream.publish(*history(3))
    await stack.project_all()
    await stack.execute("CREATE TABLE read.bots__fresh (LIKE read.bots)")
    assert all(each.agreed for each in await rebuild(engine, all_projections()))
