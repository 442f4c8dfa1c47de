"""Runs the service: ``python -m piyasa.telegram_gateway``; ``--help`` lists its settings."""

from __future__ import annotations

import sys

from piyasa.eventlog.entry import run_service
from piyasa.telegram_gateway.app import gateway_service
from piyasa.telegram_gateway.settings import GatewaySettings


def main() -> int:
    """Serve until told to stop."""
    return run_service(
        "telegram-gateway",
        "Says a message once, hears people, and checks that they are told about AI.",
        GatewaySettings,
        gateway_service,
    )


if __name__ == "__main__":
    sys.exit(main())
