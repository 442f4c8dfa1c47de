"""What the gateway refuses to start with."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from piyasa.telegram_gateway.settings import GatewaySettings


def settings(**known: object) -> GatewaySettings:
    return GatewaySettings(database_url="postgresql://x", vault_key_file=Path("keys"), **known)


def test_a_telegram_that_sends_nothing_is_refused_unless_a_bench_allows_it() -> None:
    with pytest.raises(ValidationError, match="PIYASA_ALLOW_NULL=1"):
        settings(gateway_telegram="null")
    assert settings(gateway_telegram="null", allow_null=True).gateway_telegram == "null"


def test_by_default_messages_are_sent() -> None:
    assert settings().gateway_telegram == "api"
