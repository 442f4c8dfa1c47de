"""Servers of this folder's tests: each test has a home of its own, and nothing outlives it."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.devstack.postgres_account import Account
from piyasa.devstack.postgres_server import EmbeddedPostgres

PERMISSIONS = {
    "writer": {"publish": ["evt.>", "$JS.API.INFO"], "subscribe": ["_INBOX_writer.>"]},
    "reader": {"publish": [], "subscribe": ["evt.>", "_INBOX_reader.>"]},
}

LAUNCHER = """
import sys, time
from pathlib import Path
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.devstack.postgres_server import EmbeddedPostgres
home = Path(sys.argv[2])
server = EmbeddedNats(home, {}) if sys.argv[1] == "nats" else EmbeddedPostgres(home)
server.start()
server.wait_ready()
print(server.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home nobody else may enter, deep enough that only the owner's rights lead there."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    return closed / "home"


@pytest.fixture
def new_nats(home: Path) -> Iterator[Callable[..., EmbeddedNats]]:
    """Brokers on the test's home, stopped at its end."""
    with ExitStack() as cleanup:

        def make(at: Path = home, *, port: int | None = None, monitor_port: int | None = None) -> EmbeddedNats:
            nats = EmbeddedNats(at, PERMISSIONS, port=port, monitor_port=monitor_port)
            cleanup.callback(nats.stop)
            return nats

        yield make


@pytest.fixture
def new_postgres(home: Path) -> Iterator[Callable[..., EmbeddedPostgres]]:
    """Databases on the test's home, stopped at its end."""
    with ExitStack() as cleanup:

        def make(at: Path = home, *, port: int | None = None, account: Account | None = None) -> EmbeddedPostgres:
            postgres = EmbeddedPostgres(at, port=port, account=account)
            cleanup.callback(postgres.stop)
            return postgres

        yield make


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder every account may enter, gone after the test."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def abandoned(home: Path) -> Callable[[str], int]:
    """Start a server from a launcher that is killed at once; gives the id of the server left behind."""

    def leave(server: str) -> int:
        words = [sys.executable, "-c", LAUNCHER, server, str(home)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as launcher:
            assert launcher.stdout is not None
            pid = int(launcher.stdout.readline())
            launcher.kill()
        return pid

    return leave
