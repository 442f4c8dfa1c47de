"""How Telegram says no: status, wording and parameters, exactly as the Bot API spells them."""

from __future__ import annotations

_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class RefusalError(Exception):
    """A call that Telegram does not carry out.

    `code` is the stable part of the description, without the status title in front.
    """

    def __init__(
        self, status: int, code: str = "", *, retry_after: int | None = None, migrate_to: int | None = None
    ) -> None:
        title = _TITLES[status]
        self.description = f"{title}: {code}" if code else title
        super().__init__(self.description)
        self.status = status
        self.code = code or title
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    def parameters(self) -> dict[str, object]:
        """Bot API `ResponseParameters`; empty when the answer has none."""
        found: dict[str, object] = {}
        if self.retry_after is not None:
            found["retry_after"] = self.retry_after
        if self.migrate_to is not None:
            found["migrate_to_chat_id"] = self.migrate_to
        return found


def bad_request(code: str) -> RefusalError:
    """A call whose content is wrong; repeating it changes nothing."""
    return RefusalError(400, code)


def forbidden(code: str) -> RefusalError:
    """A call that this bot may not make in this chat."""
    return RefusalError(403, code)


def too_many_requests(seconds: int) -> RefusalError:
    """A call that comes too soon; it was not carried out. `seconds` is at least 1."""
    return RefusalError(429, f"retry after {seconds}", retry_after=seconds)


def migrated(new_id: int) -> RefusalError:
    """A call to the id that a group had before it became a supergroup."""
    return RefusalError(400, "group chat was upgraded to a supergroup chat", migrate_to=new_id)
