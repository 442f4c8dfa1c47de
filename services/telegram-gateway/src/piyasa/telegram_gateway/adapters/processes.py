"""Which processes of this service live: each keeps a lease on its own name."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.telegram_gateway.ports import Bucket

KIND = "gateway.process"


@dataclass(frozen=True, slots=True)
class LeasedProcesses:
    """Looks for the lease that a living process renews."""

    leases: Bucket

    async def lives(self, process: str) -> bool:
        """Whether the process renewed its lease within the time to live."""
        return await self.leases.get(f"{KIND}.{process}") is not None
