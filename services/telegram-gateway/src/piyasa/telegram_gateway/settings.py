"""The gateway's settings, from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from piyasa.eventlog.settings import ServiceSettings
from piyasa.telegram_gateway.domain.notices import Operator


class GatewaySettings(ServiceSettings):
    """What the gateway needs beyond what every service needs."""

    telegram_api: str = Field("https://api.telegram.org", description="the Bot API host")
    vault_key_file: Path | None = Field(None, description="file with the keys that open bot tokens")
    gateway_telegram: Literal["api", "null"] = Field(
        "api", description="null sends nothing and says it did: for benches only, refused without PIYASA_ALLOW_NULL=1"
    )
    allow_null: bool = Field(default=False, description="let null adapters take the place of the outer world")
    gateway_on_uncertain: Literal["report", "resend"] = Field(
        "report", description="what to do with a message of which nobody knows whether Telegram took it"
    )
    gateway_operator: str = Field("bu grubun yöneticileri", description="who runs the personas, named in every notice")
    gateway_contact: str = Field("grup yöneticileri", description="how people reach the operator, in every notice")

    @model_validator(mode="after")
    def _require(self) -> Self:
        if self.database_url is None:
            message = "set PIYASA_DATABASE_URL: bot tokens are kept there"
            raise ValueError(message)
        if self.vault_key_file is None:
            message = "set PIYASA_VAULT_KEY_FILE: bot tokens are sealed with its keys"
            raise ValueError(message)
        if self.gateway_telegram == "null" and not self.allow_null:
            message = "PIYASA_GATEWAY_TELEGRAM=null sends nothing: unset it, or set PIYASA_ALLOW_NULL=1 in a bench"
            raise ValueError(message)
        return self

    @property
    def operator(self) -> Operator:
        """Whom the notices name."""
        return Operator(self.gateway_operator, self.gateway_contact)
