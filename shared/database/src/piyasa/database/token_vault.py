"""Bot tokens in the database, sealed; only the gateway and the admin API ever see one in the clear."""

from __future__ import annotations

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.cipher import Sealed, TokenCipher
from piyasa.database.engine import Connection, driver_connection

_STORE = """
INSERT INTO vault.tokens (bot_id, key_id, ciphertext) VALUES ($1, $2, $3)
ON CONFLICT (bot_id) DO UPDATE SET key_id = EXCLUDED.key_id, ciphertext = EXCLUDED.ciphertext, created = now()
"""
_RESEAL = "UPDATE vault.tokens SET key_id = $2, ciphertext = $3 WHERE bot_id = $1"


class PostgresTokenVault:
    """Keeps one token a persona. Reading takes the view the gateway may see, writing the admin API's rights."""

    def __init__(self, engine: AsyncEngine, cipher: TokenCipher) -> None:
        self._engine, self._cipher = engine, cipher

    async def store(self, bot_id: str, token: SecretStr) -> None:
        """Keep a persona's token in place of the one before."""
        sealed = self._cipher.encrypt(bot_id, token)
        async with driver_connection(self._engine) as connection:
            await connection.execute(_STORE, bot_id, sealed.key_id, sealed.ciphertext)

    async def forget(self, bot_id: str) -> bool:
        """Drop a persona's token; whether there was one."""
        async with driver_connection(self._engine) as connection:
            done: str = await connection.execute("DELETE FROM vault.tokens WHERE bot_id = $1", bot_id)
        return done != "DELETE 0"

    async def token(self, bot_id: str) -> SecretStr | None:
        """A persona's token; None when none is kept. Raises ``VaultError`` when it cannot be opened."""
        async with driver_connection(self._engine) as connection:
            row = await connection.fetchrow("SELECT key_id, ciphertext FROM vault.bot_tokens WHERE bot_id = $1", bot_id)
        return None if row is None else self._cipher.decrypt(bot_id, Sealed(row["key_id"], row["ciphertext"]))

    async def tokens(self) -> dict[str, SecretStr]:
        """Every persona's token. Raises ``VaultError`` when one cannot be opened."""
        async with driver_connection(self._engine) as connection:
            kept = await _all(connection)
        return {bot_id: self._cipher.decrypt(bot_id, sealed) for bot_id, sealed in kept.items()}

    async def rotate(self) -> int:
        """Seal with the current key what is not, all or nothing; returns how many. Raises ``VaultError``."""
        async with driver_connection(self._engine) as connection, connection.transaction():
            await connection.execute("LOCK TABLE vault.tokens IN SHARE ROW EXCLUSIVE MODE")
            kept = await _all(connection)
            again = {bot_id: self._cipher.rotate(bot_id, sealed) for bot_id, sealed in kept.items()}
            changed = [(bot_id, new.key_id, new.ciphertext) for bot_id, new in again.items() if new is not None]
            await connection.executemany(_RESEAL, changed)
        return len(changed)


async def _all(connection: Connection) -> dict[str, Sealed]:
    rows = await connection.fetch("SELECT bot_id, key_id, ciphertext FROM vault.bot_tokens ORDER BY bot_id")
    return {row["bot_id"]: Sealed(row["key_id"], row["ciphertext"]) for row in rows}
