"""A circuit breaker: after repeated failures of a host, calls are held back until one probe succeeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

State = Literal["closed", "open", "half_open"]


@dataclass(frozen=True, slots=True)
class BreakerReport:
    """What operators see of a breaker."""

    state: State
    failures: int
    blocked: int
    """Calls held back since the start."""


@dataclass(slots=True)
class Breaker:
    """One host's circuit; ``now`` is any clock that only goes forward, in seconds."""

    threshold: int
    """Failures in a row that open the circuit."""
    open_seconds: float
    _failures: int = field(default=0, init=False)
    _opened_at: float | None = field(default=None, init=False)
    _probing_since: float | None = field(default=None, init=False)
    _blocked: int = field(default=0, init=False)

    def state(self, now: float) -> State:
        """Closed lets calls through, open does not, half-open lets one probe through."""
        if self._opened_at is None:
            return "closed"
        return "open" if now - self._opened_at < self.open_seconds else "half_open"

    def allows(self, now: float) -> bool:
        """Whether a call may be made; saying yes in the half-open state hands out the probe.

        A probe of which nothing was heard for as long as the circuit stays open is given up.
        """
        state = self.state(now)
        if state == "closed":
            return True
        probing = self._probing_since is not None and now - self._probing_since < self.open_seconds
        if state == "half_open" and not probing:
            self._probing_since = now
            return True
        self._blocked += 1
        return False

    def closed_in(self, now: float) -> float:
        """Seconds until a call may be made again; 0 when one may be made now."""
        return 0.0 if self._opened_at is None else max(0.0, self._opened_at + self.open_seconds - now)

    def succeeded(self) -> None:
        """The host answered: the circuit closes and old failures count no more."""
        self._failures = 0
        self._opened_at = self._probing_since = None

    def answered(self) -> None:
        """Something else was answered, which says little of the calls that failed.

        It only closes a circuit that waits for a probe.
        """
        if self._probing_since is not None:
            self.succeeded()

    def given_up(self) -> None:
        """A call was given up by whoever made it and says nothing of the host: a probe may be made anew."""
        self._probing_since = None

    def failed(self, now: float) -> None:
        """The host did not answer; the threshold, or a failed probe, opens the circuit."""
        self._failures += 1
        if self._probing_since is not None or self._failures >= self.threshold:
            self._opened_at, self._probing_since = now, None

    def reset(self) -> None:
        """Forget everything but the count of calls held back."""
        self.succeeded()

    def report(self, now: float) -> BreakerReport:
        """The present state."""
        return BreakerReport(self.state(now), self._failures, self._blocked)
