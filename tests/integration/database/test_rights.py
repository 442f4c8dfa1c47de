"""What each role may and may not do, asked of the server by doing it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from piyasa.database.roles import (
    ADMIN_API,
    GENERATOR,
    HUMANIZER,
    MEMORY_VECTORS,
    PROJECTOR,
    READ_TABLES,
    ROLES,
    SCHEDULER,
    TELEGRAM_GATEWAY,
)
from support.databases import Database

pytestmark = [pytest.mark.connected, pytest.mark.timeout(180)]

EVENT = "INSERT INTO log.events (position, time, subject, body) VALUES (1, now(), 'evt.a.b.c', 'x')"
CHECKPOINT = "INSERT INTO log.checkpoints (name, position) VALUES ('projector', 0)"
AUDIT = "INSERT INTO iam.audit (actor, action) VALUES ('ops', 'looked')"
TOKEN = "INSERT INTO vault.tokens (bot_id, key_id, ciphertext) VALUES ('a', 'k', 'x')"
SNAPSHOT = "INSERT INTO read.snapshots (name, fold_version, position, payload) VALUES ('bots', '1', 1, 'x')"
ROW = "INSERT INTO read.bots (key, position, state) VALUES ('a', 1, '{}')"

EVERYBODY = set(ROLES)
ALLOWED: dict[str, set[str]] = {
    "SELECT position FROM log.events": EVERYBODY,
    "SELECT payload FROM read.snapshots": EVERYBODY,
    "SELECT position FROM log.checkpoints": {PROJECTOR, ADMIN_API},
    EVENT: {PROJECTOR},
    CHECKPOINT: {PROJECTOR},
    "UPDATE log.checkpoints SET position = 1": {PROJECTOR},
    SNAPSHOT: {PROJECTOR},
    "DELETE FROM read.snapshots": {PROJECTOR},
    ROW: {PROJECTOR},
    "CREATE TABLE read.beside (LIKE read.bots)": {PROJECTOR},
    "SELECT ciphertext FROM vault.bot_tokens": {TELEGRAM_GATEWAY, ADMIN_API},
    "SELECT ciphertext FROM vault.tokens": {ADMIN_API},
    TOKEN: {ADMIN_API},
    "DELETE FROM vault.tokens": {ADMIN_API},
    "SELECT action FROM iam.audit": {ADMIN_API},
    AUDIT: {ADMIN_API},
    # What has happened stays, and nobody makes room for more than the schema holds.
    "UPDATE log.events SET body = 'y'": set(),
    "DELETE FROM log.events": set(),
    "TRUNCATE log.events": set(),
    "DELETE FROM log.checkpoints": set(),
    "UPDATE iam.audit SET actor = 'x'": set(),
    "DELETE FROM iam.audit": set(),
    "TRUNCATE iam.audit": set(),
    "DROP TABLE log.events": set(),
    "CREATE TABLE log.beside (x int)": set(),
    "CREATE TABLE public.beside (x int)": set(),
    "CREATE TEMP TABLE beside (x int)": set(),
    "CREATE SCHEMA beside": set(),
    "CREATE ROLE beside": set(),
    "SELECT rolpassword FROM pg_authid": set(),
    "SELECT version_num FROM piyasa_migrations": set(),
}


@pytest.fixture(params=[SCHEDULER, GENERATOR, HUMANIZER, TELEGRAM_GATEWAY, PROJECTOR, ADMIN_API])
async def role(
    request: pytest.FixtureRequest, database: Database
) -> AsyncIterator[tuple[str, "asyncpg.Connection[asyncpg.Record]"]]:
    connection = await asyncpg.connect(database.url_of(request.param))
    yield request.param, connection
    await connection.close()


async def may(connection: "asyncpg.Connection[asyncpg.Record]", statement: str) -> bool:
    """Whether the server lets it happen; undone in any case."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(statement)
    except asyncpg.InsufficientPrivilegeError:
        return False
    finally:
        await transaction.rollback()
    return True


async def test_a_role_does_what_it_needs_and_nothing_else(
    role: tuple[str, "asyncpg.Connection[asyncpg.Record]"],
) -> None:
    name, connection = role
    statements = {
        **ALLOWED,
        **{f"SELECT position FROM read.{table}": {PROJECTOR, ADMIN_API} for table in READ_TABLES},
        f"SELECT position FROM read.{MEMORY_VECTORS}": {PROJECTOR, ADMIN_API, GENERATOR},
    }
    found = {statement for statement in statements if await may(connection, statement)}
    assert found == {statement for statement, roles in statements.items() if name in roles}


async def test_not_even_the_owner_changes_the_audit(database: Database) -> None:
    admin = await asyncpg.connect(database.admin_url.replace("+asyncpg", ""))
    await admin.execute(AUDIT)
    for statement in ("UPDATE iam.audit SET actor = 'x'", "DELETE FROM iam.audit", "TRUNCATE iam.audit"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="only grows"):
            await admin.execute(statement)
    assert await admin.fetchval("SELECT count(*) FROM iam.audit") == 1
    await admin.close()
