"""One idempotent step that makes the database what this release needs: roles, database, schema, rights."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

import asyncpg

from piyasa.database import schema
from piyasa.database.addresses import database_of, engine_url, with_database
from piyasa.database.engine import Connection
from piyasa.database.errors import PasswordUnusable, RoleUnknown
from piyasa.database.roles import MEMORY_VECTORS, PROJECTOR, READ_TABLES, ROLES, SCHEMAS, grants
from piyasa.database.scram import scram_verifier

MAINTENANCE = "postgres"
"""The database that exists on every server; the lock is taken there, as locks end at a database's border."""
_LOCK = 0x70697961_7361
_CONNECT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Provisioned:
    """What provisioning found and left."""

    database: str
    created: bool
    revision_before: str | None
    revision: str
    vector: bool
    """Whether the extension for embeddings is there; without it everything else works."""


async def provision_database(
    admin_url: str, passwords: Mapping[str, str], *, database: str | None = None
) -> Provisioned:
    """Create roles and database where missing, upgrade the schema to head, and set every role's rights.

    ``admin_url`` is an account that may create roles and databases. ``passwords`` are by role; a role without one
    is created without the right to log in, or left as it is. Callers that come at once wait for one another.

    Raises:
        RoleUnknown: a password names no role of a service.
        PasswordUnusable: a password is empty or not printable ASCII.
    """
    _check(passwords)
    name = database or database_of(admin_url)
    address = with_database(admin_url, name)
    async with AsyncExitStack() as opened:
        server = await _connect(with_database(admin_url, MAINTENANCE), opened)
        await server.execute("SELECT pg_advisory_lock($1)", _LOCK)
        for role in ROLES:
            await _make_role(server, role, passwords.get(role))
        created = await _make_database(server, name)
        before = await schema.current(address)
        inside = await _connect(address, opened)
        vector = await _make_vector(inside)
        await schema.upgrade(address)
        if vector:
            await _compare_vectors(inside)
        async with inside.transaction():
            await _set_rights(inside, name)
    return Provisioned(name, created, before, schema.newest(), vector)


def _check(passwords: Mapping[str, str]) -> None:
    for role, password in passwords.items():
        if role not in ROLES:
            raise RoleUnknown(role, known=ROLES)
        if not password or not password.isascii() or not password.isprintable():
            raise PasswordUnusable(role)


async def _connect(address: str, opened: AsyncExitStack) -> Connection:
    plain = engine_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain, timeout=_CONNECT_SECONDS)
    opened.push_async_callback(connection.close)
    return connection


async def _make_role(server: Connection, role: str, password: str | None) -> None:
    if not await server.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", role):
        await server.execute(f"CREATE ROLE {role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION")
    if password is not None:
        await server.execute(f"ALTER ROLE {role} LOGIN PASSWORD '{scram_verifier(password)}'")


async def _make_database(server: Connection, name: str) -> bool:
    if await server.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
        return False
    await server.execute(f"CREATE DATABASE {await _quoted(server, name)} ENCODING 'UTF8' TEMPLATE template0")
    return True


async def _make_vector(inside: Connection) -> bool:
    """Make the extension where the server has it and lets us; recall by embeddings uses it, nothing else does."""
    if await inside.fetchval("SELECT true FROM pg_extension WHERE extname = 'vector'"):
        return True
    if not await inside.fetchval("SELECT true FROM pg_available_extensions WHERE name = 'vector'"):
        return False
    try:
        await inside.execute("CREATE EXTENSION vector")
    except asyncpg.InsufficientPrivilegeError:
        return False
    return True


async def _compare_vectors(inside: Connection) -> None:
    """Make numbers that were kept before the extension was there comparable."""
    plain = await inside.fetchval(
        "SELECT true FROM information_schema.columns WHERE table_schema = 'read' AND table_name = $1 "
        "AND column_name = 'embedding' AND data_type = 'ARRAY'",
        MEMORY_VECTORS,
    )
    if plain:
        await inside.execute(f"ALTER TABLE read.{MEMORY_VECTORS} ALTER embedding TYPE vector")


async def _set_rights(inside: Connection, name: str) -> None:
    """Take every right away and give back those of ``roles.py``: all at once, so that nobody notices."""
    quoted, everyone, schemas = await _quoted(inside, name), ", ".join(ROLES), ", ".join(SCHEMAS)
    await inside.execute(f"REVOKE ALL ON DATABASE {quoted} FROM PUBLIC, {everyone}")
    await inside.execute(f"GRANT CONNECT ON DATABASE {quoted} TO {everyone}")
    await inside.execute(f"REVOKE ALL ON SCHEMA {schemas} FROM PUBLIC, {everyone}")
    # An owner has to be a role that the account may act as; a superuser may act as anybody.
    await inside.execute(f"GRANT {PROJECTOR} TO CURRENT_USER")
    await inside.execute(f"GRANT CREATE ON SCHEMA read TO {PROJECTOR}")
    for table in READ_TABLES:
        await inside.execute(f"ALTER TABLE read.{table} OWNER TO {PROJECTOR}")
    for each in SCHEMAS:
        await inside.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA {each} FROM PUBLIC, {everyone}")
        await inside.execute(f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {each} FROM PUBLIC, {everyone}")
    for grant in grants():
        await inside.execute(grant.statement)


async def _quoted(connection: Connection, name: str) -> str:
    quoted: str = await connection.fetchval("SELECT quote_ident($1)", name)
    return quoted
