"""Why a wish of an operator is refused; each error carries its facts, a stable code and what to do next."""

from __future__ import annotations

from typing import Any


class AdminError(Exception):
    """The one base of everything the API says no with."""

    code = "ADMIN_ERROR"

    def __init__(self, message: str, **details: Any) -> None:  # noqa: ANN401 - facts of many kinds, written as JSON
        super().__init__(message)
        self.message, self.details = message, details


class Unknown(AdminError):
    """What was asked for does not exist."""

    code = "NOT_FOUND"


class Conflict(AdminError):
    """What was asked for contradicts what is there."""

    code = "CONFLICT"


class Invalid(AdminError):
    """What was asked for can never be."""

    code = "INVALID"


class Unavailable(AdminError):
    """What is needed for an answer is away for now."""

    code = "UNAVAILABLE"


class PreconditionFailed(AdminError):
    """Somebody changed it since it was read."""

    code = "PRECONDITION_FAILED"

    def __init__(self, expected: tuple[int, ...], current: int) -> None:
        super().__init__(
            "it was changed since you read it; read it again and decide anew",
            if_match=[str(each) for each in expected],
            current=str(current),
        )


class PreconditionUnreadable(Invalid):
    """If-Match is not what an ETag of this API looks like."""

    code = "PRECONDITION_UNREADABLE"

    def __init__(self, text: str) -> None:
        super().__init__('If-Match has to repeat an ETag, such as "42"', if_match=text[:80])


class IdempotencyKeyUnusable(Invalid):
    """The key is too long or not printable."""

    code = "IDEMPOTENCY_KEY_UNUSABLE"

    def __init__(self, length: int) -> None:
        super().__init__("Idempotency-Key has to be 1 to 200 printable ASCII characters", length=length)


class IdempotencyKeyReused(Conflict):
    """One key stands for one request."""

    code = "IDEMPOTENCY_KEY_REUSED"

    def __init__(self) -> None:
        super().__init__("this Idempotency-Key came with another request before; use a new key for a new request")


class Contended(Conflict):
    """Others keep changing the same thing."""

    code = "CONTENDED"

    def __init__(self, target: str, tries: int) -> None:
        super().__init__(f"others keep changing {target}; try again", target=target, tries=tries)


class NotReady(Unavailable):
    """The process has not caught up with the log."""

    code = "NOT_READY"

    def __init__(self) -> None:
        super().__init__("the service has not caught up with the log yet; try again shortly")


class LogUnavailable(Unavailable):
    """Nobody knows whether the log took it."""

    code = "LOG_UNAVAILABLE"

    def __init__(self, reason: str) -> None:
        super().__init__(
            "the log did not acknowledge the change; repeat the request with the same Idempotency-Key", reason=reason
        )


class VaultUnavailable(Unavailable):
    """The token could not be kept."""

    code = "TOKEN_ENCRYPTION_ERROR"

    def __init__(self, bot_id: str, reason: str) -> None:
        super().__init__(
            f"the token of {bot_id} was not stored; repeat the request with the same Idempotency-Key, "
            f"or PUT /bots/{bot_id}/token",
            bot_id=bot_id,
            reason=reason,
        )


class AuditUnavailable(Unavailable):
    """A change that nobody could account for is not made."""

    code = "AUDIT_UNAVAILABLE"

    def __init__(self, reason: str) -> None:
        super().__init__("the audit cannot be written, so nothing was changed; try again", reason=reason)
