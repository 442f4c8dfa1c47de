"""Runs the service: ``python -m piyasa.scheduler``; ``--help`` lists its settings."""

from __future__ import annotations

import sys

from piyasa.eventlog.entry import run_service
from piyasa.scheduler.app import scheduler_service
from piyasa.scheduler.settings import SchedulerSettings


def main() -> int:
    """Serve until told to stop."""
    return run_service(
        "scheduler",
        "Decides which persona speaks in which chat, why, to whom and about what.",
        SchedulerSettings,
        scheduler_service,
    )


if __name__ == "__main__":
    sys.exit(main())
