"""What the client raises, as outcomes."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import exceptions
from aiogram.methods import SendMessage
from aiohttp import (
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientOSError,
    ConnectionTimeoutError,
    ServerDisconnectedError,
    SocketTimeoutError,
)
from aiohttp.client_reqrep import ConnectionKey

from piyasa.telegram_gateway.adapters.api_errors import outcome_of, status_of
from piyasa.telegram_gateway.domain.outcome import Migrated, Refused, RetryAfter, SafeRetry, Unknown

METHOD = SendMessage.model_construct(chat_id=-1, text="selam")
KEY = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)


def network(cause: BaseException | None) -> exceptions.TelegramNetworkError:
    error = exceptions.TelegramNetworkError(METHOD, "HTTP Client says - trouble")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (exceptions.TelegramRetryAfter(METHOD, "Too Many Requests", 7), RetryAfter(7.0)),
        (exceptions.TelegramMigrateToChat(METHOD, "upgraded", -1009), Migrated(-1009)),
        (
            exceptions.TelegramBadRequest(METHOD, "Bad Request: chat not found"),
            Refused("chat_not_found", "bot_in_chat", 400, "Bad Request: chat not found"),
        ),
        (
            exceptions.TelegramForbiddenError(METHOD, "Forbidden: bot was kicked from the group chat"),
            Refused("kicked", "bot_in_chat", 403, "Forbidden: bot was kicked from the group chat"),
        ),
        (
            exceptions.TelegramUnauthorizedError(METHOD, "Unauthorized"),
            Refused("unauthorized", "bot", 401, "Unauthorized"),
        ),
        (exceptions.TelegramNotFound(METHOD, "Not Found"), Refused("not_found", "message", 404, "Not Found")),
        (exceptions.TelegramConflictError(METHOD, "Conflict"), Refused("conflict", "message", 409, "Conflict")),
        (exceptions.TelegramEntityTooLarge(METHOD, "Too Large"), Refused("too_long", "message", 413, "Too Large")),
        (exceptions.TelegramServerError(METHOD, "Bad Gateway"), Unknown("http_500")),
        (exceptions.RestartingTelegram(METHOD, "restart"), Unknown("http_500")),
        (exceptions.TelegramAPIError(METHOD, "odd"), Refused("refused", "message", 418, "odd")),
        (exceptions.ClientDecodeError("Failed to decode object", ValueError(), "<html>"), Unknown("unreadable")),
        (network(TimeoutError()), Unknown("timeout")),
        (network(SocketTimeoutError()), Unknown("timeout")),
        (network(ConnectionTimeoutError()), SafeRetry("connect_timeout")),
        (network(ClientConnectorDNSError(KEY, OSError(1, "dns"))), SafeRetry("dns")),
        (network(ClientConnectorError(KEY, OSError(111, "refused"))), SafeRetry("refused")),
        (network(ServerDisconnectedError()), Unknown("reset")),
        (network(ClientOSError(104, "reset")), Unknown("reset")),
        (network(None), Unknown("reset")),
        (TimeoutError(), Unknown("timeout")),
        (RuntimeError("nobody thought of this"), Unknown("reset")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_error_has_one_outcome(error: Exception, outcome: Any) -> None:
    assert outcome_of(error) == outcome


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (RetryAfter(1), "429"),
        (Migrated(-1), "400"),
        (Refused("kicked", "bot_in_chat", 403, ""), "403"),
        (Unknown("http_500"), "500"),
        (Unknown("timeout"), "timeout"),
        (SafeRetry("dns"), "dns"),
    ],
)
def test_outcomes_are_counted_under_bounded_labels(outcome: Any, status: str) -> None:
    assert status_of(outcome) == status
