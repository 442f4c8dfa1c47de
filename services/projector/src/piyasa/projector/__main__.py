"""Runs the projector: ``python -m piyasa.projector``."""

from __future__ import annotations

import sys

from piyasa.projector.app import projector_service
from piyasa.projector.settings import ProjectorSettings


def main() -> int:
    """Serve until told to stop."""
    return projector_service(ProjectorSettings()).run()


if __name__ == "__main__":
    sys.exit(main())
