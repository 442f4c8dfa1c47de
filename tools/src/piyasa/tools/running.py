"""Runs one command to its end: what goes wrong becomes a sentence and an exit code."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from typing import Any

import asyncpg
import typer
from nats.errors import Error as NatsError
from rich.markup import escape
from sqlalchemy.exc import SQLAlchemyError

from piyasa.cast import CastError
from piyasa.contracts.errors import ContractError
from piyasa.database.errors import DatabaseError
from piyasa.eventlog.errors import EventLogError
from piyasa.projector.adapters.fresh_tables import RebuildRunning
from piyasa.projector.maintenance.rebuild import RebuildRefused
from piyasa.simulation.errors import RehearsalError
from piyasa.telemetry import redaction
from piyasa.tools.errors import ToolError
from piyasa.tools.output import ReaderGone, err, flush

WRONG, UNABLE, INTERRUPTED = 1, 2, 130
"""Exit codes: what was looked at is wrong; the command could not do its work; Ctrl-C."""
_WITH_CODE = (
    ToolError, CastError, RehearsalError, DatabaseError, EventLogError, ContractError, RebuildRefused, RebuildRunning,
)  # fmt: skip
_FOREIGN = (NatsError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)


def run(work: Coroutine[Any, Any, int | None]) -> None:
    """Run a command; always ends in ``typer.Exit``."""
    code = UNABLE
    try:
        code = asyncio.run(work) or 0
        flush()
    except ReaderGone:
        code = 0
        _write_to_nobody()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except _WITH_CODE as error:
        complain(error.code, str(error))
    except OSError as error:
        complain(type(error).__name__, _of_system(error))
    except _FOREIGN as error:
        complain(type(error).__name__, _of_server(error))
    raise typer.Exit(code)


def _of_system(error: OSError) -> str:
    """A path that cannot be used is told as one; what else the machine refuses has to do with servers."""
    if error.filename is None:
        return _of_server(error)
    path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
    return f"{path}: {error.strerror or error}; name another path, or see to it that this one can be used"


def _of_server(error: Exception) -> str:
    lines = str(error).splitlines() or [""]
    return f"{lines[0]}; is the system running? Try again, or look into its logs"


def complain(code: str, sentence: str) -> None:
    """Tell on standard error why there is no result."""
    err.print(f"[red]{escape(code)}[/] {escape(redaction.text(sentence))}", soft_wrap=True)


def _write_to_nobody() -> None:
    """Let the interpreter flush what nobody reads, without a complaint at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
