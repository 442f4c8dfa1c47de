"""What an answer of the Bot API, or the lack of one, says about a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Scope = Literal["message", "bot_in_chat", "bot", "chat"]
"""For what a refusal holds for good."""
NotSent = Literal["dns", "refused", "connect_timeout", "circuit_open", "no_token"]
"""Troubles that come before the first byte of a request: the call was certainly not carried out."""
InDoubt = Literal["timeout", "reset", "unreadable"]
"""Troubles after which nobody can say whether the call was carried out."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has taken a message."""

    telegram_message_id: int


@dataclass(frozen=True, slots=True)
class Done:
    """Telegram has carried out a call that makes no message."""


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Not carried out: too many requests. ``seconds`` is how long Telegram wants to be left alone."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Migrated:
    """Not carried out: the group has another id now."""

    new_telegram_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Not carried out, and never will be, for all that ``scope`` names."""

    error_class: str
    scope: Scope
    code: int
    description: str


@dataclass(frozen=True, slots=True)
class SafeRetry:
    """Certainly not carried out; the same call may be made again."""

    cause: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can say whether it was carried out."""

    cause: str


Setback: TypeAlias = RetryAfter | Migrated | Refused | SafeRetry | Unknown
Outcome: TypeAlias = Sent | Done | Setback

TOO_MANY_REQUESTS: Final = 429
UNSAID_WAIT: Final = 5.0
"""Seconds to wait when Telegram does not say how long."""
_SERVER_ERROR: Final = 500

_KNOWN: Final[tuple[tuple[int, str, str, Scope], ...]] = (
    (400, "chat not found", "chat_not_found", "bot_in_chat"),
    (400, "chat_write_forbidden", "may_not_send", "bot_in_chat"),
    (400, "not enough rights to send", "may_not_send", "bot_in_chat"),
    (400, "have no rights to send", "may_not_send", "bot_in_chat"),
    (400, "not enough rights to manage pinned", "may_not_pin", "bot_in_chat"),
    (400, "message to pin not found", "notice_gone", "message"),
    (400, "message to be replied not found", "reply_target_gone", "message"),
    (400, "message is too long", "too_long", "message"),
    (400, "text is too long", "too_long", "message"),
    (400, "message text is empty", "empty", "message"),
    (400, "can't parse entities", "unparsable", "message"),
    (403, "the group chat was deleted", "chat_deleted", "chat"),
    (403, "bot was kicked from", "kicked", "bot_in_chat"),
    (403, "bot is not a member of", "not_a_member", "bot_in_chat"),
)
_BY_STATUS: Final[dict[int, tuple[str, Scope]]] = {
    400: ("bad_request", "message"),
    401: ("unauthorized", "bot"),
    403: ("forbidden", "bot_in_chat"),
    404: ("not_found", "message"),
    409: ("conflict", "message"),
    413: ("too_long", "message"),
}


def classify(
    status: int, description: str, *, retry_after: float | None = None, migrate_to: int | None = None
) -> Setback:
    """Read a refusal by its HTTP status, description and response parameters.

    A server error is no refusal: the message may have been posted before the server stumbled.
    """
    if status >= _SERVER_ERROR:
        return Unknown(f"http_{status}")
    if status == TOO_MANY_REQUESTS or retry_after is not None:
        return RetryAfter(UNSAID_WAIT if retry_after is None else float(retry_after))
    if migrate_to is not None:
        return Migrated(migrate_to)
    wording = description.casefold()
    for known_status, phrase, error_class, scope in _KNOWN:
        if status == known_status and phrase in wording:
            return Refused(error_class, scope, status, description)
    error_class, scope = _BY_STATUS.get(status, ("refused", "message"))
    return Refused(error_class, scope, status, description)


def not_sent(trouble: NotSent) -> SafeRetry:
    """The call never reached Telegram."""
    return SafeRetry(trouble)


def in_doubt(trouble: InDoubt) -> Unknown:
    """The call may have reached Telegram."""
    return Unknown(trouble)


def blames_host(outcome: Outcome) -> bool:
    """Whether an outcome speaks against the API host: server errors, time-outs and network failures, never a 4xx."""
    if isinstance(outcome, SafeRetry):
        return outcome.cause not in {"circuit_open", "no_token"}
    return isinstance(outcome, Unknown)
