"""What aiogram and aiohttp raise, as outcomes."""

from __future__ import annotations

import asyncio
from typing import Final

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorDNSError, ClientConnectorError, ConnectionTimeoutError

from piyasa.telegram_gateway.domain.outcome import (
    Migrated,
    Refused,
    RetryAfter,
    SafeRetry,
    Setback,
    Unknown,
    classify,
    in_doubt,
    not_sent,
)

_STATUS: Final[tuple[tuple[type[TelegramAPIError], int], ...]] = (
    (TelegramBadRequest, 400),
    (TelegramUnauthorizedError, 401),
    (TelegramForbiddenError, 403),
    (TelegramNotFound, 404),
    (TelegramConflictError, 409),
    (TelegramEntityTooLarge, 413),
    (TelegramServerError, 500),
)
_UNNAMED = 418
"""Stands for a refusal whose status aiogram has no class for."""


def outcome_of(error: Exception) -> Setback:
    """Classify what a call raised; what nobody has thought of is in doubt."""
    if isinstance(error, TelegramNetworkError) and not isinstance(error, TelegramEntityTooLarge):
        return _network(error.__cause__)
    if isinstance(error, TelegramAPIError):
        return _answer(error)
    return in_doubt("unreadable") if isinstance(error, ClientDecodeError) else _network(error)


def _answer(error: TelegramAPIError) -> Setback:
    match error:
        case TelegramRetryAfter():
            return classify(429, error.message, retry_after=error.retry_after)
        case TelegramMigrateToChat():
            return classify(400, error.message, migrate_to=error.migrate_to_chat_id)
        case _:
            status = next((status for kind, status in _STATUS if isinstance(error, kind)), _UNNAMED)
            return classify(status, error.message)


def _network(cause: BaseException | None) -> Setback:
    match cause:
        case ClientConnectorDNSError():
            return not_sent("dns")
        case ClientConnectorError():
            return not_sent("refused")
        case ConnectionTimeoutError():
            return not_sent("connect_timeout")
        case asyncio.TimeoutError():
            return in_doubt("timeout")
        case _:
            return in_doubt("reset")


def status_of(outcome: Setback) -> str:
    """The label under which an outcome is counted."""
    match outcome:
        case RetryAfter():
            return "429"
        case Migrated():
            return "400"
        case Refused():
            return str(outcome.code)
        case SafeRetry() | Unknown():
            return "500" if outcome.cause.startswith("http_") else outcome.cause
