"""CPU seconds and memory of processes, from /proc."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def cpu_seconds(pid: int) -> float:
    """What a process and all its children, ended ones included, have used; 0 when it is gone."""
    total = 0.0
    for each in _family(pid):
        fields = _stat(each)
        if fields is not None:
            utime, stime, cutime, cstime = (int(value) for value in fields[11:15])
            total += utime + stime + cutime + cstime
    return total / _TICK


def memory_bytes(pid: int) -> int:
    """Resident memory of a process and its children; shared pages are counted once for each."""
    return sum(int(fields[21]) * _PAGE for each in _family(pid) if (fields := _stat(each)) is not None)


class Meter:
    """CPU used by named processes since the last reading."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        self._pids = dict(pids)
        self._before = self._read()

    def used(self) -> dict[str, float]:
        """CPU seconds by name since this was made."""
        now = self._read()
        return {name: now[name] - self._before[name] for name in self._pids}

    def _read(self) -> dict[str, float]:
        return {name: cpu_seconds(pid) for name, pid in self._pids.items()}


def _stat(pid: int) -> list[str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _family(pid: int) -> Iterable[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))
