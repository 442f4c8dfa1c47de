"""What each process of the local system is told through its environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from piyasa.devstack.layout import Layout, replica_name
from piyasa.devstack.loopback import HOST

if TYPE_CHECKING:
    from piyasa.contracts.event import Service
    from piyasa.devstack.nats_server import EmbeddedNats
    from piyasa.devstack.postgres_server import EmbeddedPostgres

DATABASE = "piyasa"
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "VIRTUAL_ENV", "LOG_LEVEL")


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever starts the system may choose."""

    personas: int = 4
    replicas: int = 1
    pace: float = 1.0
    duplicate_window: int | None = None
    """Seconds; None keeps the default. Tests shorten it to prove that idempotence is ours."""
    durability: str = "always"
    telegram_limits: str = "real"
    lease_seconds: int | None = None
    keep_hours: bool = False
    """Personas are away outside of their own hours; a demonstration finds everybody awake."""


def service_environment(
    service: Service, replica: int, layout: Layout, choices: Choices, nats: EmbeddedNats, postgres: EmbeddedPostgres
) -> dict[str, str]:
    """Everything one replica needs; settings of the caller's own environment (PIYASA_*, OTEL_*, *_API_KEY) win."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment |= {
        "PYTHONUNBUFFERED": "1",
        "PIYASA_NATS_URL": nats.url,
        "PIYASA_NATS_SEED_FILE": str(nats.keys.seed_path(service)),
        "PIYASA_HTTP_HOST": HOST,
        "PIYASA_HTTP_PORT": str(layout.service_port(service, replica)),
        "PIYASA_DATABASE_URL": postgres.url(role_of(service), DATABASE),
        "PIYASA_INSTANCE": replica_name(service, replica),
        "PIYASA_PACE": repr(choices.pace),
    }
    if choices.lease_seconds is not None:
        environment["PIYASA_LEASE_SECONDS"] = str(choices.lease_seconds)
    if service in {"telegram-gateway", "admin-api"}:
        environment["PIYASA_VAULT_KEY_FILE"] = str(layout.vault_key)
    if service == "generator":
        environment["PIYASA_GENERATOR_ALLOW_OFFLINE"] = (
            "true"  # this machine's own system; in production it is asked for
        )
    if service == "telegram-gateway":
        environment["PIYASA_TELEGRAM_API"] = f"http://{HOST}:{layout.telegram_port}"
    if service == "admin-api":
        environment["PIYASA_ADMIN_API_KEY_FILE"] = str(layout.admin_key)
    own = {name: value for name, value in os.environ.items() if _is_setting(name)}
    return environment | own


def role_of(service: str) -> str:
    """The database role of a service."""
    return f"piyasa_{service.replace('-', '_')}"


def _is_setting(name: str) -> bool:
    return name.startswith(("PIYASA_", "OTEL_")) or name in {"OPENAI_API_KEY", "GROQ_API_KEY", "GEMINI_API_KEY"}
