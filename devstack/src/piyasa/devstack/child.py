"""One server as a child process, its words in a file."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from piyasa.devstack.errors import NotReady, NotRunning, ServerStopped

POLL_SECONDS = 0.02
LAST_WORDS = 2_000


class Child:
    """Starts, watches and ends one program. Every wait is bounded."""

    def __init__(self, name: str, *, log: Path) -> None:
        self.name = name
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Id of the living process. Raises NotRunning."""
        if self._process is None or self._process.poll() is not None:
            raise NotRunning(self.name)
        return self._process.pid

    def spawn(
        self,
        command: Sequence[str | Path],
        *,
        folder: Path,
        environment: Mapping[str, str],
        user: int | None = None,
        group: int | None = None,
    ) -> None:
        """Start the program in a session of its own, so that Ctrl-C in a terminal reaches only the launcher."""
        if self.log.exists():
            self.log.replace(self.log.with_name(f"{self.log.name}.1"))
        with self.log.open("wb") as words:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                cwd=folder,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=user,
                group=group,
                extra_groups=None if group is None else [],
            )

    def await_fact(self, fact: Callable[[], bool], *, awaited: str, seconds: float) -> None:
        """Wait until the fact holds. Raises ServerStopped when the process ends first, NotReady when time is up."""
        deadline = time.monotonic() + seconds
        while not fact():
            if self._process is None:
                raise NotRunning(self.name)
            status = self._process.poll()
            if status is not None:
                raise ServerStopped(self.name, status=status, log=self.log, said=self.last_words())
            if time.monotonic() > deadline:
                raise NotReady(self.name, awaited=awaited, seconds=seconds, log=self.log, said=self.last_words())
            time.sleep(POLL_SECONDS)

    def send(self, number: signal.Signals) -> None:
        """Send a signal. Raises NotRunning."""
        os.kill(self.pid, number)

    def end(self, signals: Sequence[signal.Signals], *, seconds: float) -> None:
        """Send the signals one after the other, each followed by the given wait, then kill; gone afterwards."""
        process = self._process
        if process is None:
            return
        for number in signals:
            if process.poll() is not None:
                break
            process.send_signal(number)
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
        self.kill()

    def kill(self) -> None:
        """End the process at once, as a crash would; harmless when it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def last_words(self) -> str:
        """Return the end of what the process wrote."""
        if not self.log.exists():
            return ""
        return self.log.read_bytes()[-LAST_WORDS:].decode(errors="replace").strip()
