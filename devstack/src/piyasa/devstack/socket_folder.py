"""A folder for a Unix socket: their paths are limited to about a hundred bytes."""

import stat
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


def socket_folder(wanted: Path, *, owner: int, record: Path) -> tuple[Path, bool]:
    """Make the wanted folder, or a temporary one where its path is too long; true when it is temporary.

    The temporary one is recorded and used again, so that runs which end badly leave one behind and not many.
    Raises PathTooLong.
    """
    if _fits(wanted):
        return private_folder(wanted), False
    if record.exists() and _is_ours(last := Path(record.read_text()), owner):
        return last, True
    temporary = Path(tempfile.mkdtemp(prefix="piyasa-"))
    if not _fits(temporary):
        temporary.rmdir()
        raise PathTooLong(temporary)
    record.write_text(str(temporary))
    return temporary, True


def _is_ours(folder: Path, owner: int) -> bool:
    # Anybody may make a folder of that name once ours is gone: neither a link nor a foreign folder will do.
    try:
        facts = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(facts.st_mode) and facts.st_uid == owner and not facts.st_mode & 0o077


def _fits(folder: Path) -> bool:
    return len(str(folder).encode()) + len(LONGEST_NAME) <= LONGEST_PATH
