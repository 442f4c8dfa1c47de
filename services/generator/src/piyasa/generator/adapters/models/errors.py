"""What the OpenAI client raises, in the terms of the domain."""

from __future__ import annotations

import re
from typing import Final

import openai

from piyasa.generator.domain.models.failures import CallFailed, Kind

_BY_STATUS: Final[dict[int, Kind]] = {
    401: "unauthorized", 403: "unauthorized", 404: "unknown_model", 408: "timeout", 429: "rate_limit",
}  # fmt: skip
_BY_CLASS: Final[tuple[tuple[tuple[type[Exception], ...], Kind], ...]] = (
    ((openai.APITimeoutError, TimeoutError), "timeout"),
    ((openai.APIConnectionError,), "connection"),
    ((openai.APIError,), "server"),  # told in the middle of a stream
    ((OSError,), "cut"),
)
"""The first that fits; what is none of these is no chat completion."""
_BROKEN_FROM: Final = 500
_NAME: Final = re.compile(r"[A-Za-z][\w.-]{0,59}")
"""What a code or the name of a parameter looks like; an endpoint's sentences may quote what it was sent."""


def failure_of(error: Exception) -> CallFailed:
    """The failure that an exception of the client stands for."""
    if isinstance(error, CallFailed):
        return error
    if isinstance(error, openai.APIStatusError):
        return _of_status(error)
    kind = next((kind for kinds, kind in _BY_CLASS if isinstance(error, kinds)), None)
    if kind is None:
        kind = "cut" if type(error).__module__.startswith(("httpx", "httpcore")) else "garbage"
    cause = error.__cause__ if kind == "connection" else error
    return CallFailed(kind, type(cause or error).__name__)


def _of_status(error: openai.APIStatusError) -> CallFailed:
    status = error.status_code
    if error.code == "content_filter":
        return CallFailed("refused", "the provider will not answer this")
    if status >= _BROKEN_FROM:
        return CallFailed("server", str(status))
    kind = _BY_STATUS.get(status, "bad_request")
    about = (each for each in (error.code, error.param) if isinstance(each, str) and _NAME.fullmatch(each))
    return CallFailed(kind, " ".join((str(status), *about)), retry_after=_seconds(error))


def _seconds(error: openai.APIStatusError) -> float | None:
    """What the answer's header asks for; a date in it is not read."""
    told = error.response.headers.get("retry-after")
    try:
        seconds = None if told is None else float(told)
    except ValueError:
        return None
    return seconds if seconds is not None and 0 <= seconds < float("inf") else None
