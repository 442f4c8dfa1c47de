"""Verification finds what was planted, and nothing where all is well."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.engine import driver_connection, new_engine
from piyasa.projections.catalogue import all_projections
from piyasa.projector.maintenance.verify import Verification, verify
from support.conversations import exchange, history
from support.databases import Database
from support.events import AYSE, NOON, drafted, ready, sent, uid
from support.projecting import Stack

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]

LATER = NOON + timedelta(days=1)


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = new_engine(database.admin_url, application="test")
    yield engine
    await engine.dispose()


async def verified(stack: Stack) -> Verification:
    return await verify(stack.engine, stack.stream, all_projections(), now=LATER)


async def change(engine: AsyncEngine, statement: str, *arguments: object) -> None:
    async with driver_connection(engine) as connection:
        await connection.execute(statement, *arguments)


def found(verification: Verification) -> set[tuple[str, str]]:
    return {(fault.code, fault.concerns) for fault in verification.faults}


@pytest.fixture
async def told(stack: Stack) -> Stack:
    """A history that is well."""
    stack.stream.publish(*history(8))
    await stack.project_all()
    return stack


async def test_a_healthy_log_has_no_faults(told: Stack) -> None:
    verification = await verified(told)
    assert verification.ok, verification.faults
    assert (verification.archive.first, verification.archive.last) == (1, told.stream.last)
    assert verification.archive.compared == told.stream.last
    assert (verification.conduct.messages, verification.conduct.open) == (8, 0)


async def test_facts_that_are_not_archived_yet_are_no_fault(told: Stack) -> None:
    told.stream.publish(*exchange(9))
    assert (await verified(told)).ok


async def test_expired_and_deleted_positions_are_no_fault(told: Stack) -> None:
    told.stream.delete(20)
    told.stream.delete(told.stream.last)
    told.stream.age_out(6)
    verification = await verified(told)
    assert verification.ok, verification.faults
    assert (verification.archive.first, verification.archive.deleted) == (6, 2)


async def test_a_changed_body_is_found(told: Stack, owner: AsyncEngine) -> None:
    await change(owner, "UPDATE log.events SET body = body || ' ' WHERE position = 9")
    assert found(await verified(told)) == {("BODIES_DIFFER", "9")}


async def test_a_changed_id_is_found(told: Stack, owner: AsyncEngine) -> None:
    await change(owner, "UPDATE log.events SET id = 'another' WHERE position = 9")
    assert found(await verified(told)) == {("IDS_DIFFER", "9")}


async def test_what_the_archive_or_the_stream_lacks_is_found(told: Stack, owner: AsyncEngine) -> None:
    await change(owner, "DELETE FROM log.events WHERE position = 1")
    told.stream.lose(5)
    codes = found(await verified(told))
    assert {("NOT_IN_ARCHIVE", "1"), ("NOT_IN_STREAM", "5")} <= codes


async def test_a_stream_that_went_back_is_found(told: Stack) -> None:
    last = told.stream.last
    told.stream.messages.pop(last)
    told.stream.last = last - 1
    assert ("STREAM_BEHIND", "EVENTS") in found(await verified(told))


async def test_a_changed_read_model_is_found(told: Stack) -> None:
    await told.execute("""UPDATE read.bots SET state = jsonb_set(state, '{name}', '"Nobody"') WHERE key = $1""", AYSE)
    await told.execute("UPDATE read.messages SET text = 'never said' WHERE id = $1", uid(("tick-4", 1)))
    assert found(await verified(told)) == {("READ_MODEL_DIFFERS", "bots"), ("READ_MODEL_DIFFERS", "messages")}


async def test_messages_without_an_end_and_with_two_are_found(stack: Stack) -> None:
    stack.stream.publish(*history(3), ready("lost"), ready("twice"), sent("twice", 7), sent("twice", 8))
    stack.stream.publish(drafted("again"), drafted("again"))
    await stack.project_all()
    assert found(await verified(stack)) == {
        ("MESSAGE_WITHOUT_END", uid(("lost", 1))),
        ("MESSAGE_ENDED_TWICE", uid(("twice", 1))),
        ("DRAFTED_TWICE", uid("again")),
    }


async def test_an_empty_log_is_well(stack: Stack) -> None:
    assert (await verified(stack)).ok
