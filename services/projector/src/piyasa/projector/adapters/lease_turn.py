"""The lease that makes one replica the active one."""

from __future__ import annotations

from piyasa.eventlog.leases import Leases

KIND, KEY = "projector", "active"


class LeaseTurn:
    """A replica's turn lasts as long as its lease."""

    def __init__(self, leases: Leases) -> None:
        self._leases = leases

    @property
    def mine(self) -> bool:
        """True while the lease is held."""
        return self._leases.holds(KEY)
