"""Runs the service: ``python -m piyasa.projector``; ``--help`` lists its settings."""

from __future__ import annotations

import sys

from piyasa.eventlog.entry import run_service
from piyasa.projector.app import projector_service
from piyasa.projector.settings import ProjectorSettings


def main() -> int:
    """Serve until told to stop."""
    return run_service(
        "projector", "Writes the archive, the read models and the snapshots.", ProjectorSettings, projector_service
    )


if __name__ == "__main__":
    sys.exit(main())
