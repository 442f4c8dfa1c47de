"""What the admin API needs from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from pydantic import SecretStr

from piyasa.admin_api.domain.operations import Carried
from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.event import Event
from piyasa.projections.directory import Directory
from piyasa.projections.memories.state import Remembered


class Overtaken(Exception):
    """Somebody else published first."""


class FactLog(Protocol):
    """The log. Raises ``LogUnavailable`` when it does not answer."""

    async def last_under(self, watch: str) -> int:
        """The position of the newest fact under a subject filter; 0 when there is none."""

    async def append(self, *events: NewEvent[Event]) -> int:
        """Put facts on the log; the position of the newest."""

    async def append_expecting(self, event: NewEvent[Event], *, watch: str, last: int) -> int:
        """Put a fact on the log only if ``last`` is still the newest position under ``watch``; else ``Overtaken``."""


class ReadModel(Protocol):
    """The process's own view of the log."""

    @property
    def directory(self) -> Directory:
        """What operators set up, as the view stands."""

    @property
    def current(self) -> bool:
        """Whether the view was confirmed to stand at the log's end a moment ago."""

    def carried(self, operation: str) -> Carried:
        """The facts an operation put on the log, as far as the view has seen them."""

    def remembered(self, bot_id: str) -> Remembered:
        """What a persona remembers, as the view stands."""

    async def reached(self, position: int, *, seconds: float) -> bool:
        """Wait until the view has folded a position; whether it did in time."""


class TokenVault(Protocol):
    """Where bot tokens are kept. Raises ``VaultUnavailable``."""

    async def store(self, bot_id: str, token: SecretStr) -> None:
        """Keep a persona's token in place of the one before."""

    async def forget(self, bot_id: str) -> None:
        """Drop a persona's token."""


class Audit(Protocol):
    """Who did what."""

    async def record(self, actor: str, action: str, detail: Mapping[str, Any]) -> None:
        """Write one line, for good. Raises ``AuditUnavailable``."""


class History(Protocol):
    """The archive, asked what became of an operation long ago."""

    async def carried(self, operation: str) -> Carried:
        """The facts an operation put on the log, as far as they are archived."""
