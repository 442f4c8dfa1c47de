"""Named checks and what they add up to: alive, ready, and how each part is."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from piyasa.telemetry import redaction
from piyasa.telemetry.errors import CheckNameTaken


class State(StrEnum):
    """How a part or the whole is, from best to worst."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    UNHEALTHY = "unhealthy"


_SEVERITY = {State.HEALTHY: 0, State.DEGRADED: 1, State.UNHEALTHY: 2}


class Gate(StrEnum):
    """What an unhealthy check closes."""

    LIVE = "live"
    """The process is beyond repair and should be started anew."""
    READY = "ready"
    """The process should be given no work for now."""
    NONE = "none"
    """Operators should know, nothing else."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `took` is in seconds."""

    state: State
    detail: str = ""
    took: float = 0.0


def healthy(detail: str = "") -> Finding:
    """All is well."""
    return Finding(State.HEALTHY, detail)


def degraded(detail: str) -> Finding:
    """Works, with something an operator should look at."""
    return Finding(State.DEGRADED, detail)


def unhealthy(detail: str) -> Finding:
    """Does not work."""
    return Finding(State.UNHEALTHY, detail)


Answer = Finding | bool
Check = Callable[[], Answer | Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Report:
    """What a round of checks found, by name."""

    findings: dict[str, Finding]

    @property
    def state(self) -> State:
        """The worst of all findings; healthy when nothing was checked."""
        return max((found.state for found in self.findings.values()), key=_SEVERITY.__getitem__, default=State.HEALTHY)

    @property
    def failing(self) -> dict[str, str]:
        """Details of the unhealthy checks, by name."""
        return {name: found.detail for name, found in self.findings.items() if found.state is State.UNHEALTHY}


@dataclass(frozen=True, slots=True)
class _Entry:
    check: Check
    gate: Gate


class Health:
    """The checks of one service. Each gets `timeout` seconds; one that raises or hangs is unhealthy."""

    def __init__(
        self, service: str, version: str, *, timeout: float = 2.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.service, self.version = service, version
        self._timeout = timeout
        self._clock = clock
        self._since = clock()
        self._checks: dict[str, _Entry] = {}
        self._draining = False

    @property
    def uptime(self) -> float:
        """Seconds since this object was made."""
        return self._clock() - self._since

    def add(self, name: str, check: Check, *, gate: Gate = Gate.READY) -> None:
        """Register a check: a function, sync or async, that gives a `Finding` or a bool.

        A synchronous check runs on the event loop and must not block.

        Raises:
            CheckNameTaken: a check of this name exists.
        """
        if name in self._checks:
            raise CheckNameTaken(name)
        self._checks[name] = _Entry(check, gate)

    def drain(self) -> None:
        """From now on not ready: the process is about to leave."""
        self._draining = True

    async def live(self) -> Report:
        """Only what a restart would cure. That this answers at all proves the event loop alive."""
        return await self._run(Gate.LIVE)

    async def ready(self) -> Report:
        """Everything that work needs. Never ready before a readiness check exists, nor once draining."""
        if self._draining:
            return Report({"draining": unhealthy("the service is shutting down")})
        if not any(entry.gate is Gate.READY for entry in self._checks.values()):
            return Report({"start": unhealthy("the service has not registered its readiness checks yet")})
        return await self._run(Gate.READY)

    async def full(self) -> Report:
        """Every check of every gate."""
        return await self._run(*Gate)

    async def _run(self, *gates: Gate) -> Report:
        chosen = {name: entry.check for name, entry in self._checks.items() if entry.gate in gates}
        found: Iterable[Finding] = await asyncio.gather(*(self._examine(check) for check in chosen.values()))
        return Report(dict(zip(chosen, found, strict=True)))

    async def _examine(self, check: Check) -> Finding:
        begun = self._clock()
        try:
            async with asyncio.timeout(self._timeout):
                answer = check()
                found = await answer if inspect.isawaitable(answer) else answer
        except TimeoutError:
            found = unhealthy(f"no answer within {self._timeout:g} s")
        except Exception as error:  # noqa: BLE001 - a check's failure is its finding
            found = unhealthy(redaction.text(f"{type(error).__name__}: {error}"))
        if isinstance(found, bool):
            found = healthy() if found else unhealthy("the check says no")
        return Finding(found.state, found.detail, self._clock() - begun)
