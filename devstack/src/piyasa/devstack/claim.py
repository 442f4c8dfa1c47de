"""One living owner for a folder: the claim dies with the process that holds it."""

import fcntl
import os
from pathlib import Path

from piyasa.devstack.errors import HomeInUse


class Claim:
    """A lock on a folder. It ends with its process, so nothing stale is ever left behind."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor: int | None = None

    def take(self) -> None:
        """Take the claim, or keep it when it is held already. Raises HomeInUse."""
        if self._descriptor is not None:
            return
        descriptor = os.open(self._folder / "claim", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            os.close(descriptor)
            raise HomeInUse(self._folder) from taken
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the claim back; doing so twice is harmless."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
