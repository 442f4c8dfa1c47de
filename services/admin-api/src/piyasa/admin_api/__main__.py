"""Runs the service: ``python -m piyasa.admin_api``; ``--help`` lists its settings."""

from __future__ import annotations

import sys

from piyasa.admin_api.app import admin_service
from piyasa.admin_api.settings import AdminSettings
from piyasa.eventlog.entry import run_service


def main() -> int:
    """Serve until told to stop."""
    return run_service("admin-api", "Serves what operators may see and change.", AdminSettings, admin_service)


if __name__ == "__main__":
    sys.exit(main())
