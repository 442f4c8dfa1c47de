"""What the environment may say to the admin API."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator

from piyasa.eventlog.settings import ServiceSettings

SHORTEST_KEY = 16


class AdminSettings(ServiceSettings):
    """Settings of the admin API; the key and the database have to be given."""

    admin_api_key: SecretStr | None = Field(None, description="the operators' API key, sent as X-API-Key")
    admin_api_key_file: Path | None = Field(None, description="file with the operators' API key")
    vault_key_file: Path | None = Field(None, description="file with the keys that seal bot tokens")
    admin_read_patience: float = Field(
        5.0, ge=0, le=60, description="seconds an answer waits until the service's own view shows the change"
    )

    @model_validator(mode="after")
    def _require(self) -> Self:
        if (self.admin_api_key is None) == (self.admin_api_key_file is None):
            message = "set one of PIYASA_ADMIN_API_KEY and PIYASA_ADMIN_API_KEY_FILE"
            raise ValueError(message)
        if self.database_url is None:
            message = "set PIYASA_DATABASE_URL: bot tokens and the audit are kept there"
            raise ValueError(message)
        if self.vault_key_file is None:
            message = "set PIYASA_VAULT_KEY_FILE: bot tokens are sealed with its keys"
            raise ValueError(message)
        return self

    def api_key(self) -> SecretStr:
        """The operators' key. Raises ``ValueError`` when it is too short to be one and ``OSError`` from its file."""
        if self.admin_api_key is not None:
            key = self.admin_api_key.get_secret_value()
        else:
            assert self.admin_api_key_file is not None  # noqa: S101 - one of the two is given
            key = self.admin_api_key_file.read_text(encoding="utf-8").strip()
        if len(key) < SHORTEST_KEY or not key.isascii() or not key.isprintable():
            message = f"the API key has to be at least {SHORTEST_KEY} printable ASCII characters"
            raise ValueError(message)
        return SecretStr(key)
