"""Runs the gateway: ``python -m piyasa.telegram_gateway``."""

from __future__ import annotations

import sys

from piyasa.telegram_gateway.app import gateway_service
from piyasa.telegram_gateway.settings import GatewaySettings


def main() -> int:
    """Serve until told to stop."""
    return gateway_service(GatewaySettings()).run()


if __name__ == "__main__":
    sys.exit(main())
