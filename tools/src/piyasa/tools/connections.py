"""Where the system is: a home on this machine, or the environment; and connections to it."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import asyncpg
import nats
import typer
from nats.aio.client import Client
from nats.errors import Error as NatsError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.contracts.permissions import OPERATOR, inbox_prefix
from piyasa.database.addresses import engine_url
from piyasa.database.engine import new_engine
from piyasa.devstack.layout import DEFAULT_HOME, Layout
from piyasa.tools.errors import BrokerSilent, DatabaseSilent, DatabaseUnnamed, NoSystem, NotRunning, SeedUnreadable

Home = Annotated[
    Path | None,
    typer.Option(help=f"Home of a local system. Without it: the environment (PIYASA_NATS_URL …), then {DEFAULT_HOME}."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]

_CONNECT_SECONDS = 5
_HEALTH = "/health"


@dataclass(frozen=True, slots=True)
class System:
    """How to reach one installation."""

    nats_url: str
    found: str
    """What told these addresses, for messages."""
    seed_file: Path | None = None
    database_url: str | None = None
    services: Mapping[str, str] = field(default_factory=dict)
    """Name of each replica to the address under which ``/health`` and ``/metrics`` are."""
    pace: float = 1.0


def find(home: Path | None, environment: Mapping[str, str] | None = None) -> System:
    """The system in ``home``; without one that of the environment, and failing that the one in the default home.

    Raises:
        NotRunning: the home holds no running system.
        NoSystem: nothing names a system.
    """
    known = os.environ if environment is None else environment
    if home is not None:
        return _in_home(home)
    url = known.get("PIYASA_NATS_URL") or known.get("NATS_URL")
    if url:
        return _in_environment(url, known)
    if not Layout(DEFAULT_HOME).addresses.exists():
        raise NoSystem(DEFAULT_HOME)
    return _in_home(DEFAULT_HOME)


def _in_home(home: Path) -> System:
    path = Layout(home).addresses
    try:
        told: dict[str, Any] = json.loads(path.read_text())
        return System(
            nats_url=told["nats"],
            found=str(path),
            seed_file=Path(told["operator_seed_file"]),
            database_url=told["postgres"],
            services={name: each["health"].removesuffix(_HEALTH) for name, each in told["services"].items()},
            pace=float(told.get("pace", 1.0)),
        )
    except FileNotFoundError:
        raise NotRunning(home, f"{path} does not exist") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotRunning(home, f"{path} is not readable: {type(error).__name__} {error}") from None


def _in_environment(url: str, known: Mapping[str, str]) -> System:
    seed = known.get("PIYASA_NATS_SEED_FILE")
    return System(
        nats_url=url,
        found="the environment",
        seed_file=Path(seed) if seed else None,
        database_url=known.get("PIYASA_DATABASE_URL") or known.get("DATABASE_URL"),
        services=_services(known.get("PIYASA_SERVICES", "")),
        pace=float(known.get("PIYASA_PACE", "1")),
    )


def _services(listed: str) -> dict[str, str]:
    """Read ``scheduler=http://host:port,…``."""
    pairs = (each.partition("=") for each in listed.split(",") if "=" in each)
    return {name.strip(): address.strip().rstrip("/").removesuffix(_HEALTH) for name, _, address in pairs}


@asynccontextmanager
async def broker(system: System, *, patient: bool = False) -> AsyncIterator[Client]:
    """A connection to the broker as the operator; a ``patient`` one outlives the broker's absence.

    Raises:
        BrokerSilent: it cannot be reached, or does not know us.
    """
    client = await _connected(system, patient=False)
    if patient:
        await client.close()
        client = await _connected(system, patient=True)
    try:
        yield client
    finally:
        await client.close()


async def _connected(system: System, *, patient: bool) -> Client:
    said: list[Exception] = []

    async def note(error: Exception) -> None:
        said[:] = [error]

    try:
        return await nats.connect(
            system.nats_url,
            name="piyasa",
            nkeys_seed_str=_seed(system.seed_file),
            inbox_prefix=inbox_prefix(OPERATOR).encode(),
            connect_timeout=_CONNECT_SECONDS,
            allow_reconnect=patient,
            max_reconnect_attempts=-1 if patient else 1,
            reconnect_time_wait=1,
            error_cb=note,
        )
    except (OSError, NatsError, TimeoutError, ValueError) as error:
        reason = str(said[-1] if said else error) or type(error).__name__
        raise BrokerSilent(system.nats_url, reason.removeprefix("nats: "), found=system.found) from None


def _seed(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return path.read_text().strip()
    except (OSError, ValueError) as error:
        raise SeedUnreadable(path, type(error).__name__) from None


@asynccontextmanager
async def database(system: System) -> AsyncIterator[AsyncEngine]:
    """An engine whose address was tried.

    Raises:
        DatabaseUnnamed: nothing tells where it is.
        DatabaseSilent: it cannot be reached.
        AddressUnusable: the address is none.
    """
    if system.database_url is None:
        raise DatabaseUnnamed
    engine = new_engine(system.database_url, application="piyasa-command")
    try:
        try:
            async with engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, SQLAlchemyError) as error:
            raise database_silent(system, error) from None
        yield engine
    finally:
        await engine.dispose()


def database_silent(system: System, error: Exception) -> DatabaseSilent:
    """The error that tells, without the password, which database did not answer."""
    address = engine_url(system.database_url or "").set(drivername="postgresql").render_as_string(hide_password=True)
    lines = (str(error) or type(error).__name__).splitlines()
    return DatabaseSilent(address, lines[0], found=system.found)
