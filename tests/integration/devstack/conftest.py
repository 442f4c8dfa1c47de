"""Servers of this folder's tests: each test has a home of its own, and nothing outlives it."""

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
