"""Files and folders that only this account may read."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from piyasa.devstack.errors import KeyExposed


def private_folder(path: Path) -> Path:
    """Make the folder and what lacks above it with mode 0700; leave alone what exists already."""
    for missing in reversed([path, *path.parents]):
        with suppress(FileExistsError):
            missing.mkdir(mode=0o700)
    return path


def write_private(path: Path, content: bytes) -> None:
    """Replace a file in one step; it has mode 0600 from its first moment."""
    draft = _draft(path, content)
    draft.replace(path)


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the secret in this file; the first caller of all processes makes it.

    Raises KeyExposed where others may read the file.
    """
    if not path.exists():
        draft = _draft(path, make())
        # A hard link is refused when the name exists: of two first callers one wins and both read its secret.
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise KeyExposed(path, mode=mode)
    return path.read_bytes()


def _draft(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft
