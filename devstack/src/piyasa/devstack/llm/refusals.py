"""Requests that get an error, in the shape clients expect."""

from aiohttp import web


class NotAnswerable(ValueError):
    """A request the stub cannot answer, and what it wants instead."""

    code = "NOT_ANSWERABLE"

    def __init__(self, *, field: str, wanted: str) -> None:
        super().__init__(f"{field} must be {wanted}")
        self.field, self.wanted = field, wanted


def refused(
    status: int, message: str, *, kind: str, code: str | None = None, headers: dict[str, str] | None = None
) -> web.Response:
    """Build an error with the type and the code that providers give."""
    error = {"message": message, "type": kind, "param": None, "code": code}
    return web.json_response({"error": error}, status=status, headers=headers)


def bad_request(message: str) -> web.Response:
    """What is wrong with a request."""
    return refused(400, message, kind="invalid_request_error")


def model_missing(model: str) -> web.Response:
    """Nobody serves that model here."""
    message = f"The model `{model}` does not exist or you do not have access to it."
    return refused(404, message, kind="invalid_request_error", code="model_not_found")
