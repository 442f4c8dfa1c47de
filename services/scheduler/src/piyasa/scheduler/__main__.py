"""Runs the scheduler: ``python -m piyasa.scheduler``."""

from __future__ import annotations

import sys

from piyasa.scheduler.app import scheduler_service
from piyasa.scheduler.settings import SchedulerSettings


def main() -> int:
    """Serve until told to stop."""
    return scheduler_service(SchedulerSettings()).run()


if __name__ == "__main__":
    sys.exit(main())
