"""A child process that is started again when it dies, and that dies with its launcher."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Say = Callable[[str], None]
FIRST_PAUSE, LONGEST_PAUSE, STEADY_AFTER = 0.2, 5.0, 30.0
"""Seconds before a dead child is started again, doubling; a child that ran steadily begins anew."""
LOG_BYTES = 10_000_000
"""A log longer than this is put aside when its process is launched; the one before it is dropped."""
REFUSAL = " cannot start: "
"""Stands in the last line of a process that its settings do not let start."""
_LAST_BYTES = 4096
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Supervised:
    """One process of the system. Its output goes to a file; times in seconds."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    say: Say
    spawned: Callable[[], None] = lambda: None
    """Told after every start of the process."""
    restarts: int = 0
    refused: str = ""
    """Why it does not start, in its own last words; empty while that is not why it died."""
    _process: asyncio.subprocess.Process | None = None
    _watch: asyncio.Task[None] | None = None
    _stopping: bool = field(default=False)

    @property
    def pid(self) -> int:
        """Of the running process; 0 between a death and the next start."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process is not None else 0

    async def start(self) -> None:
        """Start the process and watch over it."""
        self._put_long_log_aside()
        await self._spawn()
        self._watch = asyncio.create_task(self._watch_over(), name=f"watch {self.name}")

    async def stop(self, patience: float) -> None:
        """End it by SIGTERM, and by SIGKILL when it takes longer than ``patience``."""
        self._stopping = True
        process = self._process
        if process is not None and process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(patience):
                    await process.wait()
            except TimeoutError:
                self.say(f"{self.name} did not stop within {patience:g} s and is killed")
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if self._watch is not None:
            self._watch.cancel()

    def _put_long_log_aside(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            if self.log.stat().st_size > LOG_BYTES:
                self.log.replace(self.log.with_name(f"{self.log.name}.1"))

    async def _spawn(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *self.command,
                env=dict(self.environment),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        self.spawned()

    async def _watch_over(self) -> None:
        pause = FIRST_PAUSE
        loop = asyncio.get_running_loop()
        while not self._stopping:
            assert self._process is not None  # noqa: S101 - it was started
            begun = loop.time()
            code = await self._process.wait()
            if self._stopping:
                return
            pause = FIRST_PAUSE if loop.time() - begun > STEADY_AFTER else pause
            self.refused = _refusal_in(self.log)
            self.restarts += 1
            self.say(f"{self.name} died ({_how(code)}) and is started again; its log is {self.log}")
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            if not self._stopping:
                await self._spawn()


def _refusal_in(log: Path) -> str:
    with log.open("rb") as written:
        written.seek(max(0, log.stat().st_size - _LAST_BYTES))
        last = written.read().decode(errors="replace").rstrip().rpartition("\n")[2]
    return last if REFUSAL in last else ""


def _how(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def _die_with_parent() -> None:
    """Linux: have the kernel end the child when its launcher is gone, so that none is left behind."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
