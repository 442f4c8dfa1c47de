import asyncio

import asyncpg
import pytest

from piyasa.database import schema
from piyasa.database.addresses import engine_url
from piyasa.database.engine import driver_connection, new_engine
from piyasa.database.errors import PasswordUnusable, RoleUnknown
from piyasa.database.provisioning import provision_database
from piyasa.database.roles import PROJECTOR, READ_TABLES, ROLES, SCHEMAS
from support.databases import PASSWORDS, Database

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]


def driver_address(url: str) -> str:
    return engine_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


async def schemas(admin_url: str) -> set[str]:
    connection = await asyncpg.connect(driver_address(admin_url))
    try:
        rows = await connection.fetch("SELECT nspname FROM pg_namespace WHERE nspname = ANY($1::text[])", SCHEMAS)
    finally:
        await connection.close()
    return {row["nspname"] for row in rows}


async def test_the_first_time_makes_everything_and_the_second_changes_nothing(empty_database_url: str) -> None:
    first = await provision_database(empty_database_url, PASSWORDS)
    second = await provision_database(empty_database_url, PASSWORDS)

    assert (first.created, first.revision_before) == (True, None)
    assert (second.created, second.revision_before) == (False, schema.newest())
    assert second.revision == await schema.current(empty_database_url) == schema.newest()


async def test_several_at_once_wait_for_one_another(empty_database_url: str) -> None:
    done = await asyncio.gather(*(provision_database(empty_database_url, PASSWORDS) for _ in range(3)))
    assert sorted(each.created for each in done) == [False, False, True]


async def test_up_down_and_up_again_leaves_a_working_schema(database: Database) -> None:
    await schema.downgrade(database.admin_url, "base")
    assert await schemas(database.admin_url) == set()
    assert await schema.current(database.admin_url) is None

    await provision_database(database.admin_url, PASSWORDS)
    assert await schemas(database.admin_url) == set(SCHEMAS)
    engine = new_engine(database.url_of(PROJECTOR), application="test")
    async with driver_connection(engine) as connection:
        assert await connection.fetchval("SELECT count(*) FROM read.messages") == 0
    await engine.dispose()


async def test_embeddings_are_kept_without_the_extension_and_compared_as_soon_as_it_is_there(
    database: Database,
) -> None:
    await schema.downgrade(database.admin_url, "0005")
    admin = await asyncpg.connect(driver_address(database.admin_url))
    await admin.execute("DROP EXTENSION vector")
    await schema.upgrade(database.admin_url)
    await admin.execute("INSERT INTO read.memory_vectors VALUES ('a', 'm', 'small', '{0.5,0.25}', 1)")

    await provision_database(database.admin_url, PASSWORDS)

    near = "SELECT embedding <=> '[0.5,0.25]' FROM read.memory_vectors"
    assert await admin.fetchval(near) == pytest.approx(0)
    await admin.close()


async def test_every_role_connects_with_its_password_only(database: Database) -> None:
    for role in ROLES:
        connection = await asyncpg.connect(database.url_of(role))
        assert await connection.fetchval("SELECT current_user") == role
        await connection.close()
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(database.url_of(PROJECTOR).replace(PASSWORDS[PROJECTOR], "another"))


async def test_a_role_without_a_password_is_left_as_it_is(database: Database) -> None:
    await provision_database(database.admin_url, {})
    connection = await asyncpg.connect(database.url_of(PROJECTOR))
    await connection.close()


async def test_rights_that_somebody_gave_by_hand_are_taken_back(database: Database) -> None:
    admin = await asyncpg.connect(driver_address(database.admin_url))
    await admin.execute("GRANT ALL ON vault.tokens TO piyasa_generator")
    await provision_database(database.admin_url, PASSWORDS)
    assert not await admin.fetchval("SELECT has_table_privilege('piyasa_generator', 'vault.tokens', 'SELECT')")
    await admin.close()


async def test_the_projector_owns_what_a_rebuild_replaces(database: Database) -> None:
    admin = await asyncpg.connect(driver_address(database.admin_url))
    rows = await admin.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'read' AND tableowner = $1", PROJECTOR)
    await admin.close()
    assert {row["tablename"] for row in rows} == set(READ_TABLES)


async def test_a_role_that_no_service_has_and_a_password_that_cannot_be_hashed_are_refused() -> None:
    with pytest.raises(RoleUnknown, match="piyasa_projector"):
        await provision_database("postgresql://nowhere", {"postgres": "x"})
    for password in ("", "şifre", "a\nb"):
        with pytest.raises(PasswordUnusable) as caught:
            await provision_database("postgresql://nowhere", {PROJECTOR: password})
        assert not password or password not in str(caught.value)
