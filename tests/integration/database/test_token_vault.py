from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.cipher import TokenCipher
from piyasa.database.engine import driver_connection, new_engine
from piyasa.database.errors import TokenUnreadable
from piyasa.database.roles import ADMIN_API, TELEGRAM_GATEWAY
from piyasa.database.token_vault import PostgresTokenVault
from piyasa.database.vault_keys import VaultKeys, add_key
from support.databases import Database

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]

FIRST, SECOND = SecretStr("1001:" + "a" * 35), SecretStr("1002:" + "b" * 35)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "vault.keys"
    add_key(path, "first")
    return path


@pytest.fixture
async def admin(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = new_engine(database.url_of(ADMIN_API), application="test")
    yield engine
    await engine.dispose()


@pytest.fixture
async def gateway(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = new_engine(database.url_of(TELEGRAM_GATEWAY), application="test")
    yield engine
    await engine.dispose()


def vault(engine: AsyncEngine, key_file: Path) -> PostgresTokenVault:
    return PostgresTokenVault(engine, TokenCipher(VaultKeys.read(key_file)))


async def test_the_gateway_reads_what_the_admin_api_kept(
    admin: AsyncEngine, gateway: AsyncEngine, key_file: Path
) -> None:
    writing, reading = vault(admin, key_file), vault(gateway, key_file)
    await writing.store("mehmet", SecretStr("9:old"))
    await writing.store("mehmet", FIRST)
    await writing.store("ayse", SECOND)
    assert await reading.tokens() == {"mehmet": FIRST, "ayse": SECOND}
    assert await reading.token("mehmet") == FIRST
    assert await reading.token("nobody") is None


async def test_the_database_holds_no_token_in_the_clear(admin: AsyncEngine, key_file: Path) -> None:
    await vault(admin, key_file).store("mehmet", FIRST)
    async with driver_connection(admin) as connection:
        kept = await connection.fetchval("SELECT ciphertext FROM vault.tokens")
    assert b"aaaa" not in kept


async def test_a_forgotten_token_is_gone(admin: AsyncEngine, key_file: Path) -> None:
    tokens = vault(admin, key_file)
    await tokens.store("mehmet", FIRST)
    assert await tokens.forget("mehmet")
    assert not await tokens.forget("mehmet")
    assert await tokens.tokens() == {}


async def test_rotation_seals_everything_with_the_newest_key(admin: AsyncEngine, key_file: Path) -> None:
    await vault(admin, key_file).store("mehmet", FIRST)
    await vault(admin, key_file).store("ayse", SECOND)
    add_key(key_file, "second")
    rotating = vault(admin, key_file)

    assert await rotating.rotate() == 2
    assert await rotating.rotate() == 0
    assert await rotating.tokens() == {"mehmet": FIRST, "ayse": SECOND}
    async with driver_connection(admin) as connection:
        assert await connection.fetch("SELECT DISTINCT key_id FROM vault.tokens") == [("second",)]


async def test_a_token_moved_to_another_persona_is_refused(admin: AsyncEngine, key_file: Path) -> None:
    tokens = vault(admin, key_file)
    await tokens.store("mehmet", FIRST)
    await tokens.store("ayse", SECOND)
    async with driver_connection(admin) as connection:
        await connection.execute(
            "UPDATE vault.tokens SET ciphertext = (SELECT ciphertext FROM vault.tokens WHERE bot_id = 'mehmet') "
            "WHERE bot_id = 'ayse'"
        )
    with pytest.raises(TokenUnreadable, match="ayse"):
        await tokens.tokens()
