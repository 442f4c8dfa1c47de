"""The database as a child process, from an account PostgreSQL accepts, with real durability."""

import os
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from piyasa.devstack import leftovers
from piyasa.devstack.child import Child
from piyasa.devstack.claim import Claim
from piyasa.devstack.errors import NotRunning
from piyasa.devstack.keyring import KeyRing
from piyasa.devstack.loopback import HOST
from piyasa.devstack.postgres_account import Account, choose_account
from piyasa.devstack.postgres_binaries import postgres_program
from piyasa.devstack.postgres_cluster import SMALL_MACHINE, SUPERUSER, make_cluster, postmaster_state
from piyasa.devstack.remembered_ports import settle_port
from piyasa.devstack.socket_folder import socket_folder

PROGRAM = "postgres"
STOP_SECONDS = 15.0
READY_SECONDS = 60.0
LINGER_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one run of the server lives."""

    folder: Path
    port: int
    sockets: Path
    temporary: bool

    @property
    def data(self) -> Path:
        return self.folder / "data"


class EmbeddedPostgres:
    """A database whose data and passwords live under one home.

    Every call blocks for a bounded time; call from a thread where an event loop must go on. Starting again
    on the same home goes on with the same data and, where it is still free, the same port.
    """

    def __init__(self, home: Path, *, port: int | None = None, account: Account | None = None) -> None:
        self.keys = KeyRing(home)
        self._home = home.resolve()
        self._wanted = port
        self._account = account
        self._place: _Place | None = None
        self._claim: Claim | None = None
        self._child = Child(PROGRAM, log=self._home / "postgres.log")

    @property
    def pid(self) -> int:
        """Id of the postmaster. Raises NotRunning."""
        return self._child.pid

    @property
    def running(self) -> bool:
        """Whether the postmaster lives."""
        return self._child.running

    @property
    def port(self) -> int:
        """TCP port on the loopback interface, known once started. Raises NotRunning before."""
        return self._settled().port

    @property
    def socket_folder(self) -> Path:
        """Folder of the Unix socket, known once started. Raises NotRunning before."""
        return self._settled().sockets

    def password(self, role: str = SUPERUSER) -> str:
        """Password kept for a role under `<home>/keys`, made when absent; who creates the role gives it this one."""
        return self.keys.password(f"postgres-{role}")

    def url(self, role: str = SUPERUSER, database: str = "postgres", *, scheme: str = "postgresql") -> str:
        """Address with the role's password, for TCP. Raises NotRunning."""
        return f"{scheme}://{role}:{self.password(role)}@{HOST}:{self.port}/{database}"

    def start(self) -> None:
        """Make the data folder where it is absent and start the server; `wait_ready` tells when it serves.

        Harmless when it runs already. Raises HomeInUse, PortTaken, BinaryMissing, NoAccount, ClusterNotMade.
        """
        if self.running:
            return
        account = self._account = self._account or choose_account()
        folder = account.folder(self._home)
        claim = self._claim = self._claim or Claim(folder)
        claim.take()
        try:
            _clear_leftovers(folder / "data")
            port = settle_port(folder, "postgres", self._wanted)
            make_cluster(folder / "data", account, password=self.password())
            self._forget_sockets()
            sockets, temporary = socket_folder(folder / "run", owner=account.owner, record=folder / "socket-folder")
            self._place = _Place(folder, port, sockets, temporary)
            account.own(self._place.sockets)
            self._spawn(self._place, account)
        except BaseException:
            claim.release()
            raise

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait until the server accepts connections. Raises ServerStopped, NotReady, NotRunning."""
        data = self._settled().data
        self._child.await_fact(
            lambda: self.running and postmaster_state(data) == (self.pid, "ready"),
            awaited="ready for connections",
            seconds=seconds,
        )

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """End the server in order, breaking off open transactions; by force after the given time.

        Harmless when it does not run.
        """
        self._child.end([signal.SIGINT, signal.SIGQUIT], seconds=seconds)
        self._forget_sockets()
        self._let_go()

    def kill(self) -> None:
        """End the postmaster as a crash would; its children notice and leave within moments."""
        self._child.kill()
        self._let_go()

    def __enter__(self) -> Self:
        """Start and wait until ready."""
        self.start()
        try:
            self.wait_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop."""
        self.stop()

    def _settled(self) -> _Place:
        if self._place is None:
            raise NotRunning(PROGRAM)
        return self._place

    def _spawn(self, place: _Place, account: Account) -> None:
        settings = {
            **SMALL_MACHINE,
            "listen_addresses": HOST,
            "port": str(place.port),
            "unix_socket_directories": str(place.sockets),
            "unix_socket_permissions": "0700",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [*account.prefix, postgres_program(PROGRAM), "-D", place.data, *options]
        self._child.spawn(command, folder=place.folder, environment={}, user=account.user, group=account.group)

    def _forget_sockets(self) -> None:
        if self._place is not None and self._place.temporary:
            shutil.rmtree(self._place.sockets, ignore_errors=True)

    def _let_go(self) -> None:
        if self._claim is not None:
            self._claim.release()


def _clear_leftovers(data: Path) -> None:
    """See to it that nobody uses the data any more.

    The claim is ours, so whoever still works there lost its launcher (a postmaster), or its postmaster (the
    children of one that was killed, which hold the shared memory a moment longer).
    """
    state = postmaster_state(data)
    alive = leftovers.working_in(data, program=PROGRAM)
    if state is not None and state[0] in {process.pid for process in alive}:
        with suppress(ProcessLookupError):
            os.kill(state[0], signal.SIGINT)
    leftovers.end(alive, seconds=LINGER_SECONDS)
