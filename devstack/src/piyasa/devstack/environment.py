"""What each process of the local system is told through its environment."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from piyasa.devstack.layout import Layout, replica_name
from piyasa.devstack.loopback import HOST

if TYPE_CHECKING:
    from piyasa.contracts.event import Service
    from piyasa.devstack.nats_server import EmbeddedNats
    from piyasa.devstack.postgres_server import EmbeddedPostgres

DATABASE = "piyasa"
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "VIRTUAL_ENV", "LOG_LEVEL")
MODEL_NAMES = (
    "OPENAI_API_KEY", "GROQ_API_KEY", "GEMINI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "LLM_MODEL", "LLM_PROVIDER",
)  # fmt: skip
"""Well-known names by which the generator finds models."""
_WAY_OUT = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")
"""How calls leave this machine; the local Telegram and the servers are never asked that way."""
_KEY_NAMED = re.compile(r"""api_key_env["']?\s*:\s*["']?([A-Za-z_][A-Za-z0-9_]*)""")


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
    """Everything one replica needs; settings of the caller's own environment win."""
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
    return environment | callers_own(service)


def role_of(service: str) -> str:
    """The database role of a service."""
    return f"piyasa_{service.replace('-', '_')}"


def callers_own(service: Service) -> dict[str, str]:
    """What a service is told of the environment that the system is started in: PIYASA_* and OTEL_*.

    Keys of models, how to reach them and what else is the generator's are for the generator alone.
    """
    own = {name: value for name, value in os.environ.items() if name.startswith(("PIYASA_", "OTEL_"))}
    if service != "generator":
        return {name: value for name, value in own.items() if not name.startswith("PIYASA_GENERATOR_")}
    return {name: os.environ[name] for name in _of_models() if name in os.environ} | own


def _of_models() -> Iterator[str]:
    """Names of what the generator reads of models, with the keys that its list of providers names."""
    yield from MODEL_NAMES
    for name in _WAY_OUT:
        yield from (name, name.lower())
    yield from _KEY_NAMED.findall(os.environ.get("PIYASA_GENERATOR_PROVIDERS", ""))
    path = os.environ.get("PIYASA_GENERATOR_PROVIDERS_FILE")
    if path and Path(path).is_file():  # the generator says what is wrong with one that is not there
        yield from _KEY_NAMED.findall(Path(path).read_text(encoding="utf-8", errors="replace"))
