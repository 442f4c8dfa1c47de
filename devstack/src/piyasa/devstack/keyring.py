"""The secrets of one home: broker identities, database passwords, the key of the broker's storage."""

import os
import re
import secrets
from pathlib import Path
from typing import cast

import nkeys

from piyasa.devstack.errors import BadName
from piyasa.devstack.private_files import kept, private_folder

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class KeyRing:
    """Makes a secret the first time it is asked for and keeps it in a file of mode 0600 under `<home>/keys`."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "keys"

    def seed_path(self, user: str) -> Path:
        """File that holds the nkey seed of a broker user, made when absent."""
        path = self._path(user, ".nk")
        kept(path, _new_seed)
        return path

    def seed(self, user: str) -> str:
        """Nkey seed of a broker user: what that user, and nobody else, is given."""
        return kept(self._path(user, ".nk"), _new_seed).decode().strip()

    def public_key(self, user: str) -> str:
        """Nkey by which the broker knows the user; no secret."""
        pair = nkeys.from_seed(self.seed(user).encode())
        return cast("bytes", pair.public_key).decode()

    def password(self, name: str) -> str:
        """Return the password kept under a name; it needs no quoting in a URL."""
        return kept(self._path(name, ".password"), _new_password).decode().strip()

    def storage_key(self, name: str) -> str:
        """Key for encryption at rest, 256 bits."""
        return kept(self._path(name, ".key"), _new_storage_key).decode().strip()

    def _path(self, name: str, suffix: str) -> Path:
        if not NAME.fullmatch(name):
            raise BadName(name)
        return private_folder(self.folder) / f"{name}{suffix}"


def _new_seed() -> bytes:
    return cast("bytes", nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER))


def _new_password() -> bytes:
    return secrets.token_urlsafe(24).encode()


def _new_storage_key() -> bytes:
    # The broker reads environment values as configuration: a leading letter keeps digits from being a number.
    return f"k{secrets.token_hex(32)}".encode()
