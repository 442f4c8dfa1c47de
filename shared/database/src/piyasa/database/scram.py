"""Password verifiers made here, so that no password reaches the server's log."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_ITERATIONS = 4096
_SALT_BYTES = 16


def scram_verifier(password: str) -> str:
    """What PostgreSQL keeps of a password (RFC 5803, SCRAM-SHA-256). The password has to be printable ASCII.

    ASCII alone needs no SASLprep, hence the limit.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, _ITERATIONS)
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    stored_key = hashlib.sha256(client_key).digest()
    return f"SCRAM-SHA-256${_ITERATIONS}:{_text(salt)}${_text(stored_key)}:{_text(server_key)}"


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
