"""Tokens are looked up once, and again when they may have changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import SecretStr

from piyasa.contracts import persona
from piyasa.database.errors import VaultError
from piyasa.telegram_gateway.adapters.tokens import Tokens, drop_when_changed
from support.events import AYSE, MEHMET, log_of, registered


@dataclass
class Vault:
    kept: dict[str, str] = field(default_factory=lambda: {MEHMET: "7001:abc"})
    asked: int = 0
    broken: bool = False

    async def token(self, bot_id: str) -> SecretStr | None:
        self.asked += 1
        if self.broken:
            raise VaultError("no key")
        return SecretStr(self.kept[bot_id]) if bot_id in self.kept else None


async def test_a_token_is_asked_for_once() -> None:
    vault = Vault()
    tokens = Tokens(vault)
    assert await tokens.token(MEHMET) == await tokens.token(MEHMET) == SecretStr("7001:abc")
    assert vault.asked == 1


async def test_a_missing_token_and_a_broken_vault_are_none_and_asked_for_again() -> None:
    vault = Vault()
    tokens = Tokens(vault)
    assert await tokens.token(AYSE) is None
    vault.broken = True
    assert await tokens.token(MEHMET) is None
    vault.broken = False
    assert await tokens.token(MEHMET) == SecretStr("7001:abc")


async def test_a_persona_that_operators_changed_is_looked_up_again() -> None:
    vault = Vault()
    tokens = Tokens(vault)
    await tokens.token(MEHMET)
    vault.kept[MEHMET] = "7001:new"
    changed, other = log_of([registered(MEHMET), persona.BotPaused(bot_id=MEHMET, by="admin")])
    listener = drop_when_changed(tokens)
    listener("bots", MEHMET, other)
    assert await tokens.token(MEHMET) == SecretStr("7001:abc")
    listener("bots", MEHMET, changed)
    assert await tokens.token(MEHMET) == SecretStr("7001:new")
