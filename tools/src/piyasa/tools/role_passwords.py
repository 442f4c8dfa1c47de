"""The passwords of the services' database roles, from the environment or from files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from piyasa.database.roles import ROLES
from piyasa.tools.errors import PasswordUnreadable

PREFIX = "PIYASA_DB_PASSWORD_"
FOLDER = "PIYASA_DB_PASSWORDS_DIR"
_FILE = "_FILE"


def role_passwords(environment: Mapping[str, str], folder: Path | None = None) -> dict[str, str]:
    """Passwords by role; a role that nobody gave one is absent.

    For the role piyasa_projector these are looked at, in this order: ``PIYASA_DB_PASSWORD_PROJECTOR``, the file named
    by ``PIYASA_DB_PASSWORD_PROJECTOR_FILE``, and in the folder the files ``piyasa_projector`` and ``projector``.

    Raises:
        PasswordUnreadable: a file that was named cannot be read.
    """
    named = environment.get(FOLDER)
    place = folder or (Path(named) if named else None)
    if place is not None and not place.is_dir():
        raise PasswordUnreadable(place, "it is no folder")
    found = {role: _password(role, environment, place) for role in ROLES}
    return {role: password for role, password in found.items() if password is not None}


def _password(role: str, environment: Mapping[str, str], folder: Path | None) -> str | None:
    short = role.removeprefix("piyasa_")
    name = f"{PREFIX}{short.upper()}"
    if environment.get(name):
        return environment[name]
    if environment.get(f"{name}{_FILE}"):
        return _read(Path(environment[f"{name}{_FILE}"]))
    for path in (folder / role, folder / short) if folder is not None else ():
        if path.is_file():
            return _read(path)
    return None


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except (OSError, ValueError) as error:
        raise PasswordUnreadable(path, type(error).__name__) from None
