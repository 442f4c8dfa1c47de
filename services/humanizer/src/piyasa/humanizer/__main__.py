"""Runs the service: ``python -m piyasa.humanizer``; ``--help`` lists its settings."""

from __future__ import annotations

import sys

from piyasa.eventlog.entry import run_service
from piyasa.humanizer.app import humanizer_service
from piyasa.humanizer.settings import HumanizerSettings


def main() -> int:
    """Serve until told to stop."""
    return run_service("humanizer", "Gives a draft its form and its moment.", HumanizerSettings, humanizer_service)


if __name__ == "__main__":
    sys.exit(main())
