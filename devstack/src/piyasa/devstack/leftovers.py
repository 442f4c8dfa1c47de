"""Server processes that outlived the stack which started them."""

import signal
from collections.abc import Sequence
from pathlib import Path

import psutil


def working_in(folder: Path, *, program: str) -> list[psutil.Process]:
    """Return living processes of a program whose working folder is this one.

    Our servers are started in a folder of their own, so this finds them, and only them, without trusting a
    pid file that may name somebody else by now.
    """
    found = []
    for process in psutil.process_iter():
        try:
            if process.name() == program and process.cwd() == str(folder):
                found.append(process)
        except psutil.Error:
            continue
    return found


def end(processes: Sequence[psutil.Process], *, seconds: float) -> None:
    """Wait for processes that were told to leave; after the given time, kill them."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    for process in alive:
        try:
            process.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(alive, timeout=seconds)
