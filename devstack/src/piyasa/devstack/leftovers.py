"""Server processes that outlived the stack which started them."""

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil

POLL_SECONDS = 0.02


def working_in(folder: Path, *, program: str) -> list[psutil.Process]:
    """Return living processes of a program whose working folder is this one.

    Our servers are started in a folder of their own, so this finds them, and only them, without trusting a
    pid file that may name somebody else by now.
    """
    folder = folder.resolve()
    found = []
    for process in psutil.process_iter():
        try:
            if process.name() == program and process.cwd() == str(folder):
                found.append(process)
        except psutil.Error:
            continue
    return found


def end(processes: Sequence[psutil.Process], *, seconds: float) -> None:
    """Wait for processes that were told to leave; after the given time, kill them and wait that long again."""
    _await_gone(processes, seconds=seconds)
    late = [process for process in processes if _alive(process)]
    for process in late:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    _await_gone(late, seconds=seconds)


def _await_gone(processes: Sequence[psutil.Process], *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while any(_alive(process) for process in processes) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)


def _alive(process: psutil.Process) -> bool:
    # An orphan that ended holds nothing any more, even where nobody has collected its status yet.
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
