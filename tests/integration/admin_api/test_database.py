"""What the admin API keeps in and asks of a real database, with its own role's rights."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.admin_api.adapters.database import PostgresAudit, PostgresHistory, PostgresVault
from piyasa.admin_api.app import ViewSnapshots
from piyasa.admin_api.domain.errors import AuditUnavailable, VaultUnavailable
from piyasa.admin_api.domain.operations import Carried, Operations
from piyasa.database.cipher import TokenCipher
from piyasa.database.engine import new_engine
from piyasa.database.roles import ADMIN_API, PROJECTOR
from piyasa.database.snapshots import SnapshotPart, SnapshotStore
from piyasa.database.token_vault import PostgresTokenVault
from piyasa.database.vault_keys import VaultKeys, add_key
from piyasa.devstack.loopback import free_port
from support.databases import Database

pytestmark = pytest.mark.connected
ARCHIVE = """
INSERT INTO log.events (position, id, time, subject, correlation_id, body) VALUES
(7, 'first', now(), 'evt.bot.a.bot-registered', 'op-1', '{}'),
(9, 'second', now(), 'evt.bot.a.bot-enabled', 'op-1', '{}'),
(10, 'other', now(), 'evt.bot.b.bot-registered', 'op-2', '{}')
"""


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    """The admin API's own."""
    made = new_engine(database.url_of(ADMIN_API), application="test")
    yield made
    await made.dispose()


@pytest.fixture
async def nowhere() -> AsyncIterator[AsyncEngine]:
    """A database that does not answer."""
    made = new_engine(f"postgresql://nobody:nothing@127.0.0.1:{free_port()}/nothing", application="test")
    yield made
    await made.dispose()


@dataclass
class Keys:
    """A vault over any database."""

    folder: Path

    def vault(self, engine: AsyncEngine) -> PostgresVault:
        path = self.folder / "keys"
        if not path.exists():
            add_key(path, "first")
        return PostgresVault(PostgresTokenVault(engine, TokenCipher(VaultKeys.read(path))))


async def test_the_archive_knows_what_an_operation_led_to(database: Database, engine: AsyncEngine) -> None:
    connection = await asyncpg.connect(database.url_of(PROJECTOR))
    await connection.execute(ARCHIVE)
    await connection.close()
    history = PostgresHistory(engine)

    assert await history.carried("op-1") == Carried(frozenset({"first", "second"}), 9)
    assert not await history.carried("op-3")


async def test_an_archive_that_is_away_knows_nothing(nowhere: AsyncEngine) -> None:
    assert not await PostgresHistory(nowhere).carried("op-1")


async def test_what_is_away_is_named_and_not_passed_over(nowhere: AsyncEngine, tmp_path: Path) -> None:
    with pytest.raises(AuditUnavailable):
        await PostgresAudit(nowhere).record("operator", "bot.register", {})
    with pytest.raises(VaultUnavailable):
        await Keys(tmp_path).vault(nowhere).store("mehmet", SecretStr("1:abcdefgh"))


async def test_lines_of_the_audit_hold_what_they_were_given(database: Database, engine: AsyncEngine) -> None:
    await PostgresAudit(engine).record("operator", "bot.register", {"target": "bot/mehmet", "facts": ["ş", "ı"]})

    connection = await asyncpg.connect(database.url_of(ADMIN_API))
    row: Any = await connection.fetchrow("SELECT actor, action, detail->'facts'->>0 AS fact FROM iam.audit")
    await connection.close()
    assert tuple(row) == ("operator", "bot.register", "ş")


async def test_a_removed_persona_leaves_no_token(engine: AsyncEngine, tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    await keys.vault(engine).store("mehmet", SecretStr("1:abcdefgh"))
    await keys.vault(engine).forget("mehmet")
    await keys.vault(engine).forget("mehmet")

    left = await PostgresTokenVault(engine, TokenCipher(VaultKeys.read(tmp_path / "keys"))).tokens()
    assert left == {}


async def test_a_start_takes_the_projectors_snapshot_and_no_operations(database: Database, engine: AsyncEngine) -> None:
    writer = new_engine(database.url_of(PROJECTOR), application="test")
    parts = {name: SnapshotPart("1", b"{}") for name in ("bots", "chats", "installation")}
    await SnapshotStore(writer).save(42, parts)
    await writer.dispose()
    wanted = dict.fromkeys((*parts, Operations.name), "1")

    found = await ViewSnapshots(SnapshotStore(engine)).newest(wanted)

    assert found is not None
    assert found.position == 42
    assert dict(found.payloads) == {name: {} for name in wanted}
