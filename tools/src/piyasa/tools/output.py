"""What commands write: tables and lines for people, JSON for machines, progress beside it."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import orjson
from rich.console import Console, ConsoleDimensions
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

Report = Callable[[int, int], None]
"""Told (done, in all)."""
_ROOM = 200
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class ReaderGone(Exception):
    """Whoever read standard output has closed it: there is nothing left to do, and nothing is wrong."""


class PipedConsole(Console):
    """A console that leaves it to whoever runs the command what to do when its reader is gone.

    Where nobody looks at a terminal, lines are as long as they need: the reader is a file or another command.
    """

    @property
    def size(self) -> ConsoleDimensions:
        """The terminal's size, or room enough."""
        found = super().size
        return found if self.is_terminal or "COLUMNS" in os.environ else ConsoleDimensions(_ROOM, found.height)

    @size.setter
    def size(self, size: tuple[int, int]) -> None:
        """Fix the width and height."""
        self._width, self._height = size

    def on_broken_pipe(self) -> NoReturn:
        """Say so, instead of ending the process."""
        raise ReaderGone


out = PipedConsole(highlight=False)
err = Console(stderr=True, highlight=False)


def print_json(value: object) -> None:
    """One JSON value on one line."""
    _write(orjson.dumps(value).decode() + "\n")


def flush() -> None:
    """Let the reader see what was written so far; raises ``ReaderGone``."""
    _write("", through=True)


def plain(text: str) -> str:
    """A text on one line that cannot steer a terminal: what people wrote is shown, never obeyed."""
    words = " ".join(text.split())
    if words.isascii() and words.isprintable():
        return words
    return "".join("�" if unicodedata.category(sign) == "Cc" or sign in _BIDI else sign for sign in words)


def seconds(duration: float) -> str:
    """A duration as people say it: ``85 ms``, ``2.4 s``, ``3 m 05 s``."""
    if abs(duration) < 1:
        return f"{duration * 1000:.0f} ms"
    if abs(duration) < 60:  # noqa: PLR2004 - seconds in a minute
        return f"{duration:.1f} s"
    minutes, rest = divmod(round(duration), 60)
    return f"{minutes} m {rest:02} s"


def _write(words: str, *, through: bool = False) -> None:
    try:
        sys.stdout.write(words)
        if through:
            sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGone from None


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """A bar on the terminal, gone at the end; nothing where standard error is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(title, total=None)

        def report(done: int, in_all: int) -> None:
            bar.update(task, completed=done, total=max(in_all, done))

        yield report
