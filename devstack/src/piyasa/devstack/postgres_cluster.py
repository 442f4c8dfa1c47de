"""The data folder of the embedded database: made once, then only used."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from piyasa.devstack.errors import DevstackError
from piyasa.devstack.postgres_account import Account
from piyasa.devstack.postgres_binaries import postgres_program
from piyasa.devstack.private_files import write_private

SUPERUSER = "postgres"
INITDB_SECONDS = 120.0
STATE_LINE = 7

SMALL_MACHINE: Mapping[str, str] = {
    "shared_buffers": "128MB",
    "max_connections": "200",
    "max_wal_size": "512MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "password_encryption": "scram-sha-256",  # pragma: allowlist secret
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class ClusterNotMade(DevstackError):
    """Initialising the data folder failed."""

    code = "CLUSTER_NOT_MADE"

    def __init__(self, folder: Path, *, said: str) -> None:
        super().__init__(f"PostgreSQL could not prepare {folder}; check space and rights there, then retry:\n{said}")
        self.folder = folder


def make_cluster(data: Path, account: Account, *, password: str) -> None:
    """Initialise the data folder unless it is there already. Raises ClusterNotMade.

    Text is UTF-8 with the built-in C.UTF-8 rules: the same order on every system, whatever locales it has.
    Everybody proves themselves by password (SCRAM), on TCP and on the socket.
    """
    if (data / "PG_VERSION").exists():
        return
    secret = data.with_name("superuser.initial")
    write_private(secret, password.encode())
    account.own(secret)
    command = [
        *account.prefix,
        str(postgres_program("initdb")),
        f"--pgdata={data}",
        f"--username={SUPERUSER}",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    ]
    try:
        made = subprocess.run(
            command,
            cwd=data.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=INITDB_SECONDS,
            check=False,
            user=account.user,
            group=account.group,
            extra_groups=None if account.group is None else [],
        )
    finally:
        secret.unlink()
    # initdb removes what it made when it fails, so a later start begins afresh.
    if made.returncode != 0:
        raise ClusterNotMade(data, said=made.stdout.strip())


def postmaster_state(data: Path) -> tuple[int, str] | None:
    """Process id and state (`starting`, `ready`, `stopping`) as the server wrote them; None without a server."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if not lines or not lines[0].strip().isdigit():
        return None
    return int(lines[0]), lines[STATE_LINE].strip() if len(lines) > STATE_LINE else "starting"
