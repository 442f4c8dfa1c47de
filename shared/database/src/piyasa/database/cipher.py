"""Encryption of bot tokens: AES-256-GCM, bound to the persona and to the key."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import SecretStr

from piyasa.database.errors import KeyMissing, TokenUnreadable
from piyasa.database.vault_keys import VaultKeys

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Sealed:
    """A token as it is kept: nonce, then ciphertext with its tag."""

    key_id: str
    ciphertext: bytes = field(repr=False)


class TokenCipher:
    """Seals and opens tokens. A ciphertext opens for its own persona only: moved to another row, it is refused."""

    def __init__(self, keys: VaultKeys) -> None:
        self._current = keys.current
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.keys.items()}

    def encrypt(self, bot_id: str, token: SecretStr) -> Sealed:
        """Seal a token with the current key."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        plain = token.get_secret_value().encode()
        sealed = self._ciphers[self._current].encrypt(nonce, plain, _bound_to(bot_id, self._current))
        return Sealed(self._current, nonce + sealed)

    def decrypt(self, bot_id: str, sealed: Sealed) -> SecretStr:
        """Open a token.

        Raises:
            KeyMissing: the key is not in the key file.
            TokenUnreadable: the ciphertext was altered or belongs to another persona.
        """
        cipher = self._ciphers.get(sealed.key_id)
        if cipher is None:
            raise KeyMissing(bot_id, sealed.key_id)
        nonce, body = sealed.ciphertext[:_NONCE_BYTES], sealed.ciphertext[_NONCE_BYTES:]
        try:
            plain = cipher.decrypt(nonce, body, _bound_to(bot_id, sealed.key_id))
        except (InvalidTag, ValueError):
            raise TokenUnreadable(bot_id, sealed.key_id) from None
        return SecretStr(plain.decode())

    def rotate(self, bot_id: str, sealed: Sealed) -> Sealed | None:
        """Seal again with the current key; None when it is already. Raises as ``decrypt`` does."""
        if sealed.key_id == self._current:
            return None
        return self.encrypt(bot_id, self.decrypt(bot_id, sealed))


def _bound_to(bot_id: str, key_id: str) -> bytes:
    return f"piyasa/token/{key_id}/{bot_id}".encode()
