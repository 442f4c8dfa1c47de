"""What can be wrong with the database and with what is kept in it."""

from __future__ import annotations

from pathlib import Path


class DatabaseError(Exception):
    """The database is not as it has to be."""

    code = "DATABASE_ERROR"


class AddressUnusable(DatabaseError):
    """The address does not name a PostgreSQL database."""

    code = "DATABASE_ADDRESS_UNUSABLE"

    def __init__(self, scheme: str) -> None:
        super().__init__(f"a database address has to begin with postgresql:// or postgres://, not {scheme!r}")
        self.scheme = scheme


class RoleUnknown(DatabaseError):
    """A password was given for a role that no service has."""

    code = "DATABASE_ROLE_UNKNOWN"

    def __init__(self, role: str, *, known: tuple[str, ...]) -> None:
        super().__init__(f"no service connects as {role!r}; the roles are {', '.join(known)}")
        self.role, self.known = role, known


class PasswordUnusable(DatabaseError):
    """A password cannot be hashed the way the server would."""

    code = "DATABASE_PASSWORD_UNUSABLE"

    def __init__(self, role: str) -> None:
        super().__init__(f"the password of {role} has to be printable ASCII and not empty; choose another one")
        self.role = role


class SnapshotUnreadable(DatabaseError):
    """A snapshot is not what was saved."""

    code = "SNAPSHOT_UNREADABLE"

    def __init__(self, name: str, position: int) -> None:
        super().__init__(f"the snapshot of {name} at position {position} is damaged; delete it, the log gives it back")
        self.name, self.position = name, position


class VaultError(DatabaseError):
    """A token cannot be kept or read."""

    code = "TOKEN_ENCRYPTION_ERROR"


class KeyFileUnusable(VaultError):
    """The key file is missing, open to others, or not in its form."""

    code = "VAULT_KEY_FILE_UNUSABLE"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"the vault's key file {path} cannot be used: {reason}")
        self.path, self.reason = path, reason


class KeyMissing(VaultError):
    """A token was encrypted with a key that is not in the key file."""

    code = "VAULT_KEY_MISSING"

    def __init__(self, bot_id: str, key_id: str) -> None:
        super().__init__(f"the token of {bot_id} needs the key {key_id!r}, which is not in the key file; put it back")
        self.bot_id, self.key_id = bot_id, key_id


class TokenUnreadable(VaultError):
    """A ciphertext was altered, or belongs to another persona."""

    code = "VAULT_TOKEN_UNREADABLE"

    def __init__(self, bot_id: str, key_id: str) -> None:
        super().__init__(f"the token kept for {bot_id} under key {key_id!r} is not genuine; enter the token again")
        self.bot_id, self.key_id = bot_id, key_id
