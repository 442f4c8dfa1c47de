"""Runs the humanizer: ``python -m piyasa.humanizer``."""

from __future__ import annotations

import sys

from piyasa.humanizer.app import humanizer_service
from piyasa.humanizer.settings import HumanizerSettings


def main() -> int:
    """Serve until told to stop."""
    return humanizer_service(HumanizerSettings()).run()


if __name__ == "__main__":
    sys.exit(main())
