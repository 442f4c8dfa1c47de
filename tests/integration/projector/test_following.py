"""The projector over a real database: every fact once, whatever fails and whenever."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.archive import ArchiveReader
from piyasa.database.engine import driver_connection, new_engine
from piyasa.database.roles import PROJECTOR
from piyasa.database.snapshots import SnapshotStore
from piyasa.projections.catalogue import all_projections
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import Pace
from piyasa.projector.adapters.postgres_store import PostgresStore
from piyasa.projector.maintenance.verify import refolded
from piyasa.projector.ports import CheckpointMoved, Commit, Loaded
from support.conversations import exchange, founding, history
from support.databases import Database
from support.events import AYSE, CHAT, MEHMET, NOON, PERSON, abandoned, received, sent, uid
from support.projecting import QUICK, Stack, wait_for
from support.streams import TakenTurn

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]


class FailingStore:
    """Fails just before, or just after, every n-th commit, as a crash would."""

    def __init__(self, engine: AsyncEngine, *, every: int, after_commit: bool) -> None:
        self._store = PostgresStore(engine)
        self._every, self._after = every, after_commit
        self.failures = self._commits = 0

    async def load(self, names: Sequence[str]) -> Loaded:
        return await self._store.load(names)

    async def archived_body(self, position: int) -> bytes | None:
        return await self._store.archived_body(position)

    async def commit(self, commit: Commit) -> None:
        self._commits += 1
        fails = self._commits % self._every == 0
        if not fails or self._after:
            await self._store.commit(commit)
        if fails:
            self.failures += 1
            raise ConnectionResetError


async def archived(stack: Stack) -> list[tuple[int, bytes]]:
    return [(p, b) for p, b in await stack.rows("SELECT position, body FROM log.events ORDER BY position")]


def streamed(stack: Stack) -> list[tuple[int, bytes]]:
    return [(message.position, message.body) for message in stack.stream.messages.values()]


async def agrees(stack: Stack) -> bool:
    """Whether the read models are what the archive says."""
    found = await refolded(stack.engine, all_projections())
    return all(live == again for live, again in found.values())


async def test_every_fact_is_archived_and_every_read_model_follows(stack: Stack) -> None:
    stack.stream.publish(*history(12))
    await stack.project_all()

    assert await archived(stack) == streamed(stack)
    assert {key for (key,) in await stack.rows("SELECT key FROM read.bots")} == {MEHMET, AYSE}
    assert await stack.value("SELECT state->>'title' FROM read.chats WHERE key = $1", CHAT) == "Sohbet"
    assert await agrees(stack)
    assert dict(await stack.rows("SELECT outcome, count(*) FROM read.messages WHERE kind = 'message' GROUP BY 1")) == {
        "sent": 3,
        "failed": 3,
        "uncertain": 3,
        "suppressed": 3,
    }


@pytest.mark.parametrize("after_commit", [False, True])
async def test_a_crash_around_a_commit_repeats_no_fact_and_loses_none(
    stack: Stack, engine: AsyncEngine, *, after_commit: bool
) -> None:
    stack.stream.publish(*history(15))
    store = FailingStore(engine, every=3, after_commit=after_commit)
    running = stack.start(store=store)
    await stack.reached(stack.stream.last)
    await running.kill()

    assert store.failures > 2
    await stack.project_all()
    assert await archived(stack) == streamed(stack)
    assert await agrees(stack)


async def test_killed_at_any_moment_it_goes_on_where_it_was(stack: Stack) -> None:
    stack.stream.publish(*history(20))
    for turns in range(0, 60, 3):
        running = stack.start()
        for _ in range(turns):
            await asyncio.sleep(0)
        await running.kill()
    await stack.project_all()
    assert await archived(stack) == streamed(stack)
    assert await agrees(stack)


async def test_rows_that_lag_behind_the_checkpoint_are_caught_up_from_the_archive(stack: Stack) -> None:
    stack.stream.publish(*founding())
    lazy = replace(QUICK, flush=3600.0)
    running = stack.start(rhythm=lazy)
    await stack.reached(stack.stream.last)
    stack.stream.publish(*exchange(1))
    await stack.reached(stack.stream.last)
    await running.kill()
    assert await stack.value("SELECT max(position) FROM read.projections") < stack.stream.last

    await stack.project_all()

    assert await stack.value("SELECT min(position) FROM read.projections") == stack.stream.last
    assert await agrees(stack)


async def test_two_replicas_that_both_believe_in_their_turn_write_every_fact_once(stack: Stack) -> None:
    stack.stream.publish(*history(5))
    first, second = stack.start(), stack.start()
    for number in range(6, 20):
        stack.stream.publish(*exchange(number))
        await asyncio.sleep(0.02)
    await stack.reached(stack.stream.last)
    await first.projector.stop()
    await second.projector.stop()
    assert await archived(stack) == streamed(stack)
    assert await agrees(stack)


async def test_a_commit_from_an_old_checkpoint_writes_nothing(stack: Stack) -> None:
    stack.stream.publish(*founding())
    await stack.project_all()
    messages = [(message, ()) for message in stack.stream.messages.values()]
    with pytest.raises(CheckpointMoved):
        await PostgresStore(stack.engine).commit(Commit(0, 0, 5, archive=messages))
    assert await archived(stack) == streamed(stack)


async def test_who_does_not_hold_the_lease_stands_by_and_takes_over(stack: Stack) -> None:
    stack.stream.publish(*founding())
    active, waiting = stack.start(), stack.start(turn=TakenTurn(mine=False))
    await stack.reached(stack.stream.last)
    assert not waiting.projector.condition.active

    active.turn.mine = False
    waiting.turn.mine = True
    stack.stream.publish(*exchange(1))
    await stack.reached(stack.stream.last)

    async def handed_over() -> bool:
        return waiting.projector.condition.caught_up and not active.projector.condition.active

    await wait_for(handed_over)
    assert waiting.counted.batches
    assert await archived(stack) == streamed(stack)


async def test_what_is_no_fact_is_archived_and_counted(stack: Stack) -> None:
    stack.stream.publish(*founding())
    broken = stack.stream.publish_raw("evt.chat.bist-sohbet.message-received", b'{"person_id": "kind-otter", "te')
    unknown = stack.stream.publish_raw(
        "evt.chat.bist-sohbet.never-heard-of", b'{"person_id": "kind-otter"}', {"x": "\x00"}
    )
    running = stack.start()
    await stack.reached(stack.stream.last)

    assert await archived(stack) == streamed(stack)
    assert sum(batch["unreadable"] for batch in running.counted.batches) == 2

    async def known() -> bool:
        return running.projector.condition.unreadable == 2

    await wait_for(known)
    assert await stack.value("SELECT person_ids FROM log.events WHERE position = $1", unknown) == [PERSON]
    assert await stack.value("SELECT person_ids FROM log.events WHERE position = $1", broken) == []


async def test_what_the_database_cannot_hold_stops_nothing(stack: Stack) -> None:
    stack.stream.publish(*founding(), received(1, text="a\x00b \\u0000"))
    await stack.project_all()
    assert await archived(stack) == streamed(stack)
    assert await agrees(stack)


async def test_an_absurd_fact_stops_nobody(stack: Stack) -> None:
    stack.stream.publish(*founding(), sent("t", 10**30), sent("u", 7, part=2**40))
    header = {"ce-correlationid": "\udc80\x00"}
    stack.stream.publish_raw(abandoned("v").subject, abandoned("v").model_dump_json().encode(), header)
    stack.stream.publish(*exchange(1))
    await stack.project_all()
    assert await archived(stack) == streamed(stack)
    assert (
        await stack.value("SELECT count(*) FROM read.messages WHERE id = ANY($1::text[])", [uid(("t", 1)), uid("v")])
        == 2
    )
    assert await agrees(stack)


async def test_a_person_is_found_in_the_archive(stack: Stack) -> None:
    stack.stream.publish(*founding(), received(1), received(2, person_id="warm-fox"))
    await stack.project_all()
    found = await stack.rows("SELECT position FROM log.events WHERE person_ids @> ARRAY['warm-fox']")
    assert found == [(stack.stream.last,)]


async def test_positions_that_were_deleted_are_skipped(stack: Stack) -> None:
    stack.stream.publish(*history(2))
    for position in (3, 4, 9):
        stack.stream.delete(position)
    await stack.project_all()
    assert await archived(stack) == streamed(stack)


async def test_a_position_that_nobody_deleted_stops_the_projector(stack: Stack) -> None:
    stack.stream.publish(*history(2))
    stack.stream.delete(8)
    stack.stream.lose(9)
    running = stack.start()
    await asyncio.wait_for(running.task, 10)

    halted = running.projector.condition.halted
    assert halted is not None
    assert (halted.code, "9 to 9" in str(halted)) == ("GAP_IN_LOG", True)
    assert await stack.value("SELECT position FROM log.checkpoints") == 7


async def test_facts_that_expired_before_they_were_archived_stop_it(stack: Stack) -> None:
    stack.stream.publish(*history(2))
    stack.stream.age_out(5)
    running = stack.start()
    await asyncio.wait_for(running.task, 10)
    assert running.projector.condition.halted is not None


async def test_a_stream_that_ends_before_the_checkpoint_stops_it(stack: Stack) -> None:
    stack.stream.publish(*history(2))
    await stack.project_all()
    checkpoint = stack.stream.last
    stack.stream.messages = {p: m for p, m in stack.stream.messages.items() if p <= 5}
    stack.stream.last = 5

    running = stack.start()
    await asyncio.wait_for(running.task, 10)

    halted = running.projector.condition.halted
    assert halted is not None
    assert (halted.code, str(checkpoint) in str(halted)) == ("STREAM_BEHIND", True)


async def test_a_stream_that_goes_back_while_it_is_followed_stops_it(stack: Stack) -> None:
    stack.stream.publish(*history(2))
    running = stack.start()
    await stack.reached(stack.stream.last)
    stack.stream.messages.clear()
    stack.stream.last = 5
    await asyncio.wait_for(running.task, 10)
    assert running.projector.condition.halted is not None


async def test_a_stream_that_lost_facts_and_grew_again_is_recognised(stack: Stack) -> None:
    stack.stream.publish(*history(2))
    await stack.project_all()
    kept = stack.stream.last - 3
    stack.stream.messages = {p: m for p, m in stack.stream.messages.items() if p <= kept}
    stack.stream.last = kept
    stack.stream.publish(*exchange(9))

    running = stack.start()
    await asyncio.wait_for(running.task, 10)

    halted = running.projector.condition.halted
    assert halted is not None
    assert halted.code == "STREAM_DIVERGED"


async def test_an_absent_broker_is_waited_for(stack: Stack) -> None:
    stack.stream.publish(*founding())
    stack.stream.fails = ConnectionRefusedError("no broker")
    running = stack.start()

    async def troubled() -> bool:
        return "no broker" in running.projector.condition.trouble

    await wait_for(troubled)
    stack.stream.fails = None
    await stack.reached(stack.stream.last)
    assert running.projector.condition.trouble == ""


async def test_connections_that_the_database_cuts_are_made_anew(stack: Stack, database: Database) -> None:
    running = stack.start()
    admin = new_engine(database.admin_url, application="test-admin")
    for number in range(1, 8):
        stack.stream.publish(*(founding() if number == 1 else exchange(number)))
        await asyncio.sleep(0.03)
        async with driver_connection(admin) as connection:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND usename = $1",
                PROJECTOR,
            )
    await stack.reached(stack.stream.last)
    await running.projector.stop()
    assert await archived(stack) == streamed(stack)
    assert await agrees(stack)
    await admin.dispose()


async def test_another_fold_version_is_folded_from_the_beginning(stack: Stack) -> None:
    stack.stream.publish(*history(3))
    await stack.project_all()
    await stack.execute("INSERT INTO read.emotions (key, position, state) VALUES ('ghost', 1, '{}')")
    faster = all_projections(Pace(20))

    running = stack.start(projections=faster)
    stack.stream.publish(*exchange(4))
    await stack.reached(stack.stream.last)
    await running.projector.stop()

    found = await refolded(stack.engine, faster)
    assert all(live == again for live, again in found.values())
    assert await stack.value("SELECT count(*) FROM read.emotions WHERE key = 'ghost'") == 0


async def test_damaged_rows_are_folded_from_the_beginning(stack: Stack) -> None:
    stack.stream.publish(*history(3))
    await stack.project_all()
    await stack.execute("""UPDATE read.bots SET state = '{"bot_id": 7}'""")
    await stack.project_all()
    assert await agrees(stack)


async def test_snapshot_and_tail_are_the_whole(stack: Stack) -> None:
    stack.stream.publish(*history(4))
    rhythm = replace(QUICK, snapshot_facts=20)
    running = stack.start(rhythm=rhythm)
    await stack.reached(stack.stream.last)
    await running.projector.stop()
    projections = all_projections()
    versions = {each.name: each.version for each in projections}

    snapshot = await SnapshotStore(stack.engine).newest(versions)
    assert snapshot is not None
    assert 0 < snapshot.position < stack.stream.last
    resumed, whole = TableSet.of(projections), TableSet.of(projections)
    for name, dump in snapshot.payloads.items():
        resumed.tables[name].load(dump)
    async for event in ArchiveReader(stack.engine).read(0):
        whole.apply(event)
        if event.position > snapshot.position:
            resumed.apply(event)
    assert {n: t.rows for n, t in resumed.tables.items()} == {n: t.rows for n, t in whole.tables.items()}


async def test_a_message_can_be_followed_from_its_tick_to_its_end(stack: Stack) -> None:
    stack.stream.publish(*history(4))
    await stack.project_all()
    (row,) = await stack.rows(
        "SELECT m.outcome, m.text, t.lane, t.model, t.requested_at < m.ready_at, m.trace_id "
        "FROM read.messages m JOIN read.messages t ON t.id = m.tick_id WHERE m.id = $1",
        uid(("tick-4", 1)),
    )
    # Telegram has the last word on what was said.
    assert row == ("sent", "bence yatay", "normal", "offline", True, "a" * 32)


async def test_the_brokers_time_is_the_archives_time(stack: Stack) -> None:
    stack.stream.publish(*founding())
    await stack.project_all()
    assert await stack.value("SELECT time FROM log.events WHERE position = 1") == stack.stream.messages[1].time > NOON


async def test_a_batch_is_one_span_linked_to_its_messages(stack: Stack) -> None:
    stack.stream.publish(*founding())
    running = stack.start()
    await stack.reached(stack.stream.last)
    assert running.counted.traces[0] == [f"00-{'a' * 32}-{'b' * 16}-01"] * 5
