"""Servers that integration tests share; each test has a database of its own."""

import os
import secrets
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from piyasa.database.addresses import engine_url, with_database
from piyasa.database.provisioning import MAINTENANCE, provision_database
from piyasa.devstack.postgres_server import EmbeddedPostgres
from support.databases import PASSWORDS, Database


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The administrator's address of the server: the one given, or an embedded one for this run."""
    given = os.environ.get("PIYASA_TEST_POSTGRES_URL")
    if given is not None:
        yield given
        return
    with EmbeddedPostgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server.url()


@pytest.fixture
async def empty_database_url(postgres_url: str) -> AsyncIterator[str]:
    """The administrator's address of a database that does not exist yet, dropped after the test."""
    name = f"piyasa_test_{secrets.token_hex(4)}"
    yield with_database(postgres_url, name)
    address = engine_url(with_database(postgres_url, MAINTENANCE)).set(drivername="postgresql")
    server = await asyncpg.connect(address.render_as_string(hide_password=False))
    try:
        await server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    finally:
        await server.close()


@pytest.fixture
async def database(empty_database_url: str) -> Database:
    """A provisioned database."""
    await provision_database(empty_database_url, PASSWORDS)
    return Database(empty_database_url)
