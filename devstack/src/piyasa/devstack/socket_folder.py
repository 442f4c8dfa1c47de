"""A folder for a Unix socket: their paths are limited to about a hundred bytes."""

import tempfile
from pathlib import Path

from piyasa.devstack.errors import DevstackError
from piyasa.devstack.private_files import private_folder

LONGEST_PATH = 103
LONGEST_NAME = "/.s.PGSQL.65535.lock"


class PathTooLong(DevstackError):
    """No folder at hand has a path short enough for a socket."""

    code = "PATH_TOO_LONG"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is too long a path for a socket; set TMPDIR to a short one, such as /tmp")
        self.folder = folder


def socket_folder(wanted: Path) -> tuple[Path, bool]:
    """Make the wanted folder, or a new temporary one where its path is too long; true when it is temporary.

    Raises PathTooLong.
    """
    if _fits(wanted):
        return private_folder(wanted), False
    temporary = Path(tempfile.mkdtemp(prefix="piyasa-"))
    if not _fits(temporary):
        temporary.rmdir()
        raise PathTooLong(temporary)
    return temporary, True


def _fits(folder: Path) -> bool:
    return len(str(folder).encode()) + len(LONGEST_NAME) <= LONGEST_PATH
