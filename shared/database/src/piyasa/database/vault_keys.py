"""The keys of the token vault, in a file of their own."""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from piyasa.database.errors import KeyFileUnusable

KEY_BYTES = 32
_OTHERS = 0o007
_KEY_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """Keys by id; ``current`` encrypts, all decrypt."""

    current: str
    keys: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> VaultKeys:
        """Read a key file: lines of ``<key id> <32 bytes in base64>``, the last one encrypts, ``#`` begins a remark.

        Raises:
            KeyFileUnusable: it is missing, readable by everybody, empty or not of this form.
        """
        try:
            if path.stat().st_mode & _OTHERS:
                raise KeyFileUnusable(path, "others may read it; run chmod o-rwx on it")
            text = path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise KeyFileUnusable(path, type(error).__name__) from None
        return cls.parse(text, path)

    @classmethod
    def parse(cls, text: str, path: Path) -> VaultKeys:
        """Read the text of a key file; the path is for errors only."""
        keys: dict[str, bytes] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            key_id, _, encoded = line.strip().partition(" ")
            key = _decoded(encoded)
            if not _KEY_ID.fullmatch(key_id) or key is None or key_id in keys:
                raise KeyFileUnusable(
                    path, f"line {number} is not '<key id> <32 bytes in base64>' with an id of its own"
                )
            keys[key_id] = key
        if not keys:
            raise KeyFileUnusable(path, "it holds no key; make one with add_key")
        return cls(current=list(keys)[-1], keys=keys)


def add_key(path: Path, key_id: str) -> None:
    """Append a new random key, which encrypts from now on; makes the file, for its owner only, where missing."""
    if not _KEY_ID.fullmatch(key_id):
        raise KeyFileUnusable(path, f"{key_id!r} is no key id; use letters, digits, dots and dashes")
    if path.exists() and path.stat().st_size and key_id in VaultKeys.read(path).keys:
        raise KeyFileUnusable(path, f"it has a key {key_id!r} already")
    line = f"{key_id} {base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(line)


def _decoded(text: str) -> bytes | None:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None
