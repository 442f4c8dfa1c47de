"""Runs the admin API: ``python -m piyasa.admin_api``."""

from __future__ import annotations

import sys

from piyasa.admin_api.app import AdminService
from piyasa.admin_api.settings import AdminSettings


def main() -> int:
    """Serve until told to stop."""
    return AdminService(AdminSettings()).run()


if __name__ == "__main__":
    sys.exit(main())
