"""Errors as HTTP: one shape, ``{message, code, details}``, whatever went wrong."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from piyasa.admin_api.domain.errors import AdminError, Conflict, Invalid, PreconditionFailed, Unavailable, Unknown

_STATUS: tuple[tuple[type[AdminError], int], ...] = (
    (Unknown, 404),
    (PreconditionFailed, 412),
    (Conflict, 409),
    (Invalid, 422),
    (Unavailable, 503),
)
_RETRY_AFTER = {"Retry-After": "2"}
_PROBLEMS_SHOWN = 20


class Failure(BaseModel):
    """What every refusal looks like."""

    message: str = Field(description="what is wrong and what to do next")
    code: str = Field(description="stable, for programs")
    details: dict[str, Any] = Field(default={}, description="the facts of the case")


def handle_failures(app: FastAPI) -> None:
    """Give every error of the application the one shape."""
    app.add_exception_handler(AdminError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ValidationError, _invalid)  # what a fact refuses although the body took it
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def status_of(error: AdminError) -> int:
    """The HTTP status of a refusal."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 400)


def _answer(status: int, failure: Failure, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(failure.model_dump(mode="json"), status_code=status, headers=headers)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AdminError)  # noqa: S101 - registered for nothing else
    status = status_of(error)
    failure = Failure(message=error.message, code=error.code, details=error.details)
    return _answer(status, failure, _RETRY_AFTER if isinstance(error, Unavailable) else None)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    """Say where and what; never the input, which may be a token."""
    assert isinstance(error, RequestValidationError | ValidationError)  # noqa: S101 - registered for nothing else
    problems = [
        {
            "where": ".".join(str(part) for part in each["loc"]),
            "problem": str(each["msg"]).removeprefix("Value error, "),
        }
        for each in error.errors()[:_PROBLEMS_SHOWN]
    ]
    first = problems[0]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    message = f"{first['where']}: {first['problem']}{more}"
    return _answer(422, Failure(message=message, code="VALIDATION_FAILED", details={"problems": problems}))


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for nothing else
    status = HTTPStatus(error.status_code)
    headers = dict(error.headers) if error.headers is not None else None
    return _answer(status, Failure(message=str(error.detail), code=status.name), headers)


async def _unexpected(_: Request, _error: Exception) -> JSONResponse:
    """Only the answer: the error goes on to the server, which logs it."""
    return _answer(500, Failure(message="something went wrong here; the log says what", code="INTERNAL_ERROR"))
