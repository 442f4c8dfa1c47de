"""The `piyasa` command run in this process, and a home that tells it where a test's servers are."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from typer.testing import CliRunner

from piyasa.tools.cli import app

T = TypeVar("T")


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[Any]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.stdout.splitlines()]


def piyasa(*arguments: object, environment: Mapping[str, str | None] | None = None, answer: str | None = None) -> Ran:
    """Run a command; the test's own environment names no system."""
    away = {"PIYASA_NATS_URL": None, "NATS_URL": None, "PIYASA_DATABASE_URL": None, "DATABASE_URL": None}
    columns = {"COLUMNS": "200", "TERM": "dumb"}
    result = CliRunner().invoke(
        app, [str(each) for each in arguments], env=away | columns | dict(environment or {}), input=answer
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def now(work: Coroutine[Any, Any, T]) -> T:
    """Do something asynchronous in a test that is not: commands bring an event loop of their own."""
    return asyncio.run(work)


@dataclass
class Home:
    """A home as a running system leaves it."""

    path: Path
    told: dict[str, Any] = field(default_factory=dict)

    def tell(self, **known: Any) -> None:
        """Write what is known into ``addresses.json``."""
        self.told |= known
        self.path.mkdir(exist_ok=True)
        (self.path / "addresses.json").write_text(
            json.dumps({"services": {}, "pace": 1.0, "postgres": None} | self.told)
        )
