"""The state file: one line of JSON for each change, written before the change is answered."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson

from piyasa.devstack.telegram.domain import facts as vocabulary
from piyasa.devstack.telegram.domain.facts import Fact

_FACTS: dict[str, type] = {
    name: kind
    for name, kind in vars(vocabulary).items()
    if isinstance(kind, type) and kind.__module__ == vocabulary.__name__
}


class JournalError(RuntimeError):
    """The state file cannot be used; the message says what to do."""

    code = "JOURNAL_UNUSABLE"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


class Journal:
    """An append-only file owned by one process.

    A line reaches the operating system in one write before `append` returns, so that killing the
    process loses nothing that was answered. A line torn by a power loss is cut off at the next start.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise JournalError(path, "another local Telegram uses this state; stop it or name another file") from None
        self._size = os.fstat(self._file).st_size

    def replay(self) -> Iterator[tuple[float, list[Fact]]]:
        """Everything recorded so far, oldest first: time (Unix seconds) and the facts of one change."""
        whole = 0
        with self._path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.endswith(b"\n"):
                    break
                try:
                    record = orjson.loads(line)
                    facts = [_fact(name, fields) for name, fields in record["facts"]]
                except (ValueError, KeyError, TypeError) as error:
                    raise JournalError(self._path, f"line {number} is damaged ({error}); restore or move it") from error
                whole += len(line)
                yield record["time"], facts
        if whole < self._size:
            os.ftruncate(self._file, whole)
            self._size = whole

    def append(self, time: float, facts: Sequence[Fact]) -> None:
        """Write one change; OSError leaves the file as it was."""
        line = orjson.dumps({"time": time, "facts": [(type(fact).__name__, fact) for fact in facts]}) + b"\n"
        written = os.write(self._file, line)
        if written < len(line):
            os.ftruncate(self._file, self._size)
            raise OSError(f"{self._path}: no room for a line of {len(line)} bytes")
        self._size += written

    def close(self) -> None:
        """Let another process have the file."""
        os.close(self._file)


def _fact(name: str, fields: dict[str, object]) -> Fact:
    kind = _FACTS[name]
    fact: Fact = kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()})
    return fact
