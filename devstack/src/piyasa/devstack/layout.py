"""Where the system on one machine keeps its things, and which ports it takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from piyasa.contracts.event import SERVICES, Service

DEFAULT_HOME = Path(".piyasa")
DEFAULT_PORT_BASE = 8400
_SERVERS = 10
"""Ports kept for servers, before those of the services."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths under the home, ports from a base."""

    home: Path
    port_base: int = DEFAULT_PORT_BASE

    @property
    def addresses(self) -> Path:
        """The file that tells others where everything is; there once all is ready."""
        return self.home / "addresses.json"

    @property
    def logs(self) -> Path:
        """One file of JSON lines a process."""
        return self.home / "logs"

    @property
    def vault_key(self) -> Path:
        """The keys that seal bot tokens."""
        return self.home / "keys" / "vault.keys"

    @property
    def admin_key(self) -> Path:
        """The operators' API key."""
        return self.home / "keys" / "admin-api.key"

    @property
    def telegram_state(self) -> Path:
        """The local Telegram's journal."""
        return self.home / "telegram" / "journal.jsonl"

    @property
    def nats_port(self) -> int:
        """The broker."""
        return self.port_base

    @property
    def nats_monitor_port(self) -> int:
        """The broker's monitoring pages."""
        return self.port_base + 1

    @property
    def postgres_port(self) -> int:
        """The database."""
        return self.port_base + 2

    @property
    def telegram_port(self) -> int:
        """The local Telegram."""
        return self.port_base + 3

    def service_port(self, service: Service, replica: int) -> int:
        """Health and metrics of a replica, counted from 1; the admin API listens there too."""
        return self.port_base + _SERVERS + (replica - 1) * len(SERVICES) + SERVICES.index(service)

    def ports(self, replicas: int) -> range:
        """Every port that a system with so many replicas may take."""
        return range(self.port_base, self.port_base + _SERVERS + replicas * len(SERVICES))


def replica_name(service: Service, replica: int) -> str:
    """Name a replica: ``scheduler``, ``scheduler-2`` and so on."""
    return service if replica == 1 else f"{service}-{replica}"
