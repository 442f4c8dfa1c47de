"""Bot tokens, remembered after the first look into the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import structlog
from pydantic import SecretStr
from sqlalchemy.exc import SQLAlchemyError

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.persona import BotEnabled, BotRegistered, BotRemoved, BotUpdated
from piyasa.database.errors import DatabaseError

logger = structlog.get_logger(__name__)


class TokenVault(Protocol):
    """Where tokens are kept."""

    async def token(self, bot_id: str) -> SecretStr | None:
        """A persona's token."""


@dataclass(slots=True)
class Tokens:
    """The tokens this process has used. ``drop`` makes it look into the vault again."""

    vault: TokenVault
    _known: dict[str, SecretStr] = field(default_factory=dict)

    async def token(self, bot_id: str) -> SecretStr | None:
        """A persona's token; None when there is none or the vault cannot be reached."""
        known = self._known.get(bot_id)
        if known is not None:
            return known
        try:
            found = await self.vault.token(bot_id)
        except (DatabaseError, SQLAlchemyError, OSError, TimeoutError) as error:
            logger.warning("the token vault cannot be read", bot_id=bot_id, reason=f"{type(error).__name__}: {error}")
            return None
        if found is None:
            logger.warning("no token is stored for this persona; store one", bot_id=bot_id)
            return None
        self._known[bot_id] = found
        return found

    def drop(self, bot_id: str) -> None:
        """Forget a token that is, or may be, no longer the right one."""
        self._known.pop(bot_id, None)


def drop_when_changed(tokens: Tokens) -> Callable[[str, str, Recorded[Event]], None]:
    """A listener of the view that drops the token of a persona whose registration changed."""

    def on_change(_projection: str, bot_id: str, event: Recorded[Event]) -> None:
        if isinstance(event.data, (BotRegistered, BotUpdated, BotEnabled, BotRemoved)):
            tokens.drop(bot_id)

    return on_change
