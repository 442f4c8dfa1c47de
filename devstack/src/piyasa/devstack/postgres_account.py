"""As whom the database runs: it refuses to run as root, and nothing of root's may be opened for it."""

import hashlib
import os
import pwd
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from piyasa.devstack import unmapped
from piyasa.devstack.errors import DevstackError
from piyasa.devstack.private_files import private_folder

NOBODY = "nobody"
EVERYBODY_ENTERS = "/var/tmp"  # noqa: S108  # what is made below is private and checked to be ours
PROBE_SECONDS = 20.0


class NoAccount(DevstackError):
    """Started as root where neither a user namespace nor another account can be had."""

    code = "NO_ACCOUNT"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"PostgreSQL does not run as root, and no other way was found ({reason}); "
            "start the stack from an ordinary account, or give the address of a database that runs already",
        )
        self.reason = reason


class FolderForeign(DevstackError):
    """The folder meant for the data was made by somebody else."""

    code = "FOLDER_FOREIGN"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} belongs to somebody else; remove it, or choose another home for the stack")
        self.folder = folder


@dataclass(frozen=True, slots=True)
class Account:
    """How to start programs of the database so that they do not see themselves as root."""

    prefix: tuple[str, ...] = ()
    user: int | None = None
    group: int | None = None

    @property
    def owner(self) -> int:
        """Id by which the account owns files, seen from here."""
        return os.geteuid() if self.user is None else self.user

    def own(self, path: Path) -> None:
        """Give the account a file or folder that we made."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)

    def folder(self, home: Path) -> Path:
        """Make the folder for the data, under the home if the account can reach that. Raises FolderForeign."""
        if self.user is None or self.group is None:
            return private_folder(home / "postgres")
        if _may_enter(private_folder(home), self.user, self.group):
            folder = private_folder(home / "postgres")
        else:
            folder = _folder_elsewhere(home, self.user)
        self.own(folder)
        return folder


def choose_account() -> Account:
    """Choose plainly ourselves, else a user namespace, else the account nobody. Raises NoAccount."""
    if os.geteuid() != 0:
        return Account()
    prefix = (sys.executable, "-I", unmapped.__file__)
    refusal = _refusal(prefix)
    if refusal is None:
        return Account(prefix=prefix)
    return nobody_account(refusal)


def nobody_account(reason: str) -> Account:
    """Return the account nobody, if this interpreter, and so what is installed with it, can be reached by it."""
    try:
        entry = pwd.getpwnam(NOBODY)
    except KeyError as absent:
        message = f"{reason}; this system has no account {NOBODY}"
        raise NoAccount(message) from absent
    if not _may_enter(Path(unmapped.__file__).parent, entry.pw_uid, entry.pw_gid):
        message = f"{reason}; the account {NOBODY} cannot reach {Path(unmapped.__file__).parent}"
        raise NoAccount(message)
    return Account(user=entry.pw_uid, group=entry.pw_gid)


def _refusal(prefix: tuple[str, ...]) -> str | None:
    """Ask for a namespace once, with a program that only looks its account up, as initdb will."""
    asked = subprocess.run(
        [*prefix, sys.executable, "-I", "-c", "import os, pwd; pwd.getpwuid(os.geteuid())"],
        capture_output=True,
        text=True,
        timeout=PROBE_SECONDS,
        check=False,
    )
    return None if asked.returncode == 0 else (asked.stderr.strip().splitlines() or ["no reason given"])[-1]


def _may_enter(folder: Path, user: int, group: int) -> bool:
    asked = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)],
        capture_output=True,
        timeout=PROBE_SECONDS,
        check=False,
        cwd="/",
        user=user,
        group=group,
        extra_groups=[],
    )
    return asked.returncode == 0


def _folder_elsewhere(home: Path, user: int) -> Path:
    """Make a folder for this home where everybody may enter; always the same one, and one that outlives a reboot."""
    name = f"piyasa-postgres-{hashlib.sha256(str(home).encode()).hexdigest()[:16]}"
    folder = private_folder(Path(EVERYBODY_ENTERS) / name)
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in {os.geteuid(), user}:
        raise FolderForeign(folder)
    return folder
