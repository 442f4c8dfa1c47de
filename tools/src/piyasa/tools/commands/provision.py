"""`piyasa provision`: make or upgrade everything the services need on the broker and in the database."""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import asyncpg
import typer
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from piyasa.database.archive import archive_last
from piyasa.database.provisioning import provision_database
from piyasa.database.roles import ROLES
from piyasa.eventlog.provision import Done, Options, provision
from piyasa.tools.connections import AsJson, Home, System, broker, database, database_silent, find
from piyasa.tools.errors import DatabaseUnnamed
from piyasa.tools.output import err, out, print_json
from piyasa.tools.quantities import duration, size
from piyasa.tools.role_passwords import role_passwords
from piyasa.tools.running import run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from piyasa.database.provisioning import Provisioned

_STYLES = {"made": "green", "changed": "yellow", "kept": "dim"}


def provision_all(  # noqa: PLR0913 - a command has options
    *,
    replicas: Annotated[int, typer.Option(min=1, max=5, help="Copies of each stream in a broker cluster.")] = 1,
    max_age: Annotated[str, typer.Option(help="How long EVENTS keeps facts (600, 36h, 30d); empty: as shipped.")] = "",
    max_bytes: Annotated[str, typer.Option(help="How large EVENTS may become (20GiB); empty: no limit.")] = "",
    duplicate_window: Annotated[str, typer.Option(help="How long a second copy is known; empty: as shipped.")] = "",
    passwords_dir: Annotated[
        Path | None, typer.Option(help="Folder of files with the roles' passwords, named after the roles.")
    ] = None,
    broker_only: Annotated[bool, typer.Option("--broker-only", help="Leave the database alone.")] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Make what is missing and upgrade what exists; run again, it changes nothing.

    The database account must be able to create roles. Passwords of roles come from PIYASA_DB_PASSWORD_<ROLE>,
    PIYASA_DB_PASSWORD_<ROLE>_FILE (such as PIYASA_DB_PASSWORD_PROJECTOR) or a folder; a role without one is left as
    it is, or made without the right to log in.
    """

    async def work() -> int:
        options = Options(
            replicas=replicas,
            max_age=duration(max_age) if max_age else None,
            max_bytes=size(max_bytes) if max_bytes else -1,
            duplicate_window=duration(duplicate_window) if duplicate_window else None,
        )
        system = find(home)
        if broker_only:
            system = replace(system, database_url=None)
        elif system.database_url is None:
            raise DatabaseUnnamed
        return await _provision(system, options, role_passwords(os.environ, passwords_dir), as_json=as_json)

    run(work())


async def _provision(system: System, options: Options, passwords: Mapping[str, str], *, as_json: bool) -> int:
    """The database first: positions of a stream that is made anew go on behind the archive."""
    made = await _database(system, passwords)
    if made is not None:
        async with database(system) as engine:
            options = replace(options, first_position=await archive_last(engine) + 1)
    with err.status("provisioning the broker …"):
        async with broker(system) as client:
            done = await provision(client, options)
    if as_json:
        print_json(_as_json(made, done, passwords))
    else:
        _show(made, done, passwords)
    return 0


async def _database(system: System, passwords: Mapping[str, str]) -> Provisioned | None:
    if system.database_url is None:
        return None
    with err.status("provisioning the database …"):
        try:
            return await provision_database(system.database_url, passwords)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, SQLAlchemyError) as error:
            raise database_silent(system, error) from None


def _rows(made: Provisioned | None, done: list[Done], passwords: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    rows = [(each.kind, each.name, each.outcome, "") for each in done]
    if made is None:
        return rows
    schema = "kept" if made.revision_before == made.revision else "changed" if made.revision_before else "made"
    return [
        ("database", made.database, "made" if made.created else "kept", ""),
        ("schema", made.revision, schema, "" if schema == "kept" else f"was {made.revision_before or 'empty'}"),
        ("extension", "vector", "kept" if made.vector else "absent", ""),
        *(("role", role, "kept", "password set" if role in passwords else "password as it was") for role in ROLES),
        *rows,
    ]


def _as_json(made: Provisioned | None, done: list[Done], passwords: Mapping[str, str]) -> dict[str, Any]:
    return {
        "database": None if made is None else asdict(made) | {"passwords_set": sorted(passwords)},
        "broker": [asdict(each) for each in done],
        "changed": any(outcome in {"made", "changed"} for _, _, outcome, _ in _rows(made, done, passwords)),
    }


def _show(made: Provisioned | None, done: list[Done], passwords: Mapping[str, str]) -> None:
    table = Table("kind", "name", "outcome", "", box=None, header_style="bold")
    rows = _rows(made, done, passwords)
    for kind, name, outcome, note in rows:
        table.add_row(kind, name, f"[{_STYLES.get(outcome, 'yellow')}]{outcome}[/]", note)
    out.print(table)
    changed = sum(outcome in {"made", "changed"} for _, _, outcome, _ in rows)
    out.print(f"{changed} of {len(rows)} made or changed." if changed else "Everything was as it should be.")
    if made is not None and not made.vector:
        out.print("The database has no extension for embeddings (pgvector); all but long memories works without it.")
